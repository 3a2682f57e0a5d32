#include "services/scoring/api/at_risk_key.h"

#include <sstream>

#include "common/error/error.h"

namespace bestand::scoring {

std::string KeyOf(int32_t set_number, const CustomerScore& score) {
  return std::to_string(set_number) + ":" + std::to_string(score.value_at_risk_minor) + ":" +
         score.summary.customer_id;
}

absl::Status GoOnAfter(const std::string& key, AtRiskPage& page) {
  if (key.empty()) return absl::OkStatus();
  std::istringstream in(key);
  char first = 0, second = 0;
  in >> page.set_number >> first >> page.below_minor >> second >> page.after;
  if (in && first == ':' && second == ':') return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH",
                 "The page token does not belong to this list; start again without one.");
}

}  // namespace bestand::scoring
