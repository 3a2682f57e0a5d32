#include "tools/bestandctl/verify/log_verifier.h"

#include <algorithm>
#include <bit>

#include "common/validate/wire_values.h"
#include "tools/bestandctl/verify/fault.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;

absl::Status NotOfThisLog() {
  return Failure(
      absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
      "A checkpoint that was given is not signed by the log's key; give one of this log, or its key.");
}

template <class Rows, class Taker>
absl::Status TakeAll(const Rows& rows, Taker& taker) {
  for (const auto& row : rows) RETURN_IF_ERROR(taker.Take(row));
  return absl::OkStatus();
}

}  // namespace

absl::Status LogVerifier::Take(const v1::ExportLogResponse& chunk) {
  if (chunk.has_head()) RETURN_IF_ERROR(TakeHead(chunk.head()));
  if (!begun_) return Fault("the head", "it does not come first");
  RETURN_IF_ERROR(TakeAll(chunk.wordings(), events_));
  for (const auto& event : chunk.events()) RETURN_IF_ERROR(TakeEvent(event));
  for (const auto& node : chunk.nodes()) RETURN_IF_ERROR(TakeNode(node));
  RETURN_IF_ERROR(TakeAll(chunk.chain_tips(), events_));
  RETURN_IF_ERROR(TakeAll(chunk.consents(), state_));
  RETURN_IF_ERROR(TakeAll(chunk.opt_ins(), state_));
  return TakeAll(chunk.objections(), state_);
}

absl::Status LogVerifier::TakeHead(const v1::LogHead& head) {
  if (begun_) return Fault("the head", "it comes twice");
  begun_ = true;
  head_ = head;
  if (trust_.public_key.has_value()) {
    key_ = *trust_.public_key;
  } else {
    const auto named = tlog::Verifier::FromText(head.public_key());
    if (!named.ok()) return Fault("the head", "it names no public key");
    key_ = *named;
  }
  return TakeKept();
}

// What others have seen: those who run this, the log's witnesses, and who stamped it with the time.
absl::Status LogVerifier::TakeKept() {
  std::vector<std::string> notes = trust_.checkpoints;
  for (const std::string& note : notes) {
    const auto checkpoint = tlog::OpenCheckpoint(note, key_);
    if (!checkpoint.has_value()) return NotOfThisLog();
    kept_.push_back(*checkpoint);
  }
  for (const v1::CosignedCheckpoint& cosigned : head_.cosigned_checkpoints()) {
    ASSIGN_OR_RETURN(kept_.emplace_back(), OpenCosigned(cosigned, key_));
    notes.push_back(cosigned.checkpoint());
  }
  ASSIGN_OR_RETURN(cosigned_, NewestOf(notes, trust_.witnesses));
  RETURN_IF_ERROR(TakeStamped());
  std::ranges::stable_sort(kept_, {}, &tlog::Checkpoint::size);
  return CheckKept();
}

absl::Status LogVerifier::TakeStamped() {
  const v1::StampedCheckpoint& stamped = head_.stamped_checkpoint();
  ASSIGN_OR_RETURN(stamped_, CheckStamp(stamped, trust_.time_stamp_ca_file));
  if (!head_.has_stamped_checkpoint()) return absl::OkStatus();
  ASSIGN_OR_RETURN(kept_.emplace_back(), OpenStamped(stamped, key_));
  return absl::OkStatus();
}

absl::Status LogVerifier::TakeEvent(const v1::LoggedEvent& event) {
  ASSIGN_OR_RETURN(const LeafFields leaf, events_.Take(event));
  RETURN_IF_ERROR(state_.Apply(leaf, event));
  std::vector<tlog::Node> completed;
  edge_.Append(event.leaf_hash(), completed);
  for (const tlog::Node& node : completed) nodes_ += node.hash;
  return CheckKept();
}

// What was seen elsewhere of the log's beginning.
absl::Status LogVerifier::CheckKept() {
  for (; !kept_.empty() && kept_.front().size == edge_.size(); kept_.erase(kept_.begin())) {
    if (kept_.front().root != edge_.Root()) {
      return Fault("the first " + std::to_string(edge_.size()) + " events",
                   "they are not those that the kept checkpoint saw");
    }
  }
  return absl::OkStatus();
}

absl::Status LogVerifier::TakeNode(const v1::LogNode& node) {
  const std::string place = "node " + std::to_string(node.level()) + "/" + std::to_string(node.node_index());
  // The n-th leaf completes as many subtrees as n has trailing zeros in binary.
  if (level_of_node_ == std::countr_zero(static_cast<uint64_t>(leaf_of_node_))) {
    leaf_of_node_ += 2;
    level_of_node_ = 0;
  }
  ++level_of_node_;
  const tlog::NodeId expected{level_of_node_, (leaf_of_node_ >> level_of_node_) - 1};
  const size_t offset = static_cast<size_t>(nodes_seen_++) * tlog::kHashBytes;
  if (offset >= nodes_.size()) return Fault(place, "there is no such subtree");
  if (expected != tlog::NodeId{node.level(), node.node_index()}) return Fault(place, "it is out of order");
  return nodes_.compare(offset, tlog::kHashBytes, node.hash()) == 0
             ? absl::OkStatus()
             : Fault(place, "it is not what its leaves make");
}

absl::Status LogVerifier::CheckHead() const {
  const std::string place = "the head";
  if (head_.log_size() != edge_.size() || head_.tree_size() != edge_.size()) {
    return Fault(place, "it tells of " + std::to_string(head_.log_size()) + " events, and there are " +
                            std::to_string(edge_.size()));
  }
  if (head_.edge() != edge_.hashes()) return Fault(place, "its edge is not that of the tree");
  const auto checkpoint = tlog::OpenCheckpoint(head_.checkpoint(), key_);
  if (!checkpoint.has_value()) return Fault(place, "its checkpoint is not signed by the log's key");
  if (checkpoint->size != edge_.size() || checkpoint->root != edge_.Root()) {
    return Fault(place, "its checkpoint is not that of these events");
  }
  return absl::OkStatus();
}

absl::StatusOr<Verified> LogVerifier::Finish() {
  if (!begun_) return Fault("the head", "it is missing");
  RETURN_IF_ERROR(CheckHead());
  if (!kept_.empty()) {
    return Fault("the end", "the kept checkpoint saw " + std::to_string(kept_.front().size) +
                                " events, and there are " + std::to_string(edge_.size()));
  }
  if (static_cast<size_t>(nodes_seen_) * tlog::kHashBytes != nodes_.size()) {
    return Fault("nodes", "some are missing");
  }
  RETURN_IF_ERROR(events_.Finish(ToTime(head_.last_event_time())));
  RETURN_IF_ERROR(state_.Finish());
  return Verified{events_.count(),   static_cast<int64_t>(trust_.checkpoints.size()),
                  state_.left_out(), key_.ToText(),
                  edge_.Root(),      cosigned_,
                  stamped_};
}

}  // namespace bestand::ctl
