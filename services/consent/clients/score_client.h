#pragma once

#include "absl/time/time.h"
#include "bestand/scoring/v1/score_service.grpc.pb.h"
#include "bestand/scoring/v1/segment_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/consent/domain/reports/scores.h"

namespace bestand::consent {

// scoring over gRPC. Threads may share it.
class ScoreClient final : public Scores {
 public:
  explicit ScoreClient(const rpc::Remote& remote) : scores_(remote), segments_(remote) {}

  absl::StatusOr<std::vector<CustomerSegment>> Segments() override;
  absl::Status Members(const std::string& segment,
                       absl::FunctionRef<absl::Status(std::span<const std::string>)> take) override;
  absl::StatusOr<ScoredValue> ValueOf(std::span<const std::string> customers) override;

 private:
  const rpc::Client<scoring::v1::ScoreService> scores_;
  const rpc::Client<scoring::v1::SegmentService> segments_;
};

// Stands for scoring where none is connected: every call fails with SERVICE_AWAY.
class NoScores final : public Scores {
 public:
  absl::StatusOr<std::vector<CustomerSegment>> Segments() override;
  absl::Status Members(const std::string& segment,
                       absl::FunctionRef<absl::Status(std::span<const std::string>)> take) override;
  absl::StatusOr<ScoredValue> ValueOf(std::span<const std::string> customers) override;
};

}  // namespace bestand::consent
