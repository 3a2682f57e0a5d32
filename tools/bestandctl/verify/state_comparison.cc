// How StateReplay compares what it worked out with what is stored.

#include <algorithm>

#include "common/validate/wire_values.h"
#include "tools/bestandctl/verify/fault.h"
#include "tools/bestandctl/verify/state_replay.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;

std::optional<absl::Time> MaybeTimeOf(bool has, const google::protobuf::Timestamp& time) {
  return has ? std::optional(ToTime(time)) : std::nullopt;
}

}  // namespace

absl::StatusOr<StateReplay::Subject*> StateReplay::Find(const std::string& subject,
                                                        const std::string& place) {
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return Fault(place, "no event speaks of its subject");
  ++found->second.seen;
  return &found->second;
}

absl::Status StateReplay::Take(const v1::LoggedConsent& wire) {
  const std::string place = "consent " + wire.consent_id();
  ASSIGN_OR_RETURN(const Subject* subject, Find(wire.subject(), place));
  if (subject->left_out) return absl::OkStatus();
  const auto found = subject->consents.find({wire.channel(), wire.purpose()});
  if (found == subject->consents.end()) return Fault(place, "no event made it");
  const Consent stored{wire.consent_id(),
                       wire.address(),
                       wire.wording(),
                       MaybeTimeOf(wire.has_request_time(), wire.request_time()),
                       MaybeTimeOf(wire.has_expire_time(), wire.expire_time()),
                       MaybeTimeOf(wire.has_confirm_time(), wire.confirm_time()),
                       MaybeTimeOf(wire.has_withdraw_time(), wire.withdraw_time())};
  return stored == found->second ? absl::OkStatus() : Fault(place, "it is not what its events say");
}

absl::Status StateReplay::Take(const v1::LoggedOptIn& wire) {
  const std::string place = "request " + wire.opt_in_id();
  ASSIGN_OR_RETURN(const Subject* subject, Find(wire.subject(), place));
  if (subject->left_out) return absl::OkStatus();
  const auto found = subject->opt_ins.find({wire.opt_in_id(), wire.purpose()});
  if (found == subject->opt_ins.end()) return Fault(place, "no event made it");
  OptIn expected = found->second;
  if (wire.campaign().empty()) expected.campaign.clear();  // an older version kept none beside the event
  const OptIn stored{wire.channel(),
                     wire.wording(),
                     wire.address(),
                     wire.mailed(),
                     ToTime(wire.request_time()),
                     ToTime(wire.expire_time()),
                     MaybeTimeOf(wire.has_confirm_time(), wire.confirm_time()),
                     wire.campaign()};
  return stored == expected ? absl::OkStatus() : Fault(place, "it is not what its events say");
}

absl::Status StateReplay::Take(const v1::LoggedObjection& wire) {
  const std::string place =
      "an objection of " + absl::FormatTime(ToTime(wire.object_time()), absl::UTCTimeZone());
  ASSIGN_OR_RETURN(const Subject* subject, Find(wire.subject(), place));
  if (subject->left_out) return absl::OkStatus();
  const auto found = subject->objections.find(wire.channel());
  if (found == subject->objections.end()) return Fault(place, "no event made it");
  const Objection stored{ToTime(wire.object_time()), wire.lifted_channels()};
  return stored == found->second ? absl::OkStatus() : Fault(place, "it is not what its events say");
}

absl::Status StateReplay::Finish() const {
  for (const auto& [name, subject] : subjects_) {
    if (subject.left_out || subject.seen == subject.size()) continue;
    return Fault("where consents stand", "a consent, request or objection that events made is missing");
  }
  return absl::OkStatus();
}

int64_t StateReplay::left_out() const {
  return std::ranges::count_if(subjects_, [](const auto& entry) { return entry.second.left_out; });
}

}  // namespace bestand::ctl
