#include "tools/bestandctl/verify/state_replay.h"

#include <algorithm>

#include "absl/strings/strip.h"
#include "tools/bestandctl/verify/fault.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;

// Kinds of events; the numbers are in the log for good. Others do not change what is compared here.
enum Kind {
  kRequested = 1,
  kConfirmed = 3,
  kWithdrawn = 4,
  kObjected = 5,
  kObjectionLifted = 6,
  kOfflineConsent = 25,
  kDisowned = 30,
  kErased = 40,
  kExpired = 43,
  kImported = 50,
  kUnproven = 51,
  kBounced = 60,
  kComplained = 61
};

constexpr int kAll = 0;  // channels

// Named with or without its collection.
std::string CampaignOf(const Payload& payload) {
  return std::string(absl::StripPrefix(ValueIn(payload, "campaign"), "campaigns/"));
}

int BitOf(int channel) { return 1 << channel; }

}  // namespace

absl::Status StateReplay::Apply(const LeafFields& leaf, const v1::LoggedEvent& event) {
  Subject& subject = subjects_[leaf.subject];
  if (leaf.kind == kErased) subject = {};
  // What is gone comes to nothing: a later event says so, or else that is a fault of its own.
  if (!event.has_payload()) return absl::OkStatus();
  return Change(subject, leaf, event);
}

absl::Status StateReplay::Change(Subject& subject, const LeafFields& leaf, const v1::LoggedEvent& event) {
  const Payload payload = PayloadOf(event.payload().payload());
  if (leaf.kind == kConfirmed) return Confirm(subject, leaf, payload, event.log_index());
  Give(subject, leaf, event.wording(), payload);
  End(subject, leaf, payload);
  return absl::OkStatus();
}

// What brings requests and consents, or lets them be brought again.
void StateReplay::Give(Subject& subject, const LeafFields& leaf, int wording, const Payload& payload) {
  switch (leaf.kind) {
    case kRequested:
      Request(subject, leaf, wording, payload);
      break;
    case kOfflineConsent:
    case kImported:
    case kUnproven:
      SignElsewhere(subject, leaf, wording, payload);
      break;
    case kObjectionLifted:
      Lift(subject, leaf, payload);
      break;
  }
}

// What ends them.
void StateReplay::End(Subject& subject, const LeafFields& leaf, const Payload& payload) {
  switch (leaf.kind) {
    case kWithdrawn:
      Withdraw(subject, leaf, payload);
      break;
    case kObjected:
    case kComplained:
      Object(subject, leaf);
      break;
    case kExpired:
      Expire(subject, leaf, payload);
      break;
    case kDisowned:
    case kBounced:
      Disown(subject, leaf, payload);
      break;
  }
}

void StateReplay::Request(Subject& subject, const LeafFields& leaf, int wording, const Payload& payload) {
  absl::Time expire;
  std::string error;
  const bool told = absl::ParseTime(absl::RFC3339_full, ValueIn(payload, "expire_time"), &expire, &error);
  subject.left_out = subject.left_out || !told;
  const std::string address = ValueIn(payload, "address");
  subject.opt_ins[{ValueIn(payload, "opt_in"), leaf.purpose}] = {
      leaf.channel, wording, address,      ValueIn(payload, "mail") == "queued",
      leaf.time,    expire,  std::nullopt, CampaignOf(payload)};
  Consent& consent = subject.consents[{leaf.channel, leaf.purpose}];
  consent.id = ValueIn(payload, "consent");
  consent.request = leaf.time;
  consent.expire = expire;
  if (consent.confirm.has_value()) return;
  consent.address = address;
  consent.wording = wording;
}

// Makes a consent that is to be confirmed, where there is none.
void StateReplay::SignElsewhere(Subject& subject, const LeafFields& leaf, int wording,
                                const Payload& payload) {
  Consent consent;
  consent.id = ValueIn(payload, "consent");
  consent.address = ValueIn(payload, "address");
  consent.wording = wording;
  subject.consents.try_emplace({leaf.channel, leaf.purpose}, consent);
  if (leaf.kind == kImported) Import(subject, leaf, wording, payload);
}

// Confirmed when it says, unless something newer is.
void StateReplay::Import(Subject& subject, const LeafFields& leaf, int wording, const Payload& payload) {
  Consent& consent = subject.consents[{leaf.channel, leaf.purpose}];
  absl::Time confirm;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, ValueIn(payload, "confirm_time"), &confirm, &error)) return;
  if (consent.confirm.has_value() && *consent.confirm >= confirm) return;
  consent.confirm = confirm;
  consent.address = ValueIn(payload, "address");
  consent.wording = wording;
}

absl::Status StateReplay::Confirm(Subject& subject, const LeafFields& leaf, const Payload& payload,
                                  int64_t index) {
  const auto opt_in = subject.opt_ins.find({ValueIn(payload, "opt_in"), leaf.purpose});
  const auto consent = subject.consents.find({leaf.channel, leaf.purpose});
  if (opt_in == subject.opt_ins.end() || consent == subject.consents.end()) {
    return Fault(EventPlace(index), "it confirms what was not asked");
  }
  opt_in->second.confirm = consent->second.confirm = leaf.time;
  consent->second.address = opt_in->second.address;
  consent->second.wording = opt_in->second.wording;
  return absl::OkStatus();
}

// Either by the person, also where there was no consent yet; or since an objection ended it that a newer
// opt-in lifts: then as of the objection.
void StateReplay::Withdraw(Subject& subject, const LeafFields& leaf, const Payload& payload) {
  const bool by_objection = payload.contains("reason");
  if (!by_objection) EndRequests(subject, leaf);
  Consent& consent = subject.consents[{leaf.channel, leaf.purpose}];
  if (consent.id.empty()) consent.id = ValueIn(payload, "consent");
  consent.withdraw = by_objection ? StandingObjection(subject, leaf.channel) : leaf.time;
}

// Takes away all of its channel and purpose, but that it is withdrawn; a ground beside it is not compared.
void StateReplay::Expire(Subject& subject, const LeafFields& leaf, const Payload& payload) {
  if (ValueIn(payload, "rule") == "ground") return;
  std::erase_if(subject.opt_ins, [&](const auto& entry) {
    return entry.second.channel == leaf.channel && entry.first.second == leaf.purpose;
  });
  subject.consents.erase({leaf.channel, leaf.purpose});
  if (ValueIn(payload, "rule") != "withdrawn") return;
  Consent& consent = subject.consents[{leaf.channel, leaf.purpose}];
  consent.id = ValueIn(payload, "consent");
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, ValueIn(payload, "withdraw_time"), &time, &error))
    consent.withdraw = time;
}

// Ends its request, and the consent's where no newer one came after it.
void StateReplay::Disown(Subject& subject, const LeafFields& leaf, const Payload& payload) {
  const auto found = subject.opt_ins.find({ValueIn(payload, "opt_in"), leaf.purpose});
  if (found == subject.opt_ins.end()) return;
  OptIn& opt_in = found->second;
  if (opt_in.confirm.has_value() || opt_in.expire <= leaf.time) return;
  opt_in.expire = leaf.time;
  Consent& consent = subject.consents[{leaf.channel, leaf.purpose}];
  if (consent.request == opt_in.request) consent.expire = leaf.time;
}

void StateReplay::Object(Subject& subject, const LeafFields& leaf) {
  subject.objections[leaf.channel] = {leaf.time, 0};
  EndRequests(subject, leaf);
}

// By a newer opt-in for its channel alone, or as a mistake.
void StateReplay::Lift(Subject& subject, const LeafFields& leaf, const Payload& payload) {
  subject.objections.erase(leaf.channel);
  if (!payload.contains("opt_in")) return;
  const auto all = subject.objections.find(kAll);
  if (all != subject.objections.end()) all->second.lifted |= BitOf(leaf.channel);
}

void StateReplay::EndRequests(Subject& subject, const LeafFields& leaf) {
  const auto concerns = [&](int channel, const std::string& purpose) {
    return (leaf.channel == kAll || leaf.channel == channel) &&
           (leaf.purpose.empty() || leaf.purpose == purpose);
  };
  for (auto& [key, opt_in] : subject.opt_ins) {
    const bool open = !opt_in.confirm.has_value() && opt_in.expire > leaf.time;
    if (open && concerns(opt_in.channel, key.second)) opt_in.expire = leaf.time;
  }
  for (auto& [place, consent] : subject.consents) {
    const bool open = consent.expire.has_value() && *consent.expire > leaf.time;
    if (open && concerns(place.first, place.second)) consent.expire = leaf.time;
  }
}

StateReplay::MaybeTime StateReplay::StandingObjection(const Subject& subject, int channel) {
  MaybeTime newest;
  const auto all = subject.objections.find(kAll);
  if (all != subject.objections.end() && (all->second.lifted & BitOf(channel)) == 0)
    newest = all->second.time;
  const auto one = subject.objections.find(channel);
  if (one != subject.objections.end()) newest = std::max(newest.value_or(one->second.time), one->second.time);
  return newest;
}

}  // namespace bestand::ctl
