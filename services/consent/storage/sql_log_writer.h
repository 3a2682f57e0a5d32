#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "common/storage/session.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/log_desk.h"

namespace bestand::consent {

// A LogWriter on one transaction, for one piece of work after the other. What they write is in memory until
// Store.
class SqlLogWriter final : public LogWriter {
 public:
  SqlLogWriter(storage::Session& session, LogAppender log)
      : session_(session), log_(std::move(log)), desk_(session) {}

  // Reads ahead what work will need.
  absl::Status Load(const LogNeeds& needs) { return desk_.Load(needs, now()); }
  // Keeps what the last work did; the next is later.
  void Keep();
  // Takes back what the last work did.
  void Discard();
  // Writes what was kept.
  absl::Status Store();

  absl::Time now() const override { return log_.now(); }
  int64_t size() const override { return log_.size() + static_cast<int64_t>(events_.size()); }
  absl::Status Append(std::span<const NewEvent> events) override;

  absl::StatusOr<Wording> NewestWording(std::string_view purpose, std::string_view language) override;
  absl::StatusOr<Wording> GetWording(const std::string& purpose, int version) override;
  absl::Status CheckPurpose(std::string_view purpose) override;
  absl::StatusOr<std::optional<Consent>> Find(const ConsentKey& key) override;
  absl::StatusOr<std::vector<Consent>> List(std::string_view customer) override;

  absl::StatusOr<Consent> StoreRequest(const OptIn& opt_in) override;
  absl::Status QueueMail(const OutgoingMail& mail, std::string_view token_hash,
                         std::span<const std::string> digests) override;
  absl::Status QueueReceipt(const OutgoingMail& mail) override;
  absl::Status KeepCode(const ConfirmationCode& code) override;
  absl::StatusOr<MailCounts> CountMails(std::string_view address_digest) override;

  absl::StatusOr<std::optional<TokenUse>> UseToken(std::string_view token_hash) override;
  absl::StatusOr<std::optional<TokenState>> FindToken(std::string_view token_hash) override;
  absl::StatusOr<EndedRequest> EndRequest(const TokenUse& use) override;
  absl::StatusOr<bool> SuppressAddress(std::string_view address_digest) override;
  void ForgetErased(std::span<const std::string> digests) override {
    for (const std::string& digest : digests) desk_.Return(digest);
  }
  absl::StatusOr<std::vector<OptIn>> ConfirmRequests(const TokenUse& use) override;
  absl::StatusOr<Consent> StoreConfirmed(const OptIn& opt_in) override;

  absl::StatusOr<Consent> StoreWithdrawal(const ConsentKey& key) override;
  absl::Status EndRequests(std::string_view customer, std::optional<Channel> channel,
                           std::string_view purpose) override;
  absl::Status StoreObjection(std::string_view customer, std::optional<Channel> channel) override;
  absl::StatusOr<bool> RemoveObjection(std::string_view customer, std::optional<Channel> channel) override;
  absl::StatusOr<std::optional<absl::Time>> LiftObjections(std::string_view customer,
                                                           Channel channel) override;
  absl::StatusOr<std::vector<Consent>> WithdrawOlder(std::string_view customer, Channel channel,
                                                     absl::Time before) override;

 private:
  storage::Session& session_;
  LogAppender log_;
  LogDesk desk_;
  std::vector<TimedEvent> events_;
  size_t kept_events_ = 0;
  std::map<std::pair<std::string, std::string>, Wording> wordings_;  // by purpose and language
  std::map<std::pair<std::string, int>, Wording> versions_;          // by purpose and version
  std::set<std::string, std::less<>> purposes_;                      // that exist
};

}  // namespace bestand::consent
