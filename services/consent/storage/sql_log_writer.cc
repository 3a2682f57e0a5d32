#include "services/consent/storage/sql_log_writer.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Rows;

absl::StatusOr<Consent> OnlyConsent(const Rows& rows) {
  if (rows.empty()) return absl::InternalError("a consent that was just there is gone");
  return ConsentOf(rows[0]);
}

}  // namespace

absl::StatusOr<Wording> SqlLogWriter::NewestWording(std::string_view purpose, std::string_view language) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session_.Run(sql::kNewestWording, {{"purpose_id", purpose}, {"language", language}}));
  if (!rows.empty()) return WordingOf(rows[0]);
  RETURN_IF_ERROR(CheckPurpose(purpose));
  return Failure(absl::StatusCode::kNotFound, "WORDING_UNKNOWN",
                 std::string("Purpose ")
                     .append(purpose)
                     .append(" has no wording in the language ")
                     .append(language)
                     .append("; create one first."),
                 {{"wording", std::string(purpose) + "/" + std::string(language)}});
}

absl::Status SqlLogWriter::CheckPurpose(std::string_view purpose) {
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kGetPurpose, {{"purpose_id", purpose}}));
  return rows.empty() ? UnknownPurpose(purpose) : absl::OkStatus();
}

absl::StatusOr<std::optional<Consent>> SqlLogWriter::Find(const ConsentKey& key) {
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kFindConsent, {{"customer_id", key.customer},
                                                                     {"channel", NumberOf(key.channel)},
                                                                     {"purpose_id", key.purpose}}));
  return rows.empty() ? std::nullopt : std::optional(ConsentOf(rows[0]));
}

absl::StatusOr<Consent> SqlLogWriter::StoreRequest(const OptIn& opt_in) {
  const ConsentKey& key = opt_in.key;
  RETURN_IF_ERROR(session_
                      .Run(sql::kAddOptIn, {{"customer_id", key.customer},
                                            {"opt_in_id", opt_in.id},
                                            {"purpose_id", key.purpose},
                                            {"channel", NumberOf(key.channel)},
                                            {"address", opt_in.address},
                                            {"wording", opt_in.wording},
                                            {"mailed", opt_in.mailed},
                                            {"request_time", opt_in.request_time},
                                            {"expire_time", opt_in.expire_time}})
                      .status());
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kStoreRequest, {{"customer_id", key.customer},
                                                                      {"channel", NumberOf(key.channel)},
                                                                      {"purpose_id", key.purpose},
                                                                      {"consent_id", NewUuid()},
                                                                      {"bucket", BucketOf(key.customer)},
                                                                      {"address", opt_in.address},
                                                                      {"wording", opt_in.wording},
                                                                      {"request_time", opt_in.request_time},
                                                                      {"expire_time", opt_in.expire_time}}));
  return OnlyConsent(rows);
}

absl::Status SqlLogWriter::QueueMail(const OutgoingMail& mail, std::string_view token_hash,
                                     std::string_view address_digest) {
  RETURN_IF_ERROR(session_
                      .Run(sql::kQueueMail, {{"mail_id", mail.id},
                                             {"customer_id", mail.customer},
                                             {"opt_in_id", mail.opt_in},
                                             {"address", mail.address},
                                             {"subject", mail.subject},
                                             {"text", mail.text},
                                             {"create_time", mail.create_time},
                                             {"expire_time", mail.expire_time}})
                      .status());
  RETURN_IF_ERROR(session_
                      .Run(sql::kAddConfirmation, {{"token_hash", Bytes{token_hash}},
                                                   {"customer_id", mail.customer},
                                                   {"opt_in_id", mail.opt_in},
                                                   {"expire_time", mail.expire_time}})
                      .status());
  return session_
      .Run(sql::kCountMail,
           {{"address_digest", Bytes{address_digest}}, {"mail_id", mail.id}, {"queue_time", now()}})
      .status();
}

absl::StatusOr<MailCounts> SqlLogWriter::CountMails(std::string_view address_digest) {
  return ReadMailCounts(session_, address_digest, now());
}

absl::StatusOr<MailCounts> ReadMailCounts(storage::Session& session, std::string_view address_digest,
                                          absl::Time now) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetMailCounts,
                                                {{"now", now}, {"address_digest", Bytes{address_digest}}}));
  return MailCounts{rows[0].Int(0), rows[0].Int(1), rows[0].Int(2)};
}

absl::StatusOr<std::optional<TokenUse>> SqlLogWriter::UseToken(std::string_view token_hash) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session_.Run(sql::kUseToken, {{"now", now()}, {"token_hash", Bytes{token_hash}}}));
  if (rows.empty()) return std::nullopt;
  return TokenUse{std::string(rows[0].Text(0)), std::string(rows[0].Text(1))};
}

absl::StatusOr<std::optional<TokenState>> SqlLogWriter::FindToken(std::string_view token_hash) {
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kFindToken, {{"token_hash", Bytes{token_hash}}}));
  if (rows.empty()) return std::nullopt;
  return TokenState{.used = rows[0].Bool(0)};
}

absl::StatusOr<std::vector<OptIn>> SqlLogWriter::ConfirmRequests(const TokenUse& use) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session_.Run(sql::kConfirmOptIns,
                                {{"now", now()}, {"customer_id", use.customer}, {"opt_in_id", use.opt_in}}));
  return AllOf(rows, OptInOf);
}

absl::StatusOr<Consent> SqlLogWriter::StoreConfirmed(const OptIn& opt_in) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session_.Run(sql::kStoreConfirmed, {{"now", now()},
                                                       {"address", opt_in.address},
                                                       {"wording", opt_in.wording},
                                                       {"customer_id", opt_in.key.customer},
                                                       {"channel", NumberOf(opt_in.key.channel)},
                                                       {"purpose_id", opt_in.key.purpose}}));
  return OnlyConsent(rows);
}

absl::StatusOr<Consent> SqlLogWriter::StoreWithdrawal(const ConsentKey& key) {
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kStoreWithdrawal, {{"now", now()},
                                                                         {"customer_id", key.customer},
                                                                         {"channel", NumberOf(key.channel)},
                                                                         {"purpose_id", key.purpose}}));
  return OnlyConsent(rows);
}

absl::Status SqlLogWriter::EndRequests(std::string_view customer, std::optional<Channel> channel,
                                       std::string_view purpose) {
  const auto params = {storage::Param{"now", now()}, storage::Param{"customer_id", customer},
                       storage::Param{"channel", NumberOf(channel)}, storage::Param{"purpose_id", purpose}};
  RETURN_IF_ERROR(session_.Run(sql::kEndOptIns, params).status());
  RETURN_IF_ERROR(session_.Run(sql::kEndRequests, params).status());
  return session_.Run(sql::kEndMails, {{"customer_id", customer}, {"now", now()}}).status();
}

absl::Status SqlLogWriter::StoreObjection(std::string_view customer, std::optional<Channel> channel) {
  return session_
      .Run(sql::kStoreObjection, {{"customer_id", customer}, {"channel", NumberOf(channel)}, {"now", now()}})
      .status();
}

absl::StatusOr<bool> SqlLogWriter::RemoveObjection(std::string_view customer,
                                                   std::optional<Channel> channel) {
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kRemoveObjection, {{"customer_id", customer},
                                                                         {"channel", NumberOf(channel)}}));
  return rows.affected() > 0;
}

absl::StatusOr<std::optional<absl::Time>> SqlLogWriter::LiftObjections(std::string_view customer,
                                                                       Channel channel) {
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kFindObjections, {{"customer_id", customer},
                                                                        {"channel", NumberOf(channel)},
                                                                        {"channel_bit", BitOf(channel)}}));
  if (rows.empty() || rows[0].IsNull(0)) return std::nullopt;
  RETURN_IF_ERROR(RemoveObjection(customer, channel).status());
  RETURN_IF_ERROR(
      session_.Run(sql::kLiftForChannel, {{"channel_bit", BitOf(channel)}, {"customer_id", customer}})
          .status());
  return rows[0].Time(0);
}

absl::StatusOr<std::vector<Consent>> SqlLogWriter::WithdrawOlder(std::string_view customer, Channel channel,
                                                                 absl::Time before) {
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kWithdrawOlder, {{"before", before},
                                                                       {"customer_id", customer},
                                                                       {"channel", NumberOf(channel)}}));
  return AllOf(rows, ConsentOf);
}

}  // namespace bestand::consent
