#include "common/rpc/unreadable.h"

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "grpcpp/support/server_interceptor.h"

namespace bestand::rpc {
namespace {

using grpc::experimental::InterceptionHookPoints;

const grpc::Status& Unreadable() {
  static const auto& status = *new grpc::Status(
      ToGrpc(Failure(absl::StatusCode::kInvalidArgument, "FIELD_INVALID",
                     "The request cannot be read: it is no message of this method, or a text in it is not "
                     "UTF-8; encode it again.")));
  return status;
}

// Looks at each status on its way out; one that has no words was made by gRPC, not by a method.
class Explain : public grpc::experimental::Interceptor {
 public:
  void Intercept(grpc::experimental::InterceptorBatchMethods* batch) override {
    if (batch->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) Mend(*batch);
    batch->Proceed();
  }

 private:
  static void Mend(grpc::experimental::InterceptorBatchMethods& batch) {
    const grpc::Status status = batch.GetSendStatus();
    if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED && status.error_message().empty())
      batch.ModifySendStatus(Unreadable());
  }
};

class MakeExplain : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo*) override {
    return new Explain;
  }
};

}  // namespace

void ExplainUnreadableRequests(grpc::ServerBuilder& builder) {
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> makers;
  makers.push_back(std::make_unique<MakeExplain>());
  builder.experimental().SetInterceptorCreators(std::move(makers));
}

}  // namespace bestand::rpc
