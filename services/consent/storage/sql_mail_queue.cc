#include "services/consent/storage/sql_mail_queue.h"

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

OutgoingMail MailOf(const Row& row) {
  return {std::string(row.Text(0)),
          std::string(row.Text(1)),
          std::string(row.Text(2)),
          std::string(row.Text(3)),
          std::string(row.Text(4)),
          std::string(row.Text(5)),
          row.Time(6),
          row.Time(7),
          static_cast<int>(row.Int(8)),
          std::string(row.Text(9)),
          std::string(row.Text(10)),
          static_cast<MailKind>(row.Int(11)),
          std::string(row.Text(12))};
}

// All that proves which mail went out and who took it. The bytes are in base64, since a field is one line; of
// a receipt only their hash is kept, since the links in it never expire.
std::string SentPayload(const OutgoingMail& mail, const Delivery& delivery) {
  const std::string hash = ToHex(Sha256(delivery.mime)), mime = ToBase64(delivery.mime);
  PayloadFields fields = {{"opt_in", mail.opt_in},
                          {"message_id", delivery.message_id},
                          {"mail_template", mail.template_version},
                          {"smtp_reply", delivery.reply},
                          {"tls_version", delivery.tls_version.empty() ? "none" : delivery.tls_version},
                          {"tls_cipher", delivery.tls_cipher},
                          {"mime_sha256", hash}};
  if (mail.kind == MailKind::kConfirmation) fields.push_back({"mime_base64", mime});
  return EncodePayload(fields);
}

NewEvent SentEvent(const OptIn& opt_in, MailKind kind, const std::string& payload) {
  return {kind == MailKind::kReceipt ? EventKind::kReceiptSent : EventKind::kMailSent,
          opt_in.key.customer,
          opt_in.key.channel,
          opt_in.key.purpose,
          opt_in.wording,
          opt_in.wording_hash,
          payload};
}

absl::StatusOr<bool> End(Session& session, const OutgoingMail& mail, bool sent, std::string_view outcome) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kEndMail, {{"sent", sent}, {"outcome", outcome}, {"mail_id", mail.id}}));
  return !rows.empty();
}

}  // namespace

absl::StatusOr<std::vector<OutgoingMail>> SqlMailQueue::Claim(int limit, absl::Duration lease) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<std::vector<OutgoingMail>> {
    ASSIGN_OR_RETURN(
        const Rows rows,
        session.Run(sql::kClaimMails, {{"limit", limit}, {"lease_ms", absl::ToInt64Milliseconds(lease)}}));
    return AllOf(rows, MailOf);
  });
}

absl::StatusOr<bool> SqlMailQueue::IsDue(const OutgoingMail& mail) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kIsMailDue, {{"attempts", mail.attempts}, {"mail_id", mail.id}}));
    return !rows.empty() && rows[0].Bool(0);
  });
}

absl::Status SqlMailQueue::MarkSent(const OutgoingMail& mail, const Delivery& delivery) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    ASSIGN_OR_RETURN(const bool first, End(session, mail, true, delivery.reply));
    if (!first) return absl::OkStatus();
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListOptIns, {{"customer_id", mail.customer},
                                                                     {"opt_in_id", mail.opt_in}}));
    const std::string payload = SentPayload(mail, delivery);
    std::vector<NewEvent> events;
    for (const Row row : rows) events.push_back(SentEvent(OptInOf(row), mail.kind, payload));
    return log.Append(events);
  });
}

absl::Status SqlMailQueue::Postpone(const OutgoingMail& mail, absl::Duration delay) {
  return database_.InSession([&](Session& session) {
    return session
        .Run(sql::kPostponeMail, {{"delay_ms", absl::ToInt64Milliseconds(delay)},
                                  {"mail_id", mail.id},
                                  {"attempts", mail.attempts}})
        .status();
  });
}

absl::Status SqlMailQueue::GiveUp(const OutgoingMail& mail, std::string_view why) {
  return database_.InSession([&](Session& session) { return End(session, mail, false, why).status(); });
}

absl::Status SqlMailQueue::RemoveBefore(absl::Time before) {
  return database_.InSession([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Run(sql::kRemoveConfirmations, {{"before", before}}).status());
    RETURN_IF_ERROR(session.Run(sql::kRemoveCodes, {{"before", before}}).status());
    return session.Run(sql::kRemoveMailCounts, {{"before", before}}).status();
  });
}

}  // namespace bestand::consent
