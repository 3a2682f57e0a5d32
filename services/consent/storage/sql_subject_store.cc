#include "services/consent/storage/sql_subject_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/sql_state_log.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

// Runs store_subjects or add_subjects.
absl::StatusOr<Rows> Write(Session& session, const storage::Statement& statement,
                           std::span<const Subject> subjects) {
  std::vector<std::string> customers;
  std::vector<int> buckets, recipients, relations;
  std::vector<std::string> contracts, countries;
  for (const Subject& subject : subjects) {
    customers.push_back(subject.customer);
    buckets.push_back(BucketOf(subject.customer));
    recipients.push_back(static_cast<int>(subject.recipient));
    relations.push_back(static_cast<int>(subject.relation));
    contracts.push_back(storage::ToSqlText(subject.contract_active));
    countries.push_back(subject.country);
  }
  return session.Run(statement, {{"customer_ids", customers},
                                 {"buckets", buckets},
                                 {"recipients", recipients},
                                 {"relations", relations},
                                 {"contracts", contracts},
                                 {"countries", countries}});
}

void AddCustomers(const Rows& rows, std::vector<std::string>& customers) {
  for (const Row row : rows) customers.emplace_back(row.Text(0));
}

absl::Status AddVersions(Session& session, std::span<const std::string> customers, absl::Time now) {
  if (customers.empty()) return absl::OkStatus();
  return session.Run(sql::kAddSubjectVersions, {{"now", now}, {"customer_ids", customers}}).status();
}

}  // namespace

absl::Status SqlSubjectStore::Store(const Update& update) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    std::vector<std::string> changed;
    if (!update.known.empty()) {
      ASSIGN_OR_RETURN(const Rows stored, Write(session, sql::kStoreSubjects, update.known));
      AddCustomers(stored, changed);
    }
    if (!update.gone.empty()) {
      ASSIGN_OR_RETURN(const Rows removed,
                       session.Run(sql::kRemoveSubjects, {{"customer_ids", update.gone}}));
      AddCustomers(removed, changed);
    }
    if (update.cursor.has_value()) {
      RETURN_IF_ERROR(session.Run(sql::kSetFeedCursor, {{"cursor", *update.cursor}}).status());
    }
    RETURN_IF_ERROR(AddVersions(session, changed, clock_.Now()));
    return NoteChanges(session, changed);
  });
}

absl::Status SqlSubjectStore::Add(std::span<const Subject> subjects) {
  if (subjects.empty()) return absl::OkStatus();
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows added, Write(session, sql::kAddSubjects, subjects));
    std::vector<std::string> customers;
    AddCustomers(added, customers);
    return AddVersions(session, customers, clock_.Now());
  });
}

absl::StatusOr<std::vector<std::string>> SqlSubjectStore::Missing(std::span<const std::string> customers) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<std::string>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListMissingSubjects, {{"customer_ids", customers}}));
    return AllOf(rows, [](const Row& row) { return std::string(row.Text(0)); });
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<std::string>> SqlSubjectStore::ListAfter(std::string_view customer) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<std::string>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListSubjects, {{"after", customer}}));
    return AllOf(rows, [](const Row& row) { return std::string(row.Text(0)); });
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::string> SqlSubjectStore::FeedCursor() {
  const auto read = [&](Session& session) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetFeedCursor));
    return rows.empty() ? std::string() : std::string(rows[0].Text(0));
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
