#include "services/consent/storage/receipts/receipt_queue.h"

#include "common/error/error.h"
#include "services/consent/domain/event.h"
#include "services/consent/domain/receipt_mail.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {

using storage::Row;
using storage::Rows;
using storage::Session;

absl::StatusOr<std::vector<OutgoingMail>> ReceiptQueue::Claim(int limit, absl::Duration lease) {
  ASSIGN_OR_RETURN(std::vector<OutgoingMail> claimed, parts_.mails.Claim(limit, lease));
  std::vector<OutgoingMail> due;
  for (OutgoingMail& mail : claimed) {
    // One that cannot be proved now stays claimed, and comes again when its lease is over.
    if (const auto proved = Prove(mail); proved.ok() && *proved) due.push_back(std::move(mail));
  }
  return due;
}

absl::StatusOr<bool> ReceiptQueue::IsDue(const OutgoingMail& mail) {
  ASSIGN_OR_RETURN(const bool due, parts_.mails.IsDue(mail));
  if (!due || mail.kind != MailKind::kReceipt) return due;
  ASSIGN_OR_RETURN(const auto standing, Standing(mail));
  return !standing.empty();
}

// Says whether the mail is to be sent.
absl::StatusOr<bool> ReceiptQueue::Prove(OutgoingMail& mail) {
  if (mail.kind != MailKind::kReceipt) return true;
  ASSIGN_OR_RETURN(const std::vector<Receipted> standing, Standing(mail));
  if (standing.empty()) {
    RETURN_IF_ERROR(parts_.mails.GiveUp(mail, "what it confirms has ended, or no mails are wanted"));
    return false;
  }
  for (const auto& [purpose, log_index, leaf] : standing) {
    ASSIGN_OR_RETURN(InclusionProof proof, parts_.evidence.ProveInclusion(log_index));
    proof.proof.extra = leaf;
    mail.attachments.push_back({ProofFileOf(purpose), "text/plain; charset=utf-8", proof.proof.ToText()});
  }
  return true;
}

absl::StatusOr<std::vector<ReceiptQueue::Receipted>> ReceiptQueue::Standing(const OutgoingMail& mail) {
  ASSIGN_OR_RETURN(const std::string digest, DigestOfAddress(parts_.address_key, mail.address));
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<Receipted>> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kListReceipted, {{"kind", static_cast<int>(EventKind::kConfirmed)},
                                                       {"customer_id", mail.customer},
                                                       {"opt_in_id", mail.opt_in},
                                                       {"address_digest", storage::Bytes{digest}}}));
    std::vector<Receipted> receipted;
    for (const Row row : rows) receipted.push_back({std::string(row.Text(0)), row.Int(1), row.Bytes(2)});
    return receipted;
  };
  return parts_.database.InSession(read, storage::Repeat::kOnce);
}

}  // namespace bestand::consent
