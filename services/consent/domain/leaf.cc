#include "services/consent/domain/leaf.h"

#include <algorithm>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/time/clock.h"

namespace bestand::consent {
namespace {

constexpr char kVersion = 1;
constexpr size_t kHashSize = 32;

std::string BytesOfUuid(std::string_view uuid) {
  std::string digits(uuid);
  std::erase(digits, '-');
  return FromHex(digits).value_or("");
}

std::string BigEndian(int64_t number) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[i] = static_cast<char>(number & 0xff);
  return bytes;
}

// Every fixed field has its width whatever came in, so that no two events share their bytes.
std::string Fixed(std::string_view bytes, size_t width) {
  std::string fixed(bytes.substr(0, width));
  fixed.resize(width, '\0');
  return fixed;
}

}  // namespace

std::string EncodeLeaf(const Leaf& leaf, const NewEvent& event) {
  std::string bytes(1, kVersion);
  bytes += Fixed(BytesOfUuid(leaf.event_id), 16);
  bytes += static_cast<char>(event.kind);
  bytes += BigEndian(ToMicros(leaf.time));
  bytes += Fixed(leaf.subject, 16);
  bytes += static_cast<char>(event.channel ? static_cast<int>(*event.channel) + 1 : 0);
  bytes += static_cast<char>(event.purpose.size());
  bytes += event.purpose;
  bytes += Fixed(event.wording_hash, kHashSize);
  bytes += Fixed(leaf.commitment, kHashSize);
  bytes += Fixed(leaf.previous, kHashSize);
  return bytes;
}

std::string LeafHash(std::string_view leaf) { return Sha256(std::string(1, '\0').append(leaf)); }

std::string Commitment(std::string_view salt, std::string_view payload) {
  return Sha256(std::string(salt).append(payload));
}

}  // namespace bestand::consent
