#pragma once

#include "bestand/scoring/v1/score_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/reward_catalog/domain/sources.h"

namespace bestand::reward_catalog {

// Asks the scoring service. Threads may share it.
class ScoringClient : public ValueSource {
 public:
  explicit ScoringClient(const rpc::Remote& remote) : scores_(remote) {}

  absl::StatusOr<std::optional<Money>> YearValue(std::string_view customer_id) override;

 private:
  rpc::Client<scoring::v1::ScoreService> scores_;
};

}  // namespace bestand::reward_catalog
