#include "services/consent/storage/neglected/sql_last_contact_store.h"

#include "common/error/error.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {

absl::StatusOr<std::vector<LastContact>> SqlLastContactStore::LastContactsAfter(std::string_view customer) {
  const auto read = [&](storage::Session& session) -> absl::StatusOr<std::vector<LastContact>> {
    ASSIGN_OR_RETURN(
        const storage::Rows rows,
        session.Run(sql::kListLastContacts, {{"after", customer}, {"phone", NumberOf(Channel::kPhone)}}));
    return AllOf(rows, [](const storage::Row& row) {
      return LastContact{std::string(row.Text(0)), row.MaybeTime(1)};
    });
  };
  return database_.InSession(read, storage::Repeat::kOnce);
}

}  // namespace bestand::consent
