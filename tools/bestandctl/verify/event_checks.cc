#include "tools/bestandctl/verify/event_checks.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/id/digest.h"
#include "common/tlog/tree.h"
#include "common/validate/wire_values.h"
#include "tools/bestandctl/verify/fault.h"
#include "tools/bestandctl/verify/payload_fields.h"

namespace bestand::ctl {
namespace {

using consent_v1::LoggedEvent;

const std::string kZeroHash(tlog::kHashBytes, '\0');

std::string ChainOf(const std::string& subject, int channel, const std::string& purpose) {
  return subject + std::to_string(channel) + ' ' + purpose;
}

// Kinds of events; the numbers are in the log for good.
constexpr int kErased = 40;
constexpr int kExpired = 43;

constexpr size_t kSubjectBytes = 16;

absl::Status CheckPayload(const LoggedEvent& event, const LeafFields& leaf) {
  const std::string place = EventPlace(event.log_index());
  const auto& payload = event.payload();
  if (payload.subject() != leaf.subject) return Fault(place, "what was recorded about it is another's");
  if (payload.salt().empty()) return Fault(place, "what was recorded about it does not open");
  if (payload.salt().size() != tlog::kHashBytes ||
      Sha256(payload.salt() + payload.payload()) != leaf.commitment) {
    return Fault(place, "what was recorded about it does not match its commitment");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status EventChecks::Take(const consent_v1::EvidenceWording& wording) {
  if (Sha256(wording.text()) != wording.text_hash()) {
    return Fault("wording " + wording.name(), "its text does not match its hash");
  }
  wordings_[wording.name()] = wording.text_hash();
  return absl::OkStatus();
}

absl::StatusOr<LeafFields> EventChecks::Take(const LoggedEvent& event) {
  const std::string place = EventPlace(count_);
  if (event.log_index() != count_) {
    return Fault(place, "comes with the number " + std::to_string(event.log_index()));
  }
  const auto leaf = ReadLeaf(event.leaf());
  if (!leaf.has_value()) return Fault(place, "its bytes are no event");
  if (tlog::LeafHash(event.leaf()) != event.leaf_hash())
    return Fault(place, "its hash is not that of its bytes");
  RETURN_IF_ERROR(CheckColumns(event, *leaf));
  RETURN_IF_ERROR(CheckOrder(event, *leaf));
  RETURN_IF_ERROR(CheckWording(event, *leaf));
  RETURN_IF_ERROR(CheckErasure(event, *leaf));
  if (event.has_payload()) RETURN_IF_ERROR(CheckPayload(event, *leaf));
  ++count_;
  return *leaf;
}

// What is gone needs an erasure of its subject, or an expiry of its chain, at its place or later; and before
// one nothing of them is there.
absl::Status EventChecks::CheckErasure(const LoggedEvent& event, const LeafFields& leaf) {
  const std::string place = EventPlace(count_);
  if (erased_.contains(leaf.subject)) return Fault(place, "it is of a subject that was erased before");
  Chain& chain = chains_[ChainOf(leaf.subject, leaf.channel, leaf.purpose)];
  if (leaf.kind == kExpired) RETURN_IF_ERROR(Expire(chain, event));
  if (!event.has_payload()) chain.gone.push_back(count_);
  if (event.has_payload() && !chain.first_present.has_value()) chain.first_present = count_;
  if (leaf.kind != kErased) return absl::OkStatus();
  for (auto each = chains_.lower_bound(leaf.subject);
       each != chains_.end() && each->first.starts_with(leaf.subject); ++each) {
    RETURN_IF_ERROR(EndGone(each->second));
  }
  erased_.insert(leaf.subject);
  return absl::OkStatus();
}

// An event tells that all of a chain so far is gone.
absl::Status EventChecks::EndGone(Chain& chain) {
  if (chain.first_present.has_value()) {
    return Fault(EventPlace(*chain.first_present), "what was recorded about it is still there after its end");
  }
  chain.gone.clear();
  return absl::OkStatus();
}

// An event tells that some events of a chain are gone: those of a ground, beside which objections stay.
absl::Status EventChecks::EndSome(Chain& chain, const std::string& places) {
  for (const absl::string_view text : absl::StrSplit(places, ' ', absl::SkipEmpty())) {
    int64_t place = -1;
    const bool told = absl::SimpleAtoi(text, &place);
    const auto found = std::ranges::lower_bound(chain.gone, place);
    if (!told || found == chain.gone.end() || *found != place)
      return Fault(EventPlace(place), "what was recorded about it is still there after its end");
    chain.gone.erase(found);
  }
  return absl::OkStatus();
}

// What an expiry tells of is in its payload; where that is gone itself, a later event tells of all.
absl::Status EventChecks::Expire(Chain& chain, const LoggedEvent& event) {
  const Payload payload = PayloadOf(event.payload().payload());
  if (!event.has_payload()) return absl::OkStatus();
  return ValueIn(payload, "rule") == "ground" ? EndSome(chain, ValueIn(payload, "events")) : EndGone(chain);
}

absl::Status EventChecks::CheckColumns(const LoggedEvent& event, const LeafFields& leaf) const {
  const std::string place = EventPlace(count_);
  if (event.event_id() != leaf.event_id) return Fault(place, "its id is not that of its bytes");
  if (event.kind() != leaf.kind) return Fault(place, "its kind is not that of its bytes");
  if (ToTime(event.event_time()) != leaf.time) return Fault(place, "its time is not that of its bytes");
  if (event.subject() != leaf.subject) return Fault(place, "its subject is not that of its bytes");
  if (event.channel() != leaf.channel) return Fault(place, "its channel is not that of its bytes");
  if (event.purpose() != leaf.purpose) return Fault(place, "its purpose is not that of its bytes");
  return absl::OkStatus();
}

absl::Status EventChecks::CheckOrder(const LoggedEvent& event, const LeafFields& leaf) {
  const std::string place = EventPlace(count_);
  if (leaf.time < time_) return Fault(place, "it is older than the one before");
  time_ = leaf.time;
  std::string& last = chains_[ChainOf(leaf.subject, leaf.channel, leaf.purpose)].last;
  if (last.empty()) last = kZeroHash;
  if (leaf.previous != last) return Fault(place, "it does not follow the last of its subject and purpose");
  last = event.leaf_hash();
  return absl::OkStatus();
}

absl::Status EventChecks::CheckWording(const LoggedEvent& event, const LeafFields& leaf) const {
  const std::string place = EventPlace(count_);
  if (event.wording() == 0) {
    return leaf.wording_hash == kZeroHash ? absl::OkStatus() : Fault(place, "its wording is not named");
  }
  const auto found =
      wordings_.find("purposes/" + event.purpose() + "/wordings/" + std::to_string(event.wording()));
  if (found == wordings_.end()) return Fault(place, "its wording does not exist");
  return found->second == leaf.wording_hash ? absl::OkStatus()
                                            : Fault(place, "its wording is not that of its bytes");
}

absl::Status EventChecks::Take(const consent_v1::ChainTip& tip) {
  if (tips_ == 0) RETURN_IF_ERROR(CheckNothingGone());  // now that all events were seen
  const auto chain = chains_.find(ChainOf(tip.subject(), tip.channel(), tip.purpose()));
  const std::string place = "chain tip " + std::to_string(tips_++);
  if (erased_.contains(tip.subject())) return Fault(place, "its subject was erased");
  if (chain == chains_.end()) return Fault(place, "no event belongs to it");
  return chain->second.last == tip.leaf_hash() ? absl::OkStatus()
                                               : Fault(place, "it is not the last of its chain");
}

absl::Status EventChecks::CheckNothingGone() const {
  for (const auto& [name, chain] : chains_) {
    if (chain.gone.empty()) continue;
    return Fault(EventPlace(chain.gone.front()),
                 "what was recorded about it is gone, and no erasure tells of it");
  }
  return absl::OkStatus();
}

absl::Status EventChecks::Finish(absl::Time last_event_time) const {
  RETURN_IF_ERROR(CheckNothingGone());
  // The tips of erased subjects went with them.
  const auto remaining = std::ranges::count_if(
      chains_, [&](const auto& chain) { return !erased_.contains(chain.first.substr(0, kSubjectBytes)); });
  if (static_cast<std::ptrdiff_t>(tips_) != remaining)
    return Fault("chain tips", "their number is not that of the chains");
  return last_event_time == time_ ? absl::OkStatus()
                                  : Fault("the head", "its time is not that of the last event");
}

}  // namespace bestand::ctl
