#pragma once

#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/reward_catalog/domain/gift.h"

namespace bestand::reward_catalog {

// See GiftStore.
class SqlGiftStore : public GiftStore {
 public:
  SqlGiftStore(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  absl::StatusOr<std::optional<Gift>> Waiting(std::string_view decision_id) override;
  absl::StatusOr<std::vector<Gift>> Due(int limit) override;
  absl::Status Written(const Gift& gift) override;
  absl::Status Refused(const Gift& gift, std::string_view refusal) override;
  absl::Status Postpone(const Gift& gift, absl::Duration pause) override;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace bestand::reward_catalog
