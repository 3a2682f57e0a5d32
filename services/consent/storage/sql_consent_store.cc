#include "services/consent/storage/sql_consent_store.h"

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

}  // namespace bestand::consent
