#include "services/reward_catalog/clients/scoring_client.h"

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/reward_catalog/clients/upstream.h"

namespace bestand::reward_catalog {
namespace {

namespace wire = scoring::v1;

// Answers of a service that is well, but has nothing on this customer.
bool MeansNoScore(const absl::Status& failure) {
  const std::string reason = ReasonOf(failure);
  return reason == "SCORE_UNKNOWN" || reason == "NO_SCORES" || reason == "NO_ACTIVE_MODEL";
}

}  // namespace

absl::StatusOr<std::optional<Money>> ScoringClient::YearValue(std::string_view customer_id) {
  wire::GetScoreRequest request;
  request.set_customer(CustomerName(customer_id));
  const auto answer = scores_.Call(&wire::ScoreService::Stub::GetScore, request);
  if (!answer.ok() && MeansNoScore(answer.status())) return std::nullopt;
  if (!answer.ok()) return AsTold(answer.status(), "scoring");
  if (!answer->score().has_lifetime_value_12_months()) return std::nullopt;
  const auto& value = answer->score().lifetime_value_12_months();
  ASSIGN_OR_RETURN(const int64_t minor, ToMinorUnits(value));
  return Money{minor, value.currency_code()};
}

}  // namespace bestand::reward_catalog
