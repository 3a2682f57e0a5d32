#include "common/storage/sql_replays.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "common/storage/statements.h"

namespace bestand::storage {
namespace {

namespace sql = common::sql;
using idempotency::ReplayKey;

absl::Status CheckId(const ReplayKey& key) {
  if (IsUuid(key.request_id)) return absl::OkStatus();
  return InvalidFields({{"request_id", "is no UUID; write one in lower case"}});
}

// A row's method, fingerprint and answer begin at column `first`.
absl::StatusOr<std::string> AnswerOf(const Row& row, int first, const ReplayKey& key) {
  if (row.Text(first) == key.method && row.Bytes(first + 1) == key.fingerprint) return row.Bytes(first + 2);
  return Failure(
      absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
      "Request id " + key.request_id + " came before with another request; use a new id for a new request.",
      {{"request_id", key.request_id}});
}

absl::StatusOr<std::optional<std::string>> Stored(Session& session, const ReplayKey& key) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kFindReplay, {{"caller", key.caller}, {"request_id", key.request_id}}));
  if (rows.empty()) return std::nullopt;
  return AnswerOf(rows[0], 0, key);
}

absl::StatusOr<std::string> StoredByAnother(Session& session, const ReplayKey& key) {
  ASSIGN_OR_RETURN(std::optional<std::string> answer, Stored(session, key));
  if (answer.has_value()) return *std::move(answer);
  // Removed in this very moment; the caller's next attempt is the first one again.
  return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE", "Another change came first; try again.");
}

absl::StatusOr<bool> Claim(Session& session, const ReplayKey& key) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kClaimReplay, {{"caller", key.caller},
                                                   {"request_id", key.request_id},
                                                   {"method", key.method},
                                                   {"fingerprint", Bytes{key.fingerprint}}}));
  return rows.affected() == 1;
}

}  // namespace

absl::StatusOr<std::string> SqlReplays::Once(const ReplayKey& key,
                                             const std::function<absl::StatusOr<std::string>()>& work) {
  RETURN_IF_ERROR(CheckId(key));
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const bool first, Claim(session, key));
    if (!first) return StoredByAnother(session, key);
    ASSIGN_OR_RETURN(std::string answer, work());
    RETURN_IF_ERROR(
        session
            .Run(sql::kStoreAnswer,
                 {{"caller", key.caller}, {"request_id", key.request_id}, {"answer", Bytes{answer}}})
            .status());
    return answer;
  });
}

absl::StatusOr<std::optional<std::string>> SqlReplays::Find(const ReplayKey& key) {
  RETURN_IF_ERROR(CheckId(key));
  return database_.InSession([&](Session& session) { return Stored(session, key); }, Repeat::kOnce);
}

absl::StatusOr<int64_t> SqlReplays::RemoveBefore(absl::Time before) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kRemoveReplays, {{"before", before}}));
    return rows.affected();
  });
}

namespace {

// The columns of replays.
struct ReplayColumns {
  explicit ReplayColumns(std::span<const ReplayKey> keys) {
    for (const ReplayKey& key : keys) {
      callers.push_back(key.caller);
      ids.push_back(key.request_id);
      methods.push_back(key.method);
      fingerprints.push_back({key.fingerprint});
    }
  }

  std::vector<std::string> callers, ids, methods;
  std::vector<Bytes> fingerprints;
};

}  // namespace

absl::StatusOr<std::vector<std::optional<absl::StatusOr<std::string>>>> FindAnswers(
    Session& session, std::span<const ReplayKey> keys) {
  std::vector<std::optional<absl::StatusOr<std::string>>> answers(keys.size());
  if (keys.empty()) return answers;
  const ReplayColumns columns(keys);
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindReplays, {{"callers", columns.callers},
                                                                    {"request_ids", columns.ids}}));
  for (const Row row : rows) {
    const auto place = static_cast<size_t>(row.Int(0) - 1);
    answers[place] = AnswerOf(row, 1, keys[place]);
  }
  return answers;
}

absl::Status KeepAnswers(Session& session, std::span<const ReplayKey> keys,
                         std::span<const std::string> answers) {
  if (keys.empty()) return absl::OkStatus();
  const ReplayColumns columns(keys);
  std::vector<Bytes> bytes;
  for (const std::string& answer : answers) bytes.push_back({answer});
  return session
      .Run(sql::kAddReplays, {{"callers", columns.callers},
                              {"request_ids", columns.ids},
                              {"methods", columns.methods},
                              {"fingerprints", columns.fingerprints},
                              {"answers", bytes}})
      .status();
}

}  // namespace bestand::storage
