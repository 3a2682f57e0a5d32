#pragma once

#include <optional>

#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/reward_catalog/domain/decision_store.h"

namespace bestand::reward_catalog {

// See DecisionStore.
class SqlDecisionStore : public DecisionStore {
 public:
  // `hold` is how long an open choice holds its rewards.
  SqlDecisionStore(storage::Database& database, const Clock& clock, absl::Duration hold)
      : database_(database), clock_(clock), hold_(hold) {}

  absl::StatusOr<Standing> Look(const Wanted& wanted) override;
  absl::StatusOr<Decision> Offer(
      const Wanted& wanted, absl::FunctionRef<absl::StatusOr<Decision>(const Standing&)> choose) override;
  absl::StatusOr<Decision> Get(std::string_view decision_id) override;
  absl::StatusOr<Decision> Accept(const Taking& taking) override;
  absl::StatusOr<Decision> Decline(std::string_view decision_id) override;
  absl::StatusOr<Decision> SetOutcome(std::string_view decision_id, Outcome outcome) override;
  absl::StatusOr<int> Expire() override;

 private:
  // How a choice ends.
  struct End {
    DecisionState state;
    const OfferedReward* taken = nullptr;
  };

  absl::Status Store(storage::Session& session, const Decision& decision);
  // Ends an open choice and gives back what it holds; returns false when it is not open any more.
  absl::StatusOr<bool> TryClose(storage::Session& session, const Decision& decision, const End& end);
  // The same, and fails with DECISION_CLOSED or RESERVATION_EXPIRED when it is not open any more.
  absl::Status Close(storage::Session& session, const Decision& decision, const End& end);
  absl::Status CheckOpen(const Decision& decision) const;
  absl::Status Give(storage::Session& session, const Decision& decision, const OfferedReward& taken);

  storage::Database& database_;
  const Clock& clock_;
  const absl::Duration hold_;
};

}  // namespace bestand::reward_catalog
