#include "services/consent/storage/keys/sql_subject_keys.h"

#include "common/error/error.h"
#include "common/id/aead.h"
#include "common/id/digest.h"
#include "services/consent/storage/keys/as_bytes.h"
#include "services/consent/storage/keys/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;
namespace sql = keys::sql;

std::vector<std::string> Missing(std::span<const std::string> subjects, const SubjectKeys::Keys& found) {
  std::vector<std::string> missing;
  for (const std::string& subject : subjects) {
    if (!found.contains(subject)) missing.push_back(subject);
  }
  return missing;
}

absl::Status Unreadable() {
  return Failure(
      absl::StatusCode::kFailedPrecondition, "MASTER_KEY_UNKNOWN",
      "A subject's key is wrapped by a master key that consent.master_key_file does not hold; put the "
      "key back into the file.");
}

}  // namespace

absl::StatusOr<SubjectKeys::Keys> SqlSubjectKeys::Find(std::span<const std::string> subjects) {
  Keys found;
  const std::vector<std::string> missing = cache_.Take(subjects, clock_.Now(), found);
  if (missing.empty()) return found;
  const auto read = [&](Session& session) {
    return session.Run(sql::kFindSubjectKeys, {{"subjects", AsBytea(missing)}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(read, Repeat::kOnce));
  Keys unwrapped;
  for (const Row row : rows) {
    const std::string subject = row.Bytes(0);
    auto key = master_keys_.Unwrap(subject, {std::string(row.Text(1)), row.Bytes(2)});
    if (key.has_value()) unwrapped[subject] = *std::move(key);
  }
  cache_.Add(unwrapped, clock_.Now());
  found.merge(unwrapped);
  return found;
}

absl::StatusOr<SubjectKeys::Keys> SqlSubjectKeys::Ensure(std::span<const std::string> subjects) {
  ASSIGN_OR_RETURN(Keys found, Find(subjects));
  std::vector<std::string> missing = Missing(subjects, found);
  if (missing.empty()) return found;
  ASSIGN_OR_RETURN(Keys made, Make(missing));
  found.merge(made);
  missing = Missing(missing, found);
  if (missing.empty()) return found;
  // Another replica came first.
  ASSIGN_OR_RETURN(Keys others, Find(missing));
  if (others.size() < missing.size()) return Unreadable();
  found.merge(others);
  return found;
}

// Returns those that are ours, durable.
absl::StatusOr<SubjectKeys::Keys> SqlSubjectKeys::Make(std::span<const std::string> subjects) {
  Keys keys;
  std::vector<std::string> wrapped;
  for (const std::string& subject : subjects) {
    const std::string& key = keys[subject] = RandomBytes(kSealKeyBytes);
    wrapped.push_back(master_keys_.Wrap(subject, key).bytes);
  }
  const auto add = [&](Session& session) {
    return session.Run(sql::kAddSubjectKeys, {{"subjects", AsBytea(subjects)},
                                              {"master_key_id", master_keys_.newest_id()},
                                              {"wrapped_keys", AsBytea(wrapped)}});
  };
  ASSIGN_OR_RETURN(const Rows added, database_.InSession(add));
  Keys made;
  for (const Row row : added) made.insert(keys.extract(row.Bytes(0)));
  cache_.Add(made, clock_.Now());
  return made;
}

absl::Status SqlSubjectKeys::Destroy(std::span<const std::string> subjects) {
  cache_.Forget(subjects);
  const auto remove = [&](Session& session) {
    return session.Run(sql::kDestroySubjectKeys, {{"subjects", AsBytea(subjects)}}).status();
  };
  RETURN_IF_ERROR(database_.InSession(remove, Repeat::kOnce));
  cache_.Forget(subjects);  // what was read meanwhile
  return absl::OkStatus();
}

}  // namespace bestand::consent
