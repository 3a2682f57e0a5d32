#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "common/tlog/checkpoint.h"
#include "tools/bestandctl/verify/cosignings.h"
#include "tools/bestandctl/verify/event_checks.h"
#include "tools/bestandctl/verify/state_replay.h"
#include "tools/bestandctl/verify/time_stamps.h"

namespace bestand::ctl {

// What is known from elsewhere.
struct Trust {
  std::optional<tlog::Verifier> public_key;  // without it, the one that the log names
  std::vector<std::string> checkpoints;      // signed notes of earlier moments
  std::vector<tlog::Verifier> witnesses;     // whose cosignature there must be
  std::string time_stamp_ca_file = {};       // who must vouch for its time stamp; empty: there may be none
};

// What a sound log holds.
struct Verified {
  int64_t events = 0;
  int64_t checkpoints = 0;        // of Trust, besides the log's own
  int64_t subjects_left_out = 0;  // whose state could not be worked out, see StateReplay
  std::string public_key;
  std::string root;                 // 32 bytes
  std::vector<Cosigning> cosigned;  // the newest of each witness of Trust
  std::optional<Stamping> stamped;  // when Trust names who vouches for it
};

// Checks a whole log as ExportLog sends it, and needs nothing else: leaves, hashes, tree, signature,
// payloads, chains, wordings, state, and that it is what its witnesses, its time stamp and Trust's
// checkpoints saw. One thread at a time.
class LogVerifier {
 public:
  explicit LogVerifier(Trust trust) : trust_(std::move(trust)) {}

  // Returns the first fault, EVIDENCE_FAULTY; SETTING_INVALID for a checkpoint of Trust that is none of this
  // log.
  absl::Status Take(const consent::v1::ExportLogResponse& chunk);
  absl::StatusOr<Verified> Finish();

  // For a progress bar.
  int64_t done() const { return events_.count(); }
  int64_t total() const { return head_.log_size(); }

 private:
  absl::Status TakeHead(const consent::v1::LogHead& head);
  absl::Status TakeEvent(const consent::v1::LoggedEvent& event);
  absl::Status TakeNode(const consent::v1::LogNode& node);
  absl::Status TakeKept();
  absl::Status TakeStamped();
  absl::Status CheckKept();
  absl::Status CheckHead() const;

  const Trust trust_;
  bool begun_ = false;
  consent::v1::LogHead head_;
  tlog::Verifier key_;
  std::vector<tlog::Checkpoint> kept_;  // of Trust and of others, by size, those to come
  std::vector<Cosigning> cosigned_;
  std::optional<Stamping> stamped_;
  EventChecks events_;
  StateReplay state_;
  tlog::Edge edge_;
  std::string nodes_;  // hashes of the subtrees in the order of their completion
  int64_t nodes_seen_ = 0;
  int64_t leaf_of_node_ = 2;  // how many leaves complete the next node
  int level_of_node_ = 0;
};

}  // namespace bestand::ctl
