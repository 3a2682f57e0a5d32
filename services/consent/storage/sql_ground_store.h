#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/grounds/ground.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// Keeps grounds in PostgreSQL. Threads may share it.
class SqlGroundStore final : public GroundStore {
 public:
  SqlGroundStore(storage::Database& database, const LogMeans& means) : database_(database), means_(means) {}

  absl::StatusOr<RecordedGround> Record(const NewGround& ground) override;
  absl::StatusOr<RecordedGround> End(std::string_view customer, std::string_view id,
                                     std::string_view payload) override;
  absl::StatusOr<std::vector<Ground>> List(std::string_view customer) override;
  absl::StatusOr<RecordedUse> RecordUse(const ConsentKey& key, std::string_view payload) override;

 private:
  storage::Database& database_;
  LogMeans means_;
};

}  // namespace bestand::consent
