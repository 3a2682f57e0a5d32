#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/session.h"
#include "services/consent/domain/log/customer_file.h"
#include "services/consent/work/log_queue.h"

namespace bestand::consent {

// A token as it is kept.
struct KeptToken {
  TokenUse use;
  absl::Time expire_time;
  std::optional<absl::Time> use_time;
};

// The mails to an address, and whether this transaction suppresses them.
struct KeptCounts {
  MailCounts counts;
  bool newly_suppressed = false;
};

// A mail that is to go out, and what is kept beside it.
struct QueuedMail {
  OutgoingMail mail;
  std::string token_hash;            // empty for a mail without one
  std::vector<std::string> digests;  // under which it is counted
};

// What one transaction on the log has read and is going to write, in memory: read for many customers at once,
// written for all at the end. Work after work changes it, each as a whole or not at all. One thread at a
// time; lives no longer than the transaction.
class LogDesk {
 public:
  explicit LogDesk(storage::Session& session) : session_(session) {}

  // Reads what is not there yet.
  absl::Status Load(const LogNeeds& needs, absl::Time now);

  // For changes; reads what is not there yet. The pointers hold until the end.
  absl::StatusOr<CustomerFile*> File(std::string_view customer, absl::Time now);
  absl::StatusOr<KeptCounts*> Counts(std::string_view address_digest, absl::Time now);
  // Null for a token we never made.
  absl::StatusOr<KeptToken*> Token(std::string_view token_hash);

  void Queue(QueuedMail mail);
  void Queue(const ConfirmationCode& code);
  // Notes that who was erased came back, by keyed hash.
  void Return(std::string digest) { returned_.push_back(std::move(digest)); }

  // Keeps, or takes back, what was changed since the last of these calls.
  void Keep();
  void Discard();

  // Writes everything that was kept.
  absl::Status Store(absl::Time now);

 private:
  // Values by key, with those of before the work at hand.
  template <typename Value>
  struct Kept {
    std::map<std::string, Value, std::less<>> now, before;

    bool Has(std::string_view key) const { return now.find(key) != now.end(); }
    Value* Change(std::string_view key) {
      const auto found = now.find(key);
      if (found == now.end()) return nullptr;
      before.insert(*found);
      return &found->second;
    }
    void Discard() {
      for (auto& [key, value] : before) now.find(key)->second = std::move(value);
      before.clear();
    }
  };

  absl::Status LoadFiles(std::span<const std::string> customers, absl::Time now);
  absl::Status LoadTokens(std::span<const std::string> token_hashes);
  absl::Status LoadCounts(std::span<const std::string> address_digests, absl::Time now);
  absl::Status StoreConsents();
  absl::Status StoreOptIns();
  absl::Status StoreObjections();
  absl::Status RemoveObjections();
  absl::Status StoreMails();
  absl::Status StoreConfirmations();
  absl::Status StoreTokens();
  absl::Status StoreCodes();
  absl::Status StoreSuppressions(absl::Time now);
  absl::Status EndMails(absl::Time now);
  absl::Status StoreReturned();

  storage::Session& session_;
  Kept<CustomerFile> files_;
  Kept<KeptCounts> counts_;
  Kept<KeptToken> tokens_;
  std::set<std::string, std::less<>> unknown_tokens_;
  std::vector<QueuedMail> mails_;
  size_t kept_mails_ = 0;
  std::vector<std::string> returned_;
  size_t kept_returned_ = 0;
  std::vector<ConfirmationCode> codes_;
  size_t kept_codes_ = 0;
};

// Returns the mails to addresses by their digests.
absl::StatusOr<std::map<std::string, MailCounts>> ReadMailCounts(storage::Session& session,
                                                                 std::span<const std::string> digests,
                                                                 absl::Time now);

}  // namespace bestand::consent
