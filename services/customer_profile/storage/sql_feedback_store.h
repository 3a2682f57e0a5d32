#pragma once

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/feedback.h"

namespace bestand::customer_profile {

// Keeps feedback in PostgreSQL. Threads may share it.
class SqlFeedbackStore : public FeedbackStore {
 public:
  SqlFeedbackStore(storage::Database& database, storage::Outbox& outbox)
      : database_(database), outbox_(outbox) {}

  absl::Status Record(std::string_view customer_id, const Feedback& feedback) override;
  absl::StatusOr<std::vector<Feedback>> List(std::string_view customer_id) override;
  absl::Status StreamReasons(absl::Time since,
                             absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> show) override;
  absl::Status SetReason(const FeedbackReason& reason) override;
  absl::StatusOr<std::vector<FeedbackReason>> Reasons() override;

 private:
  storage::Database& database_;
  storage::Outbox& outbox_;
};

}  // namespace bestand::customer_profile
