#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/customer_profile/api/history_wire.h"

namespace bestand::customer_profile {
namespace {

// Bytes; a character has at most four.
constexpr size_t Characters(size_t count) { return 4 * count; }

bool IsChannel(int channel) { return v1::Channel_IsValid(channel); }

// Of the time at which something happened.
void UnlessPast(Violations& found, std::string_view field, const google::protobuf::Timestamp& time,
                absl::Time latest) {
  const bool past = ToTime(time) <= latest;
  found.Unless(past, field, "lies in the future");
  if (past) found.UnlessTime(field, time);
}

}  // namespace

absl::Status CheckRequest(const v1::RecordInteractionRequest& request, absl::Time latest) {
  const v1::Interaction& interaction = request.interaction();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessKnown("interaction.direction", interaction.direction(), v1::Direction_IsValid);
  found.Unless(IsChannel(interaction.channel()), "interaction.channel", "must be a known channel");
  if (interaction.has_event_time()) {
    UnlessPast(found, "interaction.event_time", interaction.event_time(), latest);
  }
  found.UnlessText("interaction.actor", interaction.actor(), Characters(100));
  found.UnlessText("interaction.subject", interaction.subject(), Characters(200));
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordGiftRequest& request, absl::Time latest) {
  const v1::Gift& gift = request.gift();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessRequiredText("gift.kind", gift.kind(), Characters(64));
  found.UnlessText("gift.display_name", gift.display_name(), Characters(200));
  if (gift.has_worth()) found.UnlessMoney("gift.worth", gift.worth(), Sign::kNotNegative);
  found.UnlessText("gift.occasion", gift.occasion(), Characters(64));
  if (gift.has_give_time()) UnlessPast(found, "gift.give_time", gift.give_time(), latest);
  found.UnlessNameOrEmpty("gift.reward", gift.reward(), "rewards/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordComplaintRequest& request, absl::Time latest) {
  const v1::Complaint& complaint = request.complaint();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessText("complaint.subject", complaint.subject(), Characters(500));
  found.Unless(!complaint.subject().empty(), "complaint.subject", "is missing");
  if (complaint.has_open_time()) UnlessPast(found, "complaint.open_time", complaint.open_time(), latest);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ResolveComplaintRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "customers/*/complaints/*");
  if (found.empty()) found.UnlessUuid("name", ComplaintIdOf(request.name()));
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListTimelineRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessPageSize(request.page_size());
  found.Unless(v1::TimelineKind_IsValid(request.kind()), "kind", "must be a known kind");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetLastContactRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListNotContactedSinceRequest& request) {
  Violations found;
  found.UnlessPageSize(request.page_size());
  found.Unless(request.has_since_time(), "since_time", "is missing");
  if (request.has_since_time()) found.UnlessTime("since_time", request.since_time());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetGiftContextRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  return found.ToStatus();
}

}  // namespace bestand::customer_profile
