#include "common/error/error.h"
#include "common/id/id.h"
#include "services/reward_catalog/storage/holds.h"
#include "services/reward_catalog/storage/sql_decision_store.h"
#include "services/reward_catalog/storage/statements.h"

namespace bestand::reward_catalog {
namespace {

using storage::Param;
using storage::Session;

std::vector<std::string> Column(const std::vector<RefusedReward>& refused,
                                std::string RefusedReward::*member) {
  std::vector<std::string> column;
  for (const RefusedReward& reward : refused) column.push_back(reward.*member);
  return column;
}

std::vector<Param> ParamsOf(const Decision& decision) {
  const auto& refused = decision.choice.refused;
  return {{"customer_id", decision.customer_id},
          {"decision_id", decision.id},
          {"bucket", BucketOf(decision.customer_id)},
          {"moment", static_cast<int>(decision.moment)},
          {"purpose_id", decision.purpose_id},
          {"budget_id", decision.budget_id},
          {"budget_held", HeldAmount(decision.choice)},
          {"target", decision.target.minor},
          {"currency", decision.target.currency},
          {"refused_rewards", Column(refused, &RefusedReward::reward)},
          {"refused_names", Column(refused, &RefusedReward::display_name)},
          {"refused_reasons", Column(refused, &RefusedReward::reason)},
          {"refused_explanations", Column(refused, &RefusedReward::explanation)},
          {"now", decision.create_time},
          {"expire_time", decision.expire_time},
          {"language_code", CodeOf(decision.language)}};
}

std::vector<Param> ParamsOf(const Decision& decision, size_t place) {
  const OfferedReward& offered = decision.choice.offered[place];
  std::vector<std::string> codes, explanations;
  std::vector<double> values;
  for (const ScoreTerm& term : offered.score.terms) {
    codes.push_back(term.code);
    explanations.push_back(term.explanation);
    values.push_back(term.value);
  }
  return {{"customer_id", decision.customer_id},
          {"decision_id", decision.id},
          {"place", place},
          {"reward_id", offered.reward},
          {"display_name", offered.display_name},
          {"kind", offered.kind},
          {"worth", offered.worth.minor},
          {"currency", offered.worth.currency},
          {"score", offered.score.value},
          {"term_codes", codes},
          {"term_explanations", explanations},
          {"term_values", values}};
}

}  // namespace

absl::Status SqlDecisionStore::Store(Session& session, const Decision& decision) {
  RETURN_IF_ERROR(session.Run(sql::kAddDecision, ParamsOf(decision)).status());
  for (size_t place = 0; place < decision.choice.offered.size(); ++place) {
    RETURN_IF_ERROR(session.Run(sql::kAddDecisionItem, ParamsOf(decision, place)).status());
    RETURN_IF_ERROR(session
                        .Run(sql::kAddHold, {{"customer_id", decision.customer_id},
                                             {"decision_id", decision.id},
                                             {"reward_id", decision.choice.offered[place].reward},
                                             {"expire_time", decision.expire_time}})
                        .status());
  }
  return absl::OkStatus();
}

}  // namespace bestand::reward_catalog
