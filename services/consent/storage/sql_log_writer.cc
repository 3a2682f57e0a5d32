#include "services/consent/storage/sql_log_writer.h"

#include "common/error/error.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Rows;

absl::StatusOr<Consent> Present(std::optional<Consent> consent) {
  if (!consent.has_value()) return absl::InternalError("a consent that was just there is gone");
  return *std::move(consent);
}

}  // namespace

void SqlLogWriter::Keep() {
  desk_.Keep();
  kept_events_ = events_.size();
  log_.Tick();
}

void SqlLogWriter::Discard() {
  desk_.Discard();
  events_.resize(kept_events_);
}

absl::Status SqlLogWriter::Store() {
  RETURN_IF_ERROR(desk_.Store(now()));
  RETURN_IF_ERROR(log_.Append(events_));
  events_.clear();
  kept_events_ = 0;
  return absl::OkStatus();
}

absl::Status SqlLogWriter::Append(std::span<const NewEvent> events) {
  for (const NewEvent& event : events) events_.push_back({event, now()});
  return absl::OkStatus();
}

absl::StatusOr<Wording> SqlLogWriter::NewestWording(std::string_view purpose, std::string_view language) {
  const std::pair<std::string, std::string> key(purpose, language);
  if (const auto known = wordings_.find(key); known != wordings_.end()) return known->second;
  ASSIGN_OR_RETURN(const Rows rows,
                   session_.Run(sql::kNewestWording, {{"purpose_id", purpose}, {"language", language}}));
  if (!rows.empty()) return wordings_[key] = WordingOf(rows[0]);
  RETURN_IF_ERROR(CheckPurpose(purpose));
  return UnknownWording(purpose, language);
}

absl::StatusOr<Wording> SqlLogWriter::GetWording(const std::string& purpose, int version) {
  const std::pair<std::string, int> key(purpose, version);
  if (const auto known = versions_.find(key); known != versions_.end()) return known->second;
  const std::vector<int> versions = {version};
  ASSIGN_OR_RETURN(const Rows rows,
                   session_.Run(sql::kFindWordings, {{"purpose_id", purpose}, {"versions", versions}}));
  if (rows.empty()) return UnknownWording(purpose, std::to_string(version));
  return versions_[key] = WordingOf(rows[0]);
}

absl::Status SqlLogWriter::CheckPurpose(std::string_view purpose) {
  if (purposes_.contains(purpose)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kGetPurpose, {{"purpose_id", purpose}}));
  if (rows.empty()) return UnknownPurpose(purpose);
  purposes_.emplace(purpose);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Consent>> SqlLogWriter::Find(const ConsentKey& key) {
  ASSIGN_OR_RETURN(const CustomerFile* file, desk_.File(key.customer, now()));
  return file->Find(key);
}

absl::StatusOr<std::vector<Consent>> SqlLogWriter::List(std::string_view customer) {
  ASSIGN_OR_RETURN(const CustomerFile* file, desk_.File(customer, now()));
  return file->Consents();
}

absl::StatusOr<Consent> SqlLogWriter::StoreRequest(const OptIn& opt_in) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(opt_in.key.customer, now()));
  return file->Request(opt_in);
}

absl::Status SqlLogWriter::QueueMail(const OutgoingMail& mail, std::string_view token_hash,
                                     std::span<const std::string> digests) {
  for (const std::string& digest : digests) {
    ASSIGN_OR_RETURN(KeptCounts * kept, desk_.Counts(digest, now()));
    ++kept->counts.in_ten_minutes;
    ++kept->counts.in_a_day;
    ++kept->counts.in_thirty_days;
  }
  desk_.Queue({mail, std::string(token_hash), {digests.begin(), digests.end()}});
  return absl::OkStatus();
}

absl::Status SqlLogWriter::QueueReceipt(const OutgoingMail& mail) {
  desk_.Queue({mail, "", {}});
  return absl::OkStatus();
}

absl::Status SqlLogWriter::KeepCode(const ConfirmationCode& code) {
  desk_.Queue(code);
  return absl::OkStatus();
}

absl::StatusOr<MailCounts> SqlLogWriter::CountMails(std::string_view address_digest) {
  ASSIGN_OR_RETURN(const KeptCounts* kept, desk_.Counts(address_digest, now()));
  return kept->counts;
}

absl::StatusOr<std::optional<TokenUse>> SqlLogWriter::UseToken(std::string_view token_hash) {
  ASSIGN_OR_RETURN(KeptToken * token, desk_.Token(token_hash));
  if (token == nullptr || token->use_time.has_value() || token->expire_time <= now()) return std::nullopt;
  token->use_time = now();
  return token->use;
}

absl::StatusOr<std::optional<TokenState>> SqlLogWriter::FindToken(std::string_view token_hash) {
  ASSIGN_OR_RETURN(const KeptToken* token, desk_.Token(token_hash));
  if (token == nullptr) return std::nullopt;
  return TokenState{token->use_time.has_value(), token->use};
}

// The purposes are read from the table, since a file holds only open requests: whoever has a token had a
// mail, and so the request is stored.
absl::StatusOr<EndedRequest> SqlLogWriter::EndRequest(const TokenUse& use) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(use.customer, now()));
  ASSIGN_OR_RETURN(const Rows rows, session_.Run(sql::kListOptIns,
                                                 {{"customer_id", use.customer}, {"opt_in_id", use.opt_in}}));
  return EndedRequest{AllOf(rows, OptInOf), file->EndRequest(use.opt_in, now())};
}

absl::StatusOr<bool> SqlLogWriter::SuppressAddress(std::string_view address_digest) {
  ASSIGN_OR_RETURN(KeptCounts * kept, desk_.Counts(address_digest, now()));
  if (kept->counts.suppressed) return false;
  kept->counts.suppressed = kept->newly_suppressed = true;
  return true;
}

absl::StatusOr<std::vector<OptIn>> SqlLogWriter::ConfirmRequests(const TokenUse& use) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(use.customer, now()));
  return file->ConfirmRequests(use.opt_in, now());
}

absl::StatusOr<Consent> SqlLogWriter::StoreConfirmed(const OptIn& opt_in) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(opt_in.key.customer, now()));
  return Present(file->Confirm(opt_in, now()));
}

absl::StatusOr<Consent> SqlLogWriter::StoreWithdrawal(const ConsentKey& key) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(key.customer, now()));
  return file->Withdraw(key, now());
}

absl::Status SqlLogWriter::EndRequests(std::string_view customer, std::optional<Channel> channel,
                                       std::string_view purpose) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(customer, now()));
  file->EndRequests(channel, purpose, now());
  return absl::OkStatus();
}

absl::Status SqlLogWriter::StoreObjection(std::string_view customer, std::optional<Channel> channel) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(customer, now()));
  file->Object(channel, now());
  return absl::OkStatus();
}

absl::StatusOr<bool> SqlLogWriter::RemoveObjection(std::string_view customer,
                                                   std::optional<Channel> channel) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(customer, now()));
  return file->RemoveObjection(channel);
}

absl::StatusOr<std::optional<absl::Time>> SqlLogWriter::LiftObjections(std::string_view customer,
                                                                       Channel channel) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(customer, now()));
  return file->LiftObjections(channel);
}

absl::StatusOr<std::vector<Consent>> SqlLogWriter::WithdrawOlder(std::string_view customer, Channel channel,
                                                                 absl::Time before) {
  ASSIGN_OR_RETURN(CustomerFile * file, desk_.File(customer, now()));
  return file->WithdrawOlder(channel, before);
}

}  // namespace bestand::consent
