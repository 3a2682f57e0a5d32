#pragma once

#include "bestand/consent/v1/consent_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// Asks consent who may be addressed by e-mail. Threads may share it.
class ConsentClient : public AddressableSource {
 public:
  explicit ConsentClient(const rpc::Remote& remote) : consents_(remote) {}

  absl::Status Stream(const std::string& purpose_id,
                      absl::FunctionRef<absl::Status(std::span<const std::string>)> take) override;

 private:
  rpc::Client<consent::v1::ConsentService> consents_;
};

}  // namespace bestand::scoring
