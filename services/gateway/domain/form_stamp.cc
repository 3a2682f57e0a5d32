#include "services/gateway/domain/form_stamp.h"

#include "absl/strings/numbers.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"

namespace bestand::gateway {
namespace {

constexpr absl::Duration kLeast = absl::Seconds(3);  // nobody reads and types faster
constexpr absl::Duration kMost = absl::Hours(24);

std::string Signed(const std::string& key, const std::string& seconds) {
  return seconds + "." + ToBase64Url(HmacSha256(key, "bestand form 1\n" + seconds));
}

}  // namespace

std::string FormStamp::At(absl::Time now) const {
  return Signed(key_, std::to_string(absl::ToUnixSeconds(now)));
}

FormStamp::Age FormStamp::AgeOf(std::string_view stamp, absl::Time now) const {
  const std::string seconds(stamp.substr(0, stamp.find('.')));
  int64_t given = 0;
  if (!SameSecret(Signed(key_, seconds), stamp) || !absl::SimpleAtoi(seconds, &given)) return Age::kUnknown;
  const absl::Duration age = now - absl::FromUnixSeconds(given);
  if (age > kMost) return Age::kUnknown;
  return age < kLeast ? Age::kTooYoung : Age::kFine;
}

}  // namespace bestand::gateway
