#include "services/customer_profile/domain/contact_point.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/error/error.h"
#include "services/customer_profile/domain/text.h"

namespace bestand::customer_profile {
namespace {

absl::Status Refused(std::string_view description) {
  return InvalidFields({{"contact_point.address", std::string(description)}});
}

bool IsDomainLabel(std::string_view label) {
  const auto fits = [](char letter) { return absl::ascii_isalnum(letter) || letter == '-'; };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), fits);
}

bool IsDomain(std::string_view domain) {
  if (domain.size() > 253 || domain.find('.') == std::string_view::npos) return false;
  for (;;) {
    const size_t dot = domain.find('.');
    if (!IsDomainLabel(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

// The unquoted form of RFC 5321; nothing else is in use.
bool IsLocalPart(std::string_view local) {
  const auto fits = [](char letter) {
    return absl::ascii_isalnum(letter) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(letter) != std::string_view::npos;
  };
  return !local.empty() && local.size() <= 64 && local.front() != '.' && local.back() != '.' &&
         local.find("..") == std::string_view::npos && std::all_of(local.begin(), local.end(), fits);
}

absl::StatusOr<std::string> NormalisedEmail(std::string_view address) {
  const size_t at = address.rfind('@');
  if (at == std::string_view::npos) return Refused("must be an e-mail address, such as a@example.test");
  std::string domain(address.substr(at + 1));
  if (!IsAscii(domain)) return Refused("must have its domain in punycode (xn--…)");
  absl::AsciiStrToLower(&domain);
  if (!IsDomain(domain) || !IsLocalPart(address.substr(0, at))) {
    return Refused("must be an e-mail address, such as a@example.test");
  }
  return std::string(address.substr(0, at + 1)) + domain;
}

absl::StatusOr<std::string> NormalisedPhone(std::string_view address) {
  std::string number;
  for (const char letter : address) {
    if (std::string_view(" -/().").find(letter) == std::string_view::npos) number += letter;
  }
  if (number.starts_with("00")) number.replace(0, 2, "+");
  const bool digits = number.size() > 1 && std::all_of(number.begin() + 1, number.end(), [](char letter) {
                        return absl::ascii_isdigit(letter);
                      });
  if (!digits || number[0] != '+' || number[1] == '0' || number.size() < 8 || number.size() > 16) {
    return Refused("must be a telephone number with country code, such as +4930123456");
  }
  return number;
}

std::string NormalisedPost(std::string_view address) {
  std::string post;
  for (const char letter : address) {
    const bool blank = absl::ascii_isspace(letter);
    if (!blank || (!post.empty() && post.back() != ' ')) post += blank ? ' ' : letter;
  }
  return std::string(Trimmed(post));
}

}  // namespace

absl::StatusOr<std::string> NormalisedAddress(ContactPointType type, std::string_view address) {
  if (type == ContactPointType::kEmail) return NormalisedEmail(Trimmed(address));
  if (type == ContactPointType::kPhone) return NormalisedPhone(address);
  std::string post = NormalisedPost(address);
  if (post.empty()) return Refused("must not be empty");
  return post;
}

std::string MaskedAddress(ContactPointType type, std::string_view address) {
  if (type == ContactPointType::kEmail) {
    return std::string(address.substr(0, 1)) + "***" + std::string(address.substr(address.rfind('@')));
  }
  if (type == ContactPointType::kPhone) {
    return std::string(address.substr(0, 3)) + "***" + std::string(address.substr(address.size() - 2));
  }
  return std::string(FirstCharacters(address, 1)) + "***";
}

}  // namespace bestand::customer_profile
