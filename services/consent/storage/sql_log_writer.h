#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/storage/session.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/storage/log_appender.h"

namespace bestand::consent {

// A LogWriter on one transaction.
class SqlLogWriter final : public LogWriter {
 public:
  SqlLogWriter(storage::Session& session, LogAppender log) : session_(session), log_(log) {}

  absl::Time now() const override { return log_.now(); }
  int64_t size() const override { return log_.size(); }
  absl::Status Append(std::span<const NewEvent> events) override { return log_.Append(events); }

  absl::StatusOr<Wording> NewestWording(std::string_view purpose, std::string_view language) override;
  absl::Status CheckPurpose(std::string_view purpose) override;
  absl::StatusOr<std::optional<Consent>> Find(const ConsentKey& key) override;

  absl::StatusOr<Consent> StoreRequest(const OptIn& opt_in) override;
  absl::Status QueueMail(const OutgoingMail& mail, std::string_view token_hash,
                         std::string_view address_digest) override;
  absl::StatusOr<MailCounts> CountMails(std::string_view address_digest) override;

  absl::StatusOr<std::optional<TokenUse>> UseToken(std::string_view token_hash) override;
  absl::StatusOr<std::optional<TokenState>> FindToken(std::string_view token_hash) override;
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
};

// Returns the mails to an address by its digest; in the log's transaction or out of it.
absl::StatusOr<MailCounts> ReadMailCounts(storage::Session& session, std::string_view address_digest,
                                          absl::Time now);

}  // namespace bestand::consent
