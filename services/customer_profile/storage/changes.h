#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/change.h"

namespace bestand::customer_profile {

// Takes a customer's row until the transaction ends. Fails with CUSTOMER_UNKNOWN.
absl::Status LockCustomer(storage::Session& session, std::string_view customer_id);

// The failure for a customer that is not there.
absl::Status CustomerUnknown(std::string_view customer_id);

// Writes one change of the same kind for each customer, within the caller's transaction.
absl::Status Tell(storage::Outbox& outbox, storage::Session& session, ChangeKind kind,
                  std::span<const std::string> customer_ids);
absl::Status Tell(storage::Outbox& outbox, storage::Session& session, ChangeKind kind,
                  std::string_view customer_id);

// Reads what Tell wrote. Threads may share it.
class SqlChangeStore : public ChangeStore {
 public:
  explicit SqlChangeStore(storage::Outbox& outbox) : outbox_(outbox) {}

  absl::StatusOr<ChangeChunk> AwaitAfter(int64_t position, absl::Duration patience) override;

 private:
  storage::Outbox& outbox_;
};

}  // namespace bestand::customer_profile
