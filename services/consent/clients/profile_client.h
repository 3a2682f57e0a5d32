#pragma once

#include <mutex>

#include "absl/time/time.h"
#include "bestand/customer_profile/v1/customer_service.grpc.pb.h"
#include "bestand/customer_profile/v1/history_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/consent/domain/subject.h"

namespace bestand::consent {

// customer-profile over gRPC. Threads may share it; one may watch.
class ProfileClient final : public CustomerProfile {
 public:
  explicit ProfileClient(const rpc::Remote& remote);

  absl::StatusOr<SubjectStore::Update> Relations(std::span<const std::string> customers,
                                                 absl::Duration patience) override;
  absl::Status WatchChanges(const std::string& cursor, const Take& take) override;
  void StopWatching() override;
  absl::Status ListCustomers(const TakePage& take) override;

 private:
  bool BeginWatching(grpc::ClientContext* context);
  void EndWatching();

  const rpc::Client<customer_profile::v1::CustomerService> customers_;
  const rpc::Client<customer_profile::v1::HistoryService> history_;
  std::mutex mutex_;
  bool stopped_ = false;
  grpc::ClientContext* watching_ = nullptr;
};

}  // namespace bestand::consent
