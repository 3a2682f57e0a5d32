#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/erasure/erasure.h"
#include "services/consent/domain/mail_limits.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// Keeps erasures in PostgreSQL. Threads may share it.
class SqlErasureStore final : public ErasureStore {
 public:
  struct Parts {
    storage::Database& database;
    LogMeans means;
    SubjectKeys& keys;
    AddressKey address_key;  // under which it is remembered who was erased
  };
  explicit SqlErasureStore(Parts parts) : parts_(std::move(parts)) {}

  absl::StatusOr<PlannedErasure> Ask(const ErasureRequest& request) override;
  absl::StatusOr<Erasure> Cancel(std::string_view id) override;
  absl::StatusOr<Erasure> Advance(std::string_view id) override;
  absl::StatusOr<Erasure> Get(std::string_view id) override;
  absl::StatusOr<std::vector<Erasure>> List() override;
  absl::StatusOr<std::vector<std::string>> ListDue() override;
  absl::StatusOr<Erasure> Erase(std::string_view id) override;
  absl::StatusOr<int64_t> Hold(const HoldChange& change) override;
  absl::StatusOr<int64_t> Lift(const HoldChange& change) override;
  absl::StatusOr<std::set<std::string>> ErasedAmong(std::span<const std::string> customers) override;

 private:
  // The three steps of Erase; each does nothing where it was done before.
  absl::Status RemoveAll(std::string_view id);
  absl::Status DestroyKey(std::string_view id);
  absl::Status ForgetWhose(std::string_view id);
  absl::StatusOr<std::vector<std::string>> DigestsOf(const std::string& customer,
                                                     const std::vector<std::string>& addresses) const;

  const Parts parts_;
};

}  // namespace bestand::consent
