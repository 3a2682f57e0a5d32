#pragma once

#include "bestand/consent/v1/own_data_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/gateway/domain/held_data.h"

namespace bestand::gateway {

// Gets what is held from the consent service, by gRPC. Threads may share it.
class DataClient final : public DataDesk {
 public:
  explicit DataClient(const rpc::Remote& remote) : data_(remote) {}

  absl::StatusOr<std::unique_ptr<HeldData>> HandOut(std::string_view token, const Visitor& visitor) override;

 private:
  rpc::Client<consent::v1::OwnDataService> data_;
};

}  // namespace bestand::gateway
