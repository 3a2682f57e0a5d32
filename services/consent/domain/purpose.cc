#include "services/consent/domain/purpose.h"

#include "common/error/error.h"

namespace bestand::consent {

absl::Status UnknownWording(std::string_view purpose, std::string_view language) {
  return Failure(absl::StatusCode::kNotFound, "WORDING_UNKNOWN",
                 std::string("Purpose ")
                     .append(purpose)
                     .append(" has no wording in the language ")
                     .append(language)
                     .append("; create one first."),
                 {{"wording", std::string(purpose) + "/" + std::string(language)}});
}

}  // namespace bestand::consent
