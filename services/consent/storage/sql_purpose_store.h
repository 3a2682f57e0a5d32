#pragma once

#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

// Keeps purposes, wordings and templates in PostgreSQL. Threads may share it.
class SqlPurposeStore final : public PurposeStore {
 public:
  SqlPurposeStore(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  absl::StatusOr<Purpose> CreatePurpose(const Purpose& purpose) override;
  absl::StatusOr<Purpose> GetPurpose(std::string_view id) override;
  absl::StatusOr<std::vector<Purpose>> ListPurposes() override;
  absl::StatusOr<Wording> AddWording(const Wording& wording) override;
  absl::StatusOr<std::vector<Wording>> ListWordings(std::string_view purpose) override;
  absl::StatusOr<Template> SetTemplate(const Template& message) override;
  absl::StatusOr<Template> ApproveTemplate(std::string_view id, std::string_view text_hash,
                                           std::string_view approver) override;
  absl::StatusOr<Template> GetTemplate(std::string_view id) override;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace bestand::consent
