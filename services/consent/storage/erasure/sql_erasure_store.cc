#include "services/consent/storage/erasure/sql_erasure_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/erasure/erasure_rows.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

PersonalCounts CountsOf(const Row& row) {
  return {row.Int(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4), row.Int(5)};
}

absl::StatusOr<int64_t> AppendHold(LogAppender& log, EventKind kind, const HoldChange& change) {
  const NewEvent event{kind,
                       change.customer,
                       std::nullopt,
                       "",
                       0,
                       "",
                       EncodePayload({{"reason", change.reason}, {"author", change.author}})};
  RETURN_IF_ERROR(log.Append({&event, 1}));
  return log.size();
}

}  // namespace

absl::StatusOr<PlannedErasure> SqlErasureStore::Ask(const ErasureRequest& request) {
  const absl::Time now = parts_.means.clock.Now();
  return parts_.database.InTransaction([&](Session& session) -> absl::StatusOr<PlannedErasure> {
    RETURN_IF_ERROR(CheckNotHeld(session, request.customer));
    RETURN_IF_ERROR(session
                        .Run(sql::kAddErasure, {{"erasure_id", NewUuid()},
                                                {"by_person", request.by_person},
                                                {"customer_id", request.customer},
                                                {"reason", request.reason},
                                                {"now", now},
                                                {"due_time", now + request.grace}})
                        .status());
    ASSIGN_OR_RETURN(const Rows open,
                     session.Run(sql::kFindOpenErasure, {{"customer_id", request.customer}}));
    if (open.empty()) return UnknownErasure();  // it just ended
    ASSIGN_OR_RETURN(const Rows counts,
                     session.Run(sql::kCountPersonal, {{"customer_id", request.customer}}));
    return PlannedErasure{ErasureOf(open[0]), CountsOf(counts[0])};
  });
}

absl::StatusOr<Erasure> SqlErasureStore::Cancel(std::string_view id) {
  return parts_.database.InTransaction([&](Session& session) -> absl::StatusOr<Erasure> {
    ASSIGN_OR_RETURN(const Erasure erasure, ReadErasure(session, sql::kLockErasure, id));
    if (erasure.state == ErasureState::kErasing || erasure.state == ErasureState::kDone) {
      return Failure(absl::StatusCode::kFailedPrecondition, "ERASURE_BEGUN",
                     "The erasure has begun and cannot be called off any more.");
    }
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kCancelErasure,
                                                  {{"now", parts_.means.clock.Now()}, {"erasure_id", id}}));
    return rows.empty() ? erasure : ErasureOf(rows[0]);
  });
}

absl::StatusOr<Erasure> SqlErasureStore::Advance(std::string_view id) {
  return parts_.database.InTransaction([&](Session& session) -> absl::StatusOr<Erasure> {
    ASSIGN_OR_RETURN(const Erasure erasure, ReadErasure(session, sql::kLockErasure, id));
    if (erasure.state == ErasureState::kCancelled) return UnknownErasure();
    RETURN_IF_ERROR(CheckNotHeld(session, erasure.customer));
    RETURN_IF_ERROR(
        session.Run(sql::kAdvanceErasure, {{"now", parts_.means.clock.Now()}, {"erasure_id", id}}).status());
    return ReadErasure(session, sql::kGetErasure, id);
  });
}

absl::StatusOr<Erasure> SqlErasureStore::Get(std::string_view id) {
  const auto read = [&](Session& session) -> absl::StatusOr<Erasure> {
    ASSIGN_OR_RETURN(Erasure erasure, ReadErasure(session, sql::kGetErasure, id));
    ASSIGN_OR_RETURN(const Rows event, session.Run(sql::kFindErasureEvent, {{"erasure_id", id}}));
    if (!event.empty()) erasure.leaf = event[0].Bytes(1);
    return erasure;
  };
  return parts_.database.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<Erasure>> SqlErasureStore::List() {
  const auto read = [](Session& session) -> absl::StatusOr<std::vector<Erasure>> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListErasures));
    return AllOf(rows, ErasureOf);
  };
  return parts_.database.InSession(read, Repeat::kOnce);
}

absl::StatusOr<std::vector<std::string>> SqlErasureStore::ListDue() {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<std::string>> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kListDueErasures, {{"now", parts_.means.clock.Now()}}));
    return AllOf(rows, [](const Row& row) { return std::string(row.Text(0)); });
  };
  return parts_.database.InSession(read, Repeat::kOnce);
}

absl::StatusOr<int64_t> SqlErasureStore::Hold(const HoldChange& change) {
  return parts_.database.InTransaction([&](Session& session) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, parts_.means));
    RETURN_IF_ERROR(
        session.Run(sql::kAddLegalHold, {{"customer_id", change.customer}, {"now", log.now()}}).status());
    return AppendHold(log, EventKind::kLegalHoldSet, change);
  });
}

absl::StatusOr<int64_t> SqlErasureStore::Lift(const HoldChange& change) {
  return parts_.database.InTransaction([&](Session& session) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, parts_.means));
    ASSIGN_OR_RETURN(const Rows lifted,
                     session.Run(sql::kRemoveLegalHold, {{"customer_id", change.customer}}));
    if (lifted.affected() == 0) {
      return Failure(absl::StatusCode::kNotFound, "HOLD_UNKNOWN", "There is no legal hold on the customer.");
    }
    return AppendHold(log, EventKind::kLegalHoldLifted, change);
  });
}

absl::StatusOr<std::set<std::string>> SqlErasureStore::ErasedAmong(std::span<const std::string> customers) {
  std::map<std::string, std::string> by_digest;
  std::vector<std::string> digests;
  for (const std::string& customer : customers) {
    ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfCustomer(parts_.address_key, customer));
    by_digest[digests.back()] = customer;
  }
  const auto read = [&](Session& session) {
    return session.Run(sql::kListErased, {{"digests", AsBytes(digests)}});
  };
  ASSIGN_OR_RETURN(const Rows rows, parts_.database.InSession(read, Repeat::kOnce));
  std::set<std::string> erased;
  for (const Row row : rows) erased.insert(by_digest.at(row.Bytes(0)));
  return erased;
}

}  // namespace bestand::consent
