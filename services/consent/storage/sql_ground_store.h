#pragma once

#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/consent/domain/grounds/ground.h"

namespace bestand::consent {

// Keeps grounds in PostgreSQL. Threads may share it.
class SqlGroundStore final : public GroundStore {
 public:
  SqlGroundStore(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  absl::StatusOr<RecordedGround> Record(const NewGround& ground) override;
  absl::StatusOr<RecordedGround> End(std::string_view customer, std::string_view id,
                                     std::string_view payload) override;
  absl::StatusOr<std::vector<Ground>> List(std::string_view customer) override;
  absl::StatusOr<RecordedUse> RecordUse(const ConsentKey& key, std::string_view payload) override;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace bestand::consent
