#include "services/consent/storage/sql_consent_store.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/sql_log_writer.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Rows;
using storage::Session;

// Reads the columns of load_tokens and list_requested.
RequestView RequestOf(const storage::Row& token, const Rows& rows) {
  RequestView view;
  view.customer = token.Text(1);
  view.confirmed = token.MaybeTime(4).has_value();
  for (const storage::Row row : rows) {
    RequestedPurpose& purpose = view.purposes.emplace_back();
    purpose.id = row.Text(0);
    purpose.display_name = row.Text(1);
    purpose.wording = {
        purpose.id, static_cast<int>(row.Int(2)), std::string(row.Text(3)), std::string(row.Text(4)), "", {}};
    view.address = row.Text(5);
    view.expire_time = std::max(view.expire_time, row.Time(6));
    view.campaign = row.Text(7);
  }
  return view;
}

}  // namespace

absl::StatusOr<int64_t> SqlConsentStore::InLog(absl::FunctionRef<absl::Status(LogWriter&)> work) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    SqlLogWriter writer(session, std::move(log));
    RETURN_IF_ERROR(work(writer));
    RETURN_IF_ERROR(writer.Store());
    return writer.size();
  });
}

absl::StatusOr<Consent> SqlConsentStore::Get(std::string_view customer, std::string_view id) {
  if (!IsUuid(id)) return UnknownConsent();
  const auto read = [&](Session& session) -> absl::StatusOr<Consent> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kGetConsent, {{"customer_id", customer}, {"consent_id", id}}));
    if (rows.empty()) return UnknownConsent();
    return ConsentOf(rows[0]);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<Consent>> SqlConsentStore::List(std::string_view customer) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<Consent>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListConsents, {{"customer_id", customer}}));
    return AllOf(rows, ConsentOf);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<RecordedEvent>> SqlConsentStore::ListEvents(const EventPage& page) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<RecordedEvent>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListEvents, {{"customer_id", page.customer},
                                                                     {"after", page.after},
                                                                     {"limit", page.limit}}));
    return AllOf(rows, EventOf);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::optional<RequestView>> SqlConsentStore::LookUpRequest(std::string_view token_hash) {
  const std::string hash(token_hash);
  const auto read = [&](Session& session) -> absl::StatusOr<std::optional<RequestView>> {
    ASSIGN_OR_RETURN(const Rows tokens,
                     session.Run(sql::kLoadTokens, {{"token_hashes", AsBytes({&hash, 1})}}));
    if (tokens.empty()) return std::nullopt;
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListRequested, {{"customer_id", tokens[0].Text(1)},
                                                                        {"opt_in_id", tokens[0].Text(2)}}));
    if (rows.empty()) return std::nullopt;
    return RequestOf(tokens[0], rows);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::optional<std::string>> SqlConsentStore::TryCode(std::string_view handle_hash,
                                                                    std::string_view code_hash) {
  const auto attempt = [&](Session& session) -> absl::StatusOr<std::optional<std::string>> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kTryCode, {{"handle_hash", storage::Bytes{handle_hash}},
                                                 {"code_hash", storage::Bytes{code_hash}},
                                                 {"now", means_.clock.Now()}}));
    if (rows.empty() || !rows[0].Bool(1)) return std::nullopt;
    return rows[0].Bytes(0);
  };
  return database_.InSession(attempt);
}

absl::StatusOr<bool> SqlConsentStore::LiftSuppression(std::string_view address_digest) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kLiftSuppression,
                                                  {{"address_digest", storage::Bytes{address_digest}}}));
    return rows.affected() > 0;
  });
}

}  // namespace bestand::consent
