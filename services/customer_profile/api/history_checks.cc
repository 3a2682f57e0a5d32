#include "common/validate/violations.h"
#include "services/customer_profile/api/history_wire.h"

namespace bestand::customer_profile {
namespace {

// Bytes; a character has at most four.
constexpr size_t Characters(size_t count) { return 4 * count; }

bool IsChannel(int channel) { return v1::Channel_IsValid(channel); }

void UnlessTimeOrUnset(Violations& found, std::string_view field, bool set,
                       const google::protobuf::Timestamp& time) {
  if (set) found.UnlessTime(field, time);
}

}  // namespace

absl::Status CheckRequest(const v1::RecordInteractionRequest& request) {
  const v1::Interaction& interaction = request.interaction();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessKnown("interaction.direction", interaction.direction(), v1::Direction_IsValid);
  found.Unless(IsChannel(interaction.channel()), "interaction.channel", "must be a known channel");
  UnlessTimeOrUnset(found, "interaction.event_time", interaction.has_event_time(), interaction.event_time());
  found.UnlessText("interaction.actor", interaction.actor(), Characters(100));
  found.UnlessText("interaction.subject", interaction.subject(), Characters(200));
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordGiftRequest& request) {
  const v1::Gift& gift = request.gift();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessRequiredText("gift.kind", gift.kind(), Characters(64));
  found.UnlessText("gift.display_name", gift.display_name(), Characters(200));
  if (gift.has_worth()) found.UnlessMoney("gift.worth", gift.worth(), Sign::kNotNegative);
  found.UnlessText("gift.occasion", gift.occasion(), Characters(64));
  UnlessTimeOrUnset(found, "gift.give_time", gift.has_give_time(), gift.give_time());
  found.UnlessNameOrEmpty("gift.reward", gift.reward(), "rewards/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordComplaintRequest& request) {
  const v1::Complaint& complaint = request.complaint();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessText("complaint.subject", complaint.subject(), Characters(500));
  found.Unless(!complaint.subject().empty(), "complaint.subject", "is missing");
  UnlessTimeOrUnset(found, "complaint.open_time", complaint.has_open_time(), complaint.open_time());
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
