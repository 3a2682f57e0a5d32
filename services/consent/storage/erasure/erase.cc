// How SqlErasureStore erases: three steps, each of which finds what the one before it committed, so that
// whoever comes after a crash goes on. No key is destroyed before the log tells of the erasure.

#include <algorithm>

#include "common/error/error.h"
#include "services/consent/storage/erasure/erasure_rows.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

// Only migrate may remove those.
absl::Status CheckAllSealed(Session& session, const std::string& customer) {
  ASSIGN_OR_RETURN(const Rows plain, session.Run(sql::kHasPlainPayloads, {{"customer_id", customer}}));
  if (!plain[0].Bool(0)) return absl::OkStatus();
  return Failure(
      absl::StatusCode::kFailedPrecondition, "PAYLOADS_UNSEALED",
      "An older version of the service left payloads of the customer in the clear; run consent migrate.");
}

absl::StatusOr<std::vector<std::string>> ReadAddresses(Session& session, const std::string& customer) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListKnownAddresses, {{"customer_id", customer}}));
  return AllOf(rows, [](const Row& row) { return std::string(row.Text(0)); });
}

// The event names nobody but the subject; its payload is empty and goes with the others.
absl::Status AppendErased(LogAppender& log, const std::string& customer) {
  log.NoteEverybody();
  const NewEvent event{EventKind::kErased, customer, std::nullopt, "", 0, "", ""};
  return log.Append({&event, 1});
}

absl::Status RemoveRows(Session& session, const std::string& customer, std::vector<std::string> addresses) {
  RETURN_IF_ERROR(session.Run(sql::kShredSubject, {{"customer_id", customer}}).status());
  RETURN_IF_ERROR(session.Run(sql::kRemoveCustomer, {{"customer_id", customer}}).status());
  std::vector<std::string> names = std::move(addresses);
  names.push_back("customers/" + customer);
  return session.Run(sql::kEmptyAnswers, {{"names", names}}).status();
}

}  // namespace

absl::StatusOr<Erasure> SqlErasureStore::Erase(std::string_view id) {
  RETURN_IF_ERROR(RemoveAll(id));
  RETURN_IF_ERROR(DestroyKey(id));
  RETURN_IF_ERROR(ForgetWhose(id));
  return Get(id);
}

absl::Status SqlErasureStore::RemoveAll(std::string_view id) {
  return parts_.database.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, parts_.means));
    ASSIGN_OR_RETURN(const Erasure erasure, ReadErasure(session, sql::kLockErasure, id));
    if (erasure.state == ErasureState::kCancelled) return UnknownErasure();
    if (erasure.state != ErasureState::kAsked) return absl::OkStatus();
    RETURN_IF_ERROR(CheckNotHeld(session, erasure.customer));
    RETURN_IF_ERROR(CheckAllSealed(session, erasure.customer));
    ASSIGN_OR_RETURN(const auto addresses, ReadAddresses(session, erasure.customer));
    ASSIGN_OR_RETURN(const auto digests, DigestsOf(erasure.customer, addresses));
    RETURN_IF_ERROR(AppendErased(log, erasure.customer));
    RETURN_IF_ERROR(RemoveRows(session, erasure.customer, addresses));
    RETURN_IF_ERROR(
        session.Run(sql::kAddErasedIdentities, {{"now", log.now()}, {"digests", AsBytes(digests)}}).status());
    return session.Run(sql::kBeginErasure, {{"log_index", log.size() - 1}, {"erasure_id", id}}).status();
  });
}

absl::Status SqlErasureStore::DestroyKey(std::string_view id) {
  const auto read = [&](Session& session) {
    return session.Run(sql::kFindErasureEvent, {{"erasure_id", id}});
  };
  ASSIGN_OR_RETURN(const Rows rows, parts_.database.InSession(read, storage::Repeat::kOnce));
  if (rows.empty()) return UnknownErasure();
  const std::string subject = rows[0].Bytes(0);
  return parts_.keys.Destroy({&subject, 1});
}

absl::Status SqlErasureStore::ForgetWhose(std::string_view id) {
  return parts_.database.InTransaction([&](Session& session) -> absl::Status {
    // Behind those who copied the customer before they could know, and wait for the head.
    ASSIGN_OR_RETURN(const LogAppender log, LogAppender::Hold(session, parts_.means));
    ASSIGN_OR_RETURN(const Erasure erasure, ReadErasure(session, sql::kLockErasure, id));
    if (erasure.state != ErasureState::kErasing) return absl::OkStatus();
    RETURN_IF_ERROR(session.Run(sql::kRemoveSubjectAgain, {{"customer_id", erasure.customer}}).status());
    return session.Run(sql::kEndErasure, {{"now", log.now()}, {"erasure_id", id}}).status();
  });
}

absl::StatusOr<std::vector<std::string>> SqlErasureStore::DigestsOf(
    const std::string& customer, const std::vector<std::string>& addresses) const {
  std::vector<std::string> digests;
  ASSIGN_OR_RETURN(digests.emplace_back(), DigestOfCustomer(parts_.address_key, customer));
  for (const std::string& address : addresses) {
    ASSIGN_OR_RETURN(std::string digest, DigestOfAddress(parts_.address_key, address));
    if (std::ranges::find(digests, digest) == digests.end()) digests.push_back(std::move(digest));
  }
  return digests;
}

}  // namespace bestand::consent
