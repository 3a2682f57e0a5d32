#include "common/id/id.h"

#include <algorithm>
#include <array>
#include <boost/crc.hpp>
#include <cctype>

#include "common/id/digest.h"
#include "common/id/encoding.h"

namespace bestand {
namespace {

constexpr size_t kUuidLength = 36;
constexpr size_t kLongestCustomerId = 64;

bool IsDash(size_t place) { return place == 8 || place == 13 || place == 18 || place == 23; }

bool IsHex(char letter) { return std::isxdigit(static_cast<unsigned char>(letter)) != 0; }

// Which bytes a customer's id may hold.
constexpr std::array<bool, 256> kCustomerIdLetters = [] {
  std::array<bool, 256> allowed{};
  for (const unsigned char letter : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                                     "0123456789._~-")) {
    allowed[letter] = true;
  }
  return allowed;
}();

// Taken from a stock of the thread's own: fetched one by one they cost many times as much.
std::string UuidBytes() {
  constexpr size_t kBytes = 16;
  thread_local std::string stock;
  if (stock.empty()) stock = RandomBytes(64 * kBytes);
  std::string bytes = stock.substr(stock.size() - kBytes);
  stock.resize(stock.size() - kBytes);
  return bytes;
}

}  // namespace

std::string NewUuid() {
  std::string bytes = UuidBytes();
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);  // version 4
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);  // variant of RFC 4122
  std::string text = ToHex(bytes);
  for (const size_t place : {8, 13, 18, 23}) text.insert(place, 1, '-');
  return text;
}

bool IsUuid(std::string_view text) {
  if (text.size() != kUuidLength) return false;
  for (size_t place = 0; place < text.size(); ++place) {
    if (IsDash(place) ? text[place] != '-' : !IsHex(text[place])) return false;
  }
  return true;
}

bool IsCustomerId(std::string_view text) {
  return !text.empty() && text.size() <= kLongestCustomerId &&
         std::ranges::all_of(text, [](unsigned char letter) { return kCustomerIdLetters[letter]; });
}

int BucketOf(std::string_view customer_id) { return static_cast<int>(Crc32c(customer_id) % kBuckets); }

uint32_t Crc32c(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

}  // namespace bestand
