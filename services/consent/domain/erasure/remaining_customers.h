#pragma once

#include "services/consent/domain/erasure/erasure.h"
#include "services/consent/domain/subject.h"

namespace bestand::consent {

// customer-profile as it is to be seen here: who was erased does not exist, so that nothing about them is
// copied and nobody may address them. Threads may share it.
class RemainingCustomers final : public CustomerProfile {
 public:
  RemainingCustomers(CustomerProfile& all, ErasureStore& erasures) : all_(all), erasures_(erasures) {}

  absl::StatusOr<SubjectStore::Update> Relations(std::span<const std::string> customers,
                                                 absl::Duration patience) override;
  absl::Status WatchChanges(const std::string& cursor, const Take& take) override {
    return all_.WatchChanges(cursor, take);
  }
  void StopWatching() override { all_.StopWatching(); }
  absl::Status ListCustomers(const TakePage& take) override { return all_.ListCustomers(take); }

 private:
  CustomerProfile& all_;
  ErasureStore& erasures_;
};

}  // namespace bestand::consent
