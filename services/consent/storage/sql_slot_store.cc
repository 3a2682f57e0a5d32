#include "services/consent/storage/sql_slot_store.h"

#include <string>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/contact_rows.h"
#include "services/consent/storage/log_appender.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/sql_state_log.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

// The columns in the order of find_slot.
ContactSlot SlotOf(const Row& row) {
  return {std::string(row.Text(0)),
          std::string(row.Text(1)),
          static_cast<SlotState>(row.Int(2)),
          row.Time(3),
          row.Time(4),
          row.MaybeTime(5),
          std::string(row.Text(6))};
}

bool IsSameQuestion(const Row& row, const ContactQuery& query) {
  return row.Int(7) == NumberOf(query.channel) && row.Int(8) == static_cast<int>(query.message_class) &&
         row.Text(9) == query.purpose && row.Text(10) == query.message_template;
}

absl::Status UnknownContact(std::string_view message) {
  return Failure(
      absl::StatusCode::kNotFound, "CONTACT_UNKNOWN",
      std::string("No place was reserved for message ").append(message).append("; reserve one first."),
      {{"message", std::string(message)}});
}

absl::Status ReusedMessage(std::string_view message) {
  return Failure(
      absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
      std::string("Message ")
          .append(message)
          .append(" was reserved for another channel, class, purpose or template; use a new message id."),
      {{"request_id", std::string(message)}});
}

absl::Status LostPlace(std::string_view message) {
  return Failure(absl::StatusCode::kFailedPrecondition, "RESERVATION_EXPIRED",
                 std::string("Message ").append(message).append(" has lost its place; reserve it again."),
                 {{"message", std::string(message)}});
}

absl::Status AlreadyOut(std::string_view message) {
  return Failure(absl::StatusCode::kFailedPrecondition, "CONTACT_COMMITTED",
                 std::string("Message ").append(message).append(" went out; its place cannot be given back."),
                 {{"message", std::string(message)}});
}

absl::StatusOr<Rows> FindSlot(Session& session, std::string_view customer, std::string_view message) {
  return session.Run(sql::kFindSlot, {{"customer_id", customer}, {"message_id", message}});
}

// Whoever remembers the customer's contacts must learn that they changed. Comes last: the head of the log is
// taken.
absl::Status NoteContact(Session& session, std::string_view customer) {
  const std::string changed(customer);
  return NoteChanges(session, {&changed, 1});
}

bool CountsUnderPolicy(MessageClass message_class) {
  return message_class == MessageClass::kMarketing || message_class == MessageClass::kSurvey;
}

absl::StatusOr<ContactSlot> TakePlace(Session& session, const ContactQuery& query, std::string_view message,
                                      absl::Time now) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kReserveSlot, {{"customer_id", query.customer},
                                                   {"message_id", message},
                                                   {"channel", NumberOf(query.channel)},
                                                   {"message_class", static_cast<int>(query.message_class)},
                                                   {"purpose_id", query.purpose},
                                                   {"template_id", query.message_template},
                                                   {"counts", CountsUnderPolicy(query.message_class)},
                                                   {"decision_id", NewUuid()},
                                                   {"now", now},
                                                   {"expire_time", now + kSlotHolds}}));
  return SlotOf(rows[0]);
}

absl::Status LosePlace(Session& session, std::string_view customer, std::string_view message,
                       absl::Time now) {
  return session.Run(sql::kReleaseSlot, {{"now", now}, {"customer_id", customer}, {"message_id", message}})
      .status();
}

// A message that asks for a place, with the one it had.
struct Asking {
  const ContactQuery& query;
  std::string_view message;
  bool allowed;
  std::optional<ContactSlot> held;
  absl::Time now;

  bool IsOut() const { return held.has_value() && held->state == SlotState::kCommitted; }
  bool IsHeld() const {
    return held.has_value() && held->state == SlotState::kReserved && held->expire_time > now;
  }
};

// Gives the place, leaves it or takes it away, as the verdict says; returns it.
absl::StatusOr<std::optional<ContactSlot>> Settle(Session& session, const Asking& asking) {
  if (asking.IsOut() || (asking.allowed && asking.IsHeld())) return asking.held;
  if (!asking.allowed && !asking.IsHeld()) return std::nullopt;
  std::optional<ContactSlot> slot;
  if (asking.allowed) {
    ASSIGN_OR_RETURN(slot, TakePlace(session, asking.query, asking.message, asking.now));
  } else {
    RETURN_IF_ERROR(LosePlace(session, asking.query.customer, asking.message, asking.now));
  }
  RETURN_IF_ERROR(NoteContact(session, asking.query.customer));
  return slot;
}

}  // namespace

absl::StatusOr<Reservation> SqlSlotStore::Reserve(const ContactQuery& query, std::string_view message,
                                                  Judge judge) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Reservation> {
    ASSIGN_OR_RETURN(const absl::Time now, TakeTurn(session, query.customer, means_.clock.Now()));
    ASSIGN_OR_RETURN(const Rows found, FindSlot(session, query.customer, message));
    if (!found.empty() && !IsSameQuestion(found[0], query)) return ReusedMessage(message);
    ASSIGN_OR_RETURN(const ContactRecord record, LoadRecord(session, query, {.but_message = message}));
    if (!query.purpose.empty() && !record.purpose_known) return UnknownPurpose(query.purpose);
    const std::optional<ContactSlot> held = found.empty() ? std::nullopt : std::optional(SlotOf(found[0]));
    const ContactVerdict verdict = judge(record);
    ASSIGN_OR_RETURN(const auto slot, Settle(session, {query, message, verdict.decision.allowed, held, now}));
    return Reservation{verdict, slot};
  });
}

absl::StatusOr<ContactSlot> SqlSlotStore::Commit(std::string_view customer, std::string_view message) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<ContactSlot> {
    ASSIGN_OR_RETURN(const absl::Time now, TakeTurn(session, customer, means_.clock.Now()));
    ASSIGN_OR_RETURN(const Rows found, FindSlot(session, customer, message));
    if (found.empty()) return UnknownContact(message);
    if (SlotOf(found[0]).state == SlotState::kCommitted) return SlotOf(found[0]);
    ASSIGN_OR_RETURN(
        const Rows rows,
        session.Run(sql::kCommitSlot, {{"now", now}, {"customer_id", customer}, {"message_id", message}}));
    if (rows.empty()) return LostPlace(message);
    // In this order: others hold the head of the log when they change a consent.
    RETURN_IF_ERROR(NoteContact(session, customer));
    RETURN_IF_ERROR(session
                        .Run(sql::kNoteUse, {{"now", now},
                                             {"customer_id", customer},
                                             {"channel", found[0].Int(7)},
                                             {"purpose_id", found[0].Text(9)}})
                        .status());
    return SlotOf(rows[0]);
  });
}

absl::StatusOr<ContactSlot> SqlSlotStore::Release(std::string_view customer, std::string_view message) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<ContactSlot> {
    ASSIGN_OR_RETURN(const absl::Time now, TakeTurn(session, customer, means_.clock.Now()));
    ASSIGN_OR_RETURN(const Rows found, FindSlot(session, customer, message));
    if (found.empty()) return UnknownContact(message);
    if (SlotOf(found[0]).state == SlotState::kCommitted) return AlreadyOut(message);
    if (SlotOf(found[0]).state == SlotState::kReleased) return SlotOf(found[0]);
    RETURN_IF_ERROR(LosePlace(session, customer, message, now));
    RETURN_IF_ERROR(NoteContact(session, customer));
    ASSIGN_OR_RETURN(const Rows released, FindSlot(session, customer, message));
    return SlotOf(released[0]);
  });
}

absl::StatusOr<FrequencyPolicy> SqlSlotStore::SetPolicy(const FrequencyPolicy& policy) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<FrequencyPolicy> {
    ASSIGN_OR_RETURN(const LogAppender log, LogAppender::Hold(session, means_));
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kAddPolicy, {{"in_day", policy.in_day},
                                                   {"in_week", policy.in_week},
                                                   {"in_month", policy.in_month},
                                                   {"in_year", policy.in_year},
                                                   {"min_gap_us", absl::ToInt64Microseconds(policy.min_gap)},
                                                   {"quiet_start", policy.quiet_start},
                                                   {"quiet_end", policy.quiet_end},
                                                   {"time_zone", policy.zone.name()},
                                                   {"now", log.now()}}));
    RETURN_IF_ERROR(NoteChangeOfAll(session));
    return PolicyOf(rows[0], 0);
  });
}

absl::StatusOr<FrequencyPolicy> SqlSlotStore::GetPolicy() {
  const auto read = [&](Session& session) -> absl::StatusOr<FrequencyPolicy> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindPolicy));
    return rows.empty() ? FrequencyPolicy() : PolicyOf(rows[0], 0);
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
