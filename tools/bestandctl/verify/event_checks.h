#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "tools/bestandctl/verify/leaf_fields.h"

namespace bestand::ctl {

namespace consent_v1 = consent::v1;

// Checks events one by one, in order: place, bytes, hash, time, chain, wording and what was recorded. All
// faults are EVIDENCE_FAULTY and name the event. One thread at a time.
class EventChecks {
 public:
  absl::Status Take(const consent_v1::EvidenceWording& wording);

  // Returns what the event's bytes say.
  absl::StatusOr<LeafFields> Take(const consent_v1::LoggedEvent& event);

  // Says whether the tip is the last leaf of its chain; each chain has one.
  absl::Status Take(const consent_v1::ChainTip& tip);

  // Says whether an erasure tells of all that is gone, every chain had its tip, and the head the time of the
  // last event.
  absl::Status Finish(absl::Time last_event_time) const;

  int64_t count() const { return count_; }

 private:
  absl::Status CheckColumns(const consent_v1::LoggedEvent& event, const LeafFields& leaf) const;
  absl::Status CheckOrder(const consent_v1::LoggedEvent& event, const LeafFields& leaf);
  // The events of a subject's channel and purpose.
  struct Chain {
    std::string last;                      // leaf hash
    std::optional<int64_t> first_present;  // its first event with a payload
    std::vector<int64_t> gone;             // its events without one that nothing tells of yet, by place
  };

  static absl::Status EndGone(Chain& chain);
  static absl::Status EndSome(Chain& chain, const std::string& places);
  static absl::Status Expire(Chain& chain, const consent_v1::LoggedEvent& event);
  absl::Status CheckNothingGone() const;
  absl::Status CheckErasure(const consent_v1::LoggedEvent& event, const LeafFields& leaf);
  absl::Status CheckWording(const consent_v1::LoggedEvent& event, const LeafFields& leaf) const;

  std::map<std::string, std::string> wordings_;  // hash by name
  std::map<std::string, Chain> chains_;          // by subject, channel and purpose
  std::unordered_map<std::string, int64_t> gone_,
      present_;                   // a subject's first event without and with a payload
  std::set<std::string> erased_;  // subjects
  size_t tips_ = 0;
  int64_t count_ = 0;
  absl::Time time_ = absl::UnixEpoch();  // of the last event
};

}  // namespace bestand::ctl
