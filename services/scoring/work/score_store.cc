#include "services/scoring/work/score_store.h"

#include "common/error/error.h"

namespace bestand::scoring {

absl::Status ScoreUnknown(std::string_view customer_id) {
  return Failure(absl::StatusCode::kNotFound, "SCORE_UNKNOWN",
                 "This customer has no score; create a scoring job, or check the customer id.",
                 {{"customer", std::string(customer_id)}});
}

}  // namespace bestand::scoring
