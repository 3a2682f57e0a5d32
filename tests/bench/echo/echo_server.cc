// The yardstick for RPCs, on the same server set-up as every service:
//     echo-server serve --insecure-loopback --addresses-file addresses.json
#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "echo.grpc.pb.h"

namespace bestand::echo {

class EchoApi : public v1::EchoService::CallbackService {
 public:
  explicit EchoApi(rpc::Runtime& runtime) : runtime_(runtime) {}

  grpc::ServerUnaryReactor* EchoBare(grpc::CallbackServerContext* context, const v1::EchoBareRequest* request,
                                     v1::EchoBareResponse* response) override {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    response->set_payload(request->payload());
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  grpc::ServerUnaryReactor* EchoNow(grpc::CallbackServerContext* context, const v1::EchoNowRequest* request,
                                    v1::EchoNowResponse* response) override {
    return rpc::AnswerNow(runtime_, context, request, response, Return);
  }

  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const v1::EchoRequest* request,
                                 v1::EchoResponse* response) override {
    return rpc::Answer(runtime_, context, request, response, Return);
  }

 private:
  static constexpr auto Return = [](const auto& call) {
    call.response.set_payload(call.request.payload());
    return absl::OkStatus();
  };

  rpc::Runtime& runtime_;
};

struct Config {
  config::ServerSettings server;
};

void Describe(config::Fields& fields, Config& config) { Describe(fields, config.server); }

absl::Status Serve(const Config& config) {
  const log::Logger logger("echo-server", log::LevelOf(config.server.log_level));
  metrics::Metrics metrics;
  ASSIGN_OR_RETURN(const auto gate,
                   auth::OpenGate(config.server.policy_file, config.server.insecure_loopback));
  rpc::Runtime runtime({*gate, logger, metrics, nullptr, rpc::SizesOf(config.server)});
  EchoApi api(runtime);
  return rpc::Serve(config.server, runtime, {rpc::Host<v1::EchoService>(api)}, [] { return true; });
}

absl::Status Migrate(const Config&) { return absl::OkStatus(); }

}  // namespace bestand::echo

int main(int argc, char** argv) {
  using namespace bestand::echo;
  return bestand::rpc::ServiceMain<Config>(
      argc, argv, {"echo-server", "Gives payloads back, to measure what a call costs.", Serve, Migrate});
}
