#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/mail_limits.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

// Gives receipts the proofs that go with them when they are claimed, which is after their events are in the
// signed log; and lets none go to somebody who ended what it confirms, or wants no mails. Other mails pass as
// they are. Threads and processes may share it.
class ReceiptQueue final : public MailQueue {
 public:
  struct Parts {
    MailQueue& mails;
    storage::Database& database;
    EvidenceStore& evidence;
    AddressKey address_key;
  };
  explicit ReceiptQueue(Parts parts) : parts_(std::move(parts)) {}

  absl::StatusOr<std::vector<OutgoingMail>> Claim(int limit, absl::Duration lease) override;
  absl::StatusOr<bool> IsDue(const OutgoingMail& mail) override;
  absl::Status MarkSent(const OutgoingMail& mail, const Delivery& delivery) override {
    return parts_.mails.MarkSent(mail, delivery);
  }
  absl::Status Postpone(const OutgoingMail& mail, absl::Duration delay) override {
    return parts_.mails.Postpone(mail, delay);
  }
  absl::Status GiveUp(const OutgoingMail& mail, std::string_view why) override {
    return parts_.mails.GiveUp(mail, why);
  }

 private:
  // One event of those that a receipt is about.
  struct Receipted {
    std::string purpose;
    int64_t log_index = 0;
    std::string leaf;
  };

  absl::StatusOr<std::vector<Receipted>> Standing(const OutgoingMail& mail);
  absl::StatusOr<bool> Prove(OutgoingMail& mail);

  const Parts parts_;
};

}  // namespace bestand::consent
