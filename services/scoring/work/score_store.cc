#include "services/scoring/work/score_store.h"

#include "common/error/error.h"

namespace bestand::scoring {

absl::Status ScoreUnknown(std::string_view customer_id) {
  return Failure(absl::StatusCode::kNotFound, "SCORE_UNKNOWN",
                 "This customer has no score; create a scoring job, or check the customer id.",
                 {{"customer", std::string(customer_id)}});
}

absl::Status ScoreSetUnknown(int32_t number) {
  return Failure(absl::StatusCode::kNotFound, "SCORE_SET_UNKNOWN",
                 "There is no score set " + std::to_string(number) + "; list the score sets.",
                 {{"score_set", std::to_string(number)}});
}

}  // namespace bestand::scoring
