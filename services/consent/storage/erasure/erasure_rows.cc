#include "services/consent/storage/erasure/erasure_rows.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {

using storage::Row;
using storage::Rows;
using storage::Session;

Erasure ErasureOf(const Row& row) {
  Erasure erasure;
  erasure.id = row.Text(0);
  erasure.state = static_cast<ErasureState>(row.Int(1));
  erasure.by_person = row.Bool(2);
  erasure.customer = row.Text(3);
  erasure.reason = row.Text(4);
  erasure.request_time = row.Time(5);
  erasure.due_time = row.Time(6);
  erasure.end_time = row.MaybeTime(7);
  erasure.log_index = row.MaybeInt(8);
  return erasure;
}

absl::StatusOr<Erasure> ReadErasure(Session& session, const storage::Statement& statement,
                                    std::string_view id) {
  if (!IsUuid(id)) return UnknownErasure();
  ASSIGN_OR_RETURN(const Rows rows, session.Run(statement, {{"erasure_id", id}}));
  if (rows.empty()) return UnknownErasure();
  return ErasureOf(rows[0]);
}

absl::Status CheckNotHeld(Session& session, std::string_view customer) {
  ASSIGN_OR_RETURN(const Rows held, session.Run(sql::kIsHeld, {{"customer_id", customer}}));
  if (!held[0].Bool(0)) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "LEGAL_HOLD",
                 "A legal hold keeps what is recorded about the customer; lift it first.");
}

absl::Status UnknownErasure() {
  return Failure(absl::StatusCode::kNotFound, "ERASURE_UNKNOWN",
                 "There is no such erasure, or it was called off; list the erasures.");
}

}  // namespace bestand::consent
