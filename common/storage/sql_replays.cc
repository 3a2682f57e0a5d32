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

absl::StatusOr<std::optional<std::string>> Stored(Session& session, const ReplayKey& key) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kFindReplay, {{"caller", key.caller}, {"request_id", key.request_id}}));
  if (rows.empty()) return std::nullopt;
  if (rows[0].Text(0) != key.method || rows[0].Bytes(1) != key.fingerprint) {
    return Failure(
        absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
        "Request id " + key.request_id + " came before with another request; use a new id for a new request.",
        {{"request_id", key.request_id}});
  }
  return rows[0].Bytes(2);
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

}  // namespace bestand::storage
