#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/mail.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// The outbox of mails in PostgreSQL. Threads and processes may share it.
class SqlMailQueue final : public MailQueue {
 public:
  SqlMailQueue(storage::Database& database, const LogMeans& means) : database_(database), means_(means) {}

  absl::StatusOr<std::vector<OutgoingMail>> Claim(int limit, absl::Duration lease) override;
  absl::StatusOr<bool> IsDue(const OutgoingMail& mail) override;
  absl::Status MarkSent(const OutgoingMail& mail, const Delivery& delivery) override;
  absl::Status Postpone(const OutgoingMail& mail, absl::Duration delay) override;
  absl::Status GiveUp(const OutgoingMail& mail, std::string_view why) override;

  // Forgets tokens that ended, and mails that were counted, before `before`. The limits look back 30
  // days; so should this.
  absl::Status RemoveBefore(absl::Time before);

 private:
  storage::Database& database_;
  const LogMeans means_;
};

}  // namespace bestand::consent
