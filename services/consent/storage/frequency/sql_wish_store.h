#pragma once

#include "absl/functional/function_ref.h"
#include "common/storage/database.h"
#include "services/consent/domain/frequency/wishes.h"
#include "services/consent/domain/mail_limits.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

class LogAppender;

// Keeps what customers want in PostgreSQL. Threads may share it.
class SqlWishStore final : public WishStore {
 public:
  // The key is that under which it is remembered who was erased.
  SqlWishStore(storage::Database& database, const LogMeans& means, AddressKey address_key)
      : database_(database), means_(means), address_key_(std::move(address_key)) {}

  absl::StatusOr<int64_t> Pause(const Wisher& wisher, std::optional<absl::Time> until) override;
  absl::StatusOr<int64_t> Limit(const Wisher& wisher, const OwnLimit& limit) override;
  absl::StatusOr<int64_t> HandOut(const Wisher& wisher) override;
  absl::Status CheckHandedOut(std::string_view customer, int64_t log_index) override;

 private:
  using Write = absl::FunctionRef<absl::Status(storage::Session&, const LogAppender&)>;

  // Records an event of this kind with these fields, and what `write` does.
  absl::StatusOr<int64_t> Record(const Wisher& wisher, EventKind kind, PayloadFields fields, Write write);

  storage::Database& database_;
  const LogMeans means_;
  const AddressKey address_key_;
};

}  // namespace bestand::consent
