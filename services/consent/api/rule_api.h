#pragma once

#include "bestand/consent/v1/rule_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/rules/rule_book.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of RuleService; what they promise stands in the proto. Threads may share it.
class RuleApi final : public v1::RuleService::CallbackService {
 public:
  RuleApi(const RuleBook& rules, rpc::Runtime& runtime) : rules_(rules), runtime_(runtime) {}

  grpc::ServerUnaryReactor* ListRuleSets(grpc::CallbackServerContext* context,
                                         const v1::ListRuleSetsRequest* request,
                                         v1::ListRuleSetsResponse* response) override;
  grpc::ServerUnaryReactor* GetRuleSet(grpc::CallbackServerContext* context,
                                       const v1::GetRuleSetRequest* request,
                                       v1::GetRuleSetResponse* response) override;

 private:
  const RuleBook& rules_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
