#include "services/consent/domain/email_address.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace bestand::consent {
namespace {

constexpr std::string_view kAtomMarks = "!#$%&'*+/=?^_`{|}~-";

bool IsAlnum(char letter) { return absl::ascii_isalnum(static_cast<unsigned char>(letter)); }

bool IsAtomLetter(char letter) {
  return IsAlnum(letter) || kAtomMarks.find(letter) != std::string_view::npos;
}

bool IsLabelLetter(char letter) { return IsAlnum(letter) || letter == '-'; }

std::vector<std::string> PartsOf(std::string_view text) {
  return absl::StrSplit(absl::string_view(text.data(), text.size()), '.');
}

bool IsDotAtom(std::string_view local) {
  const auto parts = PartsOf(local);
  return local.size() <= 64 && std::ranges::all_of(parts, [](const std::string& part) {
           return !part.empty() && std::ranges::all_of(part, IsAtomLetter);
         });
}

bool IsLabel(const std::string& label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, IsLabelLetter);
}

bool IsDomain(std::string_view domain) {
  const auto labels = PartsOf(domain);
  return labels.size() >= 2 && std::ranges::all_of(labels, IsLabel);
}

}  // namespace

std::string ProblemOfAddress(std::string_view address) {
  if (address.empty()) return "is required";
  if (address.size() > 254) return "has more than 254 characters";
  const auto is_ascii = [](char letter) { return static_cast<unsigned char>(letter) < 0x80; };
  if (!std::ranges::all_of(address, is_ascii)) {
    return "may hold ASCII only, but for a domain that exists in punycode (xn--…)";
  }
  const size_t at = address.rfind('@');
  if (at == std::string_view::npos) return "has no @";
  if (!IsDotAtom(address.substr(0, at))) return "has letters before the @ that cannot be written to";
  if (!IsDomain(address.substr(at + 1))) return "has no valid domain after the @";
  return "";
}

std::string Normalised(std::string_view address) {
  return absl::AsciiStrToLower(absl::string_view(address.data(), address.size()));
}

std::string Masked(std::string_view address) {
  const size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0) return "***";
  return std::string(address.substr(0, 1)).append("***").append(address.substr(at));
}

}  // namespace bestand::consent
