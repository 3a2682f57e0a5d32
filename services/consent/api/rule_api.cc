#include "services/consent/api/rule_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"

namespace bestand::consent {
namespace {

v1::RuleSet ToWire(const RuleSet& rules) {
  v1::RuleSet wire;
  wire.set_name("ruleSets/" + rules.name());
  wire.set_text_hash(rules.hash());
  wire.mutable_countries()->Assign(rules.file().countries.begin(), rules.file().countries.end());
  *wire.mutable_in_force_time() = ToTimestamp(rules.file().in_force_from);
  return wire;
}

}  // namespace

grpc::ServerUnaryReactor* RuleApi::ListRuleSets(grpc::CallbackServerContext* context,
                                                const v1::ListRuleSetsRequest* request,
                                                v1::ListRuleSetsResponse* response) {
  return rpc::AnswerNow(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    for (const auto& rules : rules_.all()) *call.response.add_rule_sets() = ToWire(*rules);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RuleApi::GetRuleSet(grpc::CallbackServerContext* context,
                                              const v1::GetRuleSetRequest* request,
                                              v1::GetRuleSetResponse* response) {
  return rpc::AnswerNow(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const RuleSet* rules, rules_.Get(*IdOf(call.request.name(), "ruleSets/*")));
    *call.response.mutable_rule_set() = ToWire(*rules);
    call.response.mutable_rule_set()->set_text(rules->text());
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
