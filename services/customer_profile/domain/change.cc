#include "services/customer_profile/domain/change.h"

#include "common/error/error.h"
#include "common/id/encoding.h"
#include "common/id/id.h"

namespace bestand::customer_profile {
namespace {

constexpr std::string_view kPrefix = "changes.v1:";

std::string Sealed(std::string_view position) {
  std::string text = std::string(kPrefix) + std::string(position);
  return text + ':' + std::to_string(Crc32c(text));
}

absl::Status Unknown() {
  return Failure(absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN",
                 "The cursor was not given out by this service; start again without a cursor.");
}

}  // namespace

std::string ToCursor(int64_t position) { return ToBase64Url(Sealed(std::to_string(position))); }

absl::StatusOr<int64_t> FromCursor(std::string_view cursor) {
  const std::optional<std::string> text = FromBase64Url(cursor);
  if (!text.has_value() || !text->starts_with(kPrefix)) return Unknown();
  const std::string digits = text->substr(kPrefix.size(), text->find(':', kPrefix.size()) - kPrefix.size());
  const bool number =
      !digits.empty() && digits.size() < 19 && digits.find_first_not_of("0123456789") == std::string::npos;
  if (!number || *text != Sealed(digits)) return Unknown();
  return std::stoll(digits);
}

}  // namespace bestand::customer_profile
