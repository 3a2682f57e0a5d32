#pragma once

#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/consent/domain/subject.h"

namespace bestand::consent {

// Keeps copies of subjects in PostgreSQL. Threads may share it.
class SqlSubjectStore final : public SubjectStore {
 public:
  SqlSubjectStore(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  absl::Status Store(const Update& update) override;
  absl::Status Add(std::span<const Subject> subjects) override;
  absl::StatusOr<std::vector<std::string>> Missing(std::span<const std::string> customers) override;
  absl::StatusOr<std::vector<std::string>> ListAfter(std::string_view customer) override;
  absl::StatusOr<std::string> FeedCursor() override;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace bestand::consent
