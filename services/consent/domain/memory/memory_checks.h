#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/memory/contact_cache.h"
#include "services/consent/domain/memory/state_barrier.h"

namespace bestand::consent {

// Decides about contacts from memory where memory is sure of what the database holds: what was acknowledged
// before a question came, by whatever replica, is in its answer. Threads may share it.
class MemoryChecks {
 public:
  struct Parts {
    const ContactChecks& checks;
    ContactCache& cache;
    StateBarrier& barrier;
  };
  explicit MemoryChecks(const Parts& parts) : parts_(parts) {}

  // A verdict, or nothing when memory does not know: then ContactChecks::Check has to read, which may wait.
  using Known = std::optional<ContactVerdict>;
  // Fails with DATABASE_AWAY alone; whatever else may be wrong with the database is for the reader to find.
  using Answer = std::function<void(const absl::StatusOr<Known>&)>;

  // Calls `answer` once, on this thread or the barrier's; it must neither wait nor throw. Does not wait.
  void Check(const ContactQuery& query, Answer answer);

  // Returns what memory knows of each, with one wait for all. Without the database it knows nothing.
  std::vector<Known> CheckAll(std::span<const ContactQuery> queries);

 private:
  Known Recall(const ContactQuery& query, int64_t log_size);

  const Parts parts_;
};

// A store that puts what it reads into a cache. Threads may share it.
class RememberingStore final : public ContactStore {
 public:
  RememberingStore(ContactStore& store, ContactCache& cache) : store_(store), cache_(cache) {}

  absl::StatusOr<ContactRecord> Load(const ContactQuery& query) override;
  absl::StatusOr<ContactRecord> LoadAt(const ContactQuery& query, absl::Time at) override {
    return store_.LoadAt(query, at);
  }
  absl::StatusOr<MailCounts> CountMails(std::string_view address_digest, absl::Time now) override {
    return store_.CountMails(address_digest, now);
  }
  absl::StatusOr<std::vector<std::string>> ListAddressable(const AddressablePage& page,
                                                           absl::Time now) override {
    return store_.ListAddressable(page, now);
  }
  absl::StatusOr<OptInCounts> CountOptIns(const OptInsAsked& asked, absl::Time now) override {
    return store_.CountOptIns(asked, now);
  }

 private:
  ContactStore& store_;
  ContactCache& cache_;
};

}  // namespace bestand::consent
