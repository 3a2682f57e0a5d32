#pragma once

#include "bestand/consent/v1/code_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/opt_ins.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPC of CodeService; what it promises stands in the proto. Threads may share it.
class CodeApi final : public v1::CodeService::CallbackService {
 public:
  CodeApi(OptIns& opt_ins, rpc::Runtime& runtime) : opt_ins_(opt_ins), runtime_(runtime) {}

  grpc::ServerUnaryReactor* ConfirmByCode(grpc::CallbackServerContext* context,
                                          const v1::ConfirmByCodeRequest* request,
                                          v1::ConfirmByCodeResponse* response) override;

 private:
  OptIns& opt_ins_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
