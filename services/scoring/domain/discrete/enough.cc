#include "services/scoring/domain/discrete/enough.h"

#include <string>

#include "common/error/error.h"

namespace bestand::scoring {

absl::Status CheckEnough(const Need& need) {
  if (need.have >= need.need) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                 "There are " + std::to_string(need.have) + " " + std::string(need.what) + ", a fit needs " +
                     std::to_string(need.need) + "; import more history.",
                 {{"have", std::to_string(need.have)},
                  {"need", std::to_string(need.need)},
                  {"of", std::string(need.of)}});
}

}  // namespace bestand::scoring
