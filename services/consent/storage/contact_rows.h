#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/session.h"
#include "services/consent/domain/contact_store.h"

namespace bestand::consent {

// How to load a record where it is not simply that of now.
struct LoadedAs {
  absl::Time of = absl::InfiniteFuture();             // grounds and frequency as of this moment
  std::optional<std::string_view> template_category;  // in place of what the template's goods are now
  std::string_view but_message;                       // whose own place does not count
};

// Runs load_contact.
absl::StatusOr<ContactRecord> LoadRecord(storage::Session& session, const ContactQuery& query,
                                         const LoadedAs& as);

// Lets nobody else change the contacts of a customer until the transaction ends. Returns the time by which
// they are judged. The head of the log is taken after it, never before.
absl::StatusOr<absl::Time> TakeTurn(storage::Session& session, std::string_view customer, absl::Time now);

// Reads five columns from the first on: whether the customer is known, recipient, relation, contract,
// country.
std::optional<Subject> MaybeSubject(const ContactQuery& query, const storage::Row& row);

// Reads nine columns from `first` on, as find_policy has them; no policy where the version is NULL.
FrequencyPolicy PolicyOf(const storage::Row& row, int first);

}  // namespace bestand::consent
