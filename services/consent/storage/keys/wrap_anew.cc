#include "services/consent/storage/keys/wrap_anew.h"

#include <string>
#include <vector>

#include "common/error/error.h"
#include "services/consent/storage/keys/as_bytes.h"
#include "services/consent/storage/keys/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Rows;
using storage::Session;
namespace sql = keys::sql;

constexpr int64_t kStep = 1000;

// Returns the last subject that was looked at; empty at the end.
absl::StatusOr<std::string> WrapStep(Session& session, const MasterKeys& master_keys,
                                     const std::string& after) {
  ASSIGN_OR_RETURN(
      const Rows rows,
      session.Run(sql::kListKeysToWrap,
                  {{"master_key_id", master_keys.newest_id()}, {"after", Bytes{after}}, {"limit", kStep}}));
  std::vector<std::string> subjects, wrapped;
  for (const Row row : rows) {
    const std::string subject = row.Bytes(0);
    const auto key = master_keys.Unwrap(subject, {std::string(row.Text(1)), row.Bytes(2)});
    if (!key.has_value()) continue;
    subjects.push_back(subject);
    wrapped.push_back(master_keys.Wrap(subject, *key).bytes);
  }
  RETURN_IF_ERROR(session
                      .Run(sql::kSetWrappedKeys, {{"master_key_id", master_keys.newest_id()},
                                                  {"subjects", AsBytea(subjects)},
                                                  {"wrapped_keys", AsBytea(wrapped)}})
                      .status());
  return rows.empty() ? std::string() : rows[rows.size() - 1].Bytes(0);
}

}  // namespace

absl::Status WrapAnew(storage::Database& keys_database, const MasterKeys& master_keys) {
  std::string after;
  do {
    const auto step = [&](Session& session) { return WrapStep(session, master_keys, after); };
    ASSIGN_OR_RETURN(after, keys_database.InTransaction(step));
  } while (!after.empty());
  return absl::OkStatus();
}

}  // namespace bestand::consent
