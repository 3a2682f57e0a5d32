#include "services/reward_catalog/api/checks.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/reward_catalog/api/reward_fields.h"
#include "services/reward_catalog/domain/language.h"

namespace bestand::reward_catalog {
namespace {

// A name of ours whose id begins with a letter, as its creator must make it.
void UnlessNewName(std::string_view field, std::string_view name, std::string_view pattern,
                   Violations& found) {
  found.UnlessName(field, name, pattern);
  const size_t slash = name.find('/');
  const bool lettered =
      slash == std::string_view::npos || slash + 1 == name.size() || absl::ascii_isalpha(name[slash + 1]);
  found.Unless(lettered, field, "must have an id that begins with a letter");
}

void UnlessOrdered(const v1::Reward& reward, Violations& found) {
  if (!reward.has_valid_from_time() || !reward.has_valid_until_time()) return;
  found.Unless(ToTime(reward.valid_from_time()) < ToTime(reward.valid_until_time()),
               "reward.valid_until_time", "must lie after valid_from_time");
}

bool Has(const std::vector<const RewardField*>& fields, std::string_view path) {
  return std::ranges::any_of(fields, [&](const RewardField* field) { return field->path == path; });
}

void UnlessMoment(int moment, Violations& found) { found.UnlessKnown("moment", moment, v1::Moment_IsValid); }

void UnlessLanguage(std::string_view code, Violations& found) {
  found.Unless(code.empty() || LanguageOf(code).has_value(), "language_code", "must be de or en");
}

template <class Request>
absl::Status CheckName(const Request& request, std::string_view pattern) {
  Violations found;
  found.UnlessName("name", request.name(), pattern);
  return found.ToStatus();
}

}  // namespace

absl::Status CheckRequest(const v1::CreateRewardRequest& request) {
  const v1::Reward& reward = request.reward();
  Violations found;
  UnlessNewName("reward.name", reward.name(), "rewards/*", found);
  for (const RewardField& field : RewardFields())
    field.check("reward." + std::string(field.path), reward, found);
  UnlessOrdered(reward, found);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetRewardRequest& request) { return CheckName(request, "rewards/*"); }

absl::Status CheckRequest(const v1::ListRewardsRequest& request) {
  Violations found;
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::UpdateRewardRequest& request) {
  Violations found;
  found.UnlessName("reward.name", request.reward().name(), "rewards/*");
  const auto fields = FieldsOf(request, found);
  for (const RewardField* field : fields)
    field->check("reward." + std::string(field->path), request.reward(), found);
  if (Has(fields, "valid_from_time") && Has(fields, "valid_until_time"))
    UnlessOrdered(request.reward(), found);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RetireRewardRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "rewards/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::CreateBudgetRequest& request) {
  Violations found;
  UnlessNewName("budget.name", request.budget().name(), "budgets/*", found);
  found.UnlessRequiredText("budget.display_name", request.budget().display_name(), 200);
  found.UnlessMoney("budget.total", request.budget().total(), Sign::kPositive);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetBudgetRequest& request) { return CheckName(request, "budgets/*"); }

absl::Status CheckRequest(const v1::RecommendRewardsRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  UnlessMoment(request.moment(), found);
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  found.UnlessName("budget", request.budget(), "budgets/*");
  found.UnlessInRange("choice_count", int64_t{request.choice_count()}, 0, 5);
  UnlessLanguage(request.language_code(), found);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ExplainRewardRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessName("reward", request.reward(), "rewards/*");
  UnlessMoment(request.moment(), found);
  UnlessLanguage(request.language_code(), found);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::AcceptRewardRequest& request) {
  Violations found;
  found.UnlessName("decision", request.decision(), "decisions/*");
  found.UnlessName("reward", request.reward(), "rewards/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::DeclineChoiceRequest& request) {
  Violations found;
  found.UnlessName("decision", request.decision(), "decisions/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordOutcomeRequest& request) {
  Violations found;
  found.UnlessName("decision", request.decision(), "decisions/*");
  found.UnlessKnown("outcome", request.outcome(), v1::Outcome_IsValid);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetDecisionRequest& request) { return CheckName(request, "decisions/*"); }

}  // namespace bestand::reward_catalog
