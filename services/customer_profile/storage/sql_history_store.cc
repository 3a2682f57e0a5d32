#include "services/customer_profile/storage/sql_history_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "common/time/clock.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/sql_behaviour_store.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Rows;
using storage::Session;

absl::Status AddInteraction(Session& session, std::string_view customer_id, int64_t day,
                            const Interaction& interaction) {
  return session
      .Run(sql::kAddInteraction, {{"customer_id", customer_id},
                                  {"event_time", interaction.event_time},
                                  {"day", day},
                                  {"interaction_id", interaction.interaction_id},
                                  {"direction", static_cast<int>(interaction.direction)},
                                  {"channel", interaction.channel},
                                  {"actor", interaction.actor},
                                  {"subject", interaction.subject}})
      .status();
}

absl::Status NoteLast(Session& session, std::string_view customer_id, const Interaction& interaction) {
  const bool outbound = interaction.direction == Direction::kOutbound;
  return session
      .Run(outbound ? sql::kNoteOutbound : sql::kNoteInbound, {{"customer_id", customer_id},
                                                               {"event_time", interaction.event_time},
                                                               {"interaction_id", interaction.interaction_id},
                                                               {"channel", interaction.channel},
                                                               {"actor", interaction.actor},
                                                               {"subject", interaction.subject}})
      .status();
}

absl::Status RefreshBehaviour(Session& session, std::string_view customer_id) {
  const std::string one(customer_id);
  return RefreshBehaviours(session, {&one, 1});
}

absl::Status CheckRoom(Session& session, std::string_view customer_id, const Preference& preference) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListPreferences, {{"customer_id", customer_id}}));
  if (rows.size() < kMaxPreferences) return absl::OkStatus();
  for (const storage::Row row : rows) {
    if (row.Text(0) == preference.attribute && row.Text(1) == preference.value) return absl::OkStatus();
  }
  return Failure(absl::StatusCode::kFailedPrecondition, "ROW_REFUSED",
                 "The customer has 500 preferences already, which is the most.");
}

}  // namespace

absl::Status SqlHistoryStore::Write(std::string_view customer_id, ChangeKind kind,
                                    absl::FunctionRef<absl::Status(Session&)> write) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(LockCustomer(session, customer_id));
    RETURN_IF_ERROR(write(session));
    return Tell(outbox_, session, kind, customer_id);
  });
}

absl::Status SqlHistoryStore::Record(std::string_view customer_id, const Interaction& interaction) {
  return Write(customer_id, ChangeKind::kInteraction, [&](Session& session) -> absl::Status {
    const int64_t day = DayOf(interaction.event_time, company_.zone);
    RETURN_IF_ERROR(AddInteraction(session, customer_id, day, interaction));
    RETURN_IF_ERROR(NoteLast(session, customer_id, interaction));
    if (interaction.direction != Direction::kOutbound) return RefreshBehaviour(session, customer_id);
    RETURN_IF_ERROR(session
                        .Run(sql::kNoteOutboundDay,
                             {{"customer_id", customer_id}, {"bucket", BucketOf(customer_id)}, {"day", day}})
                        .status());
    return RefreshBehaviour(session, customer_id);
  });
}

absl::Status SqlHistoryStore::Record(std::string_view customer_id, const Gift& gift) {
  return Write(customer_id, ChangeKind::kGiftContext, [&](Session& session) {
    return session
        .Run(sql::kAddGift, {{"customer_id", customer_id},
                             {"give_time", gift.give_time},
                             {"gift_id", gift.gift_id},
                             {"kind", gift.kind},
                             {"display_name", gift.display_name},
                             {"occasion", gift.occasion},
                             {"reward", gift.reward},
                             {"worth_minor", gift.worth_minor},
                             {"worth_currency", gift.worth_currency}})
        .status();
  });
}

absl::Status SqlHistoryStore::Record(std::string_view customer_id, const Complaint& complaint) {
  return Write(customer_id, ChangeKind::kGiftContext, [&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session
                        .Run(sql::kAddComplaint, {{"customer_id", customer_id},
                                                  {"complaint_id", complaint.complaint_id},
                                                  {"subject", complaint.subject},
                                                  {"open_time", complaint.open_time}})
                        .status());
    return RefreshBehaviour(session, customer_id);
  });
}

absl::StatusOr<Complaint> SqlHistoryStore::Resolve(std::string_view customer_id,
                                                   std::string_view complaint_id) {
  Complaint complaint{.complaint_id = std::string(complaint_id)};
  RETURN_IF_ERROR(Write(customer_id, ChangeKind::kGiftContext, [&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kResolveComplaint, {{"customer_id", customer_id},
                                                                           {"complaint_id", complaint_id}}));
    if (rows.empty()) {
      return Failure(absl::StatusCode::kNotFound, "COMPLAINT_UNKNOWN",
                     "There is no such complaint; list the customer's timeline.",
                     {{"complaint", std::string(complaint_id)}});
    }
    complaint.subject = rows[0].Text(0);
    complaint.open_time = rows[0].Time(1);
    complaint.resolve_time = rows[0].Time(2);
    return RefreshBehaviour(session, customer_id);
  }));
  return complaint;
}

absl::Status SqlHistoryStore::SetPreference(std::string_view customer_id, const Preference& preference) {
  return Write(customer_id, ChangeKind::kGiftContext, [&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(CheckRoom(session, customer_id, preference));
    return session
        .Run(sql::kSetPreference, {{"customer_id", customer_id},
                                   {"attribute", preference.attribute},
                                   {"value", preference.value},
                                   {"attitude", static_cast<int>(preference.attitude)},
                                   {"stated", preference.stated}})
        .status();
  });
}

}  // namespace bestand::customer_profile
