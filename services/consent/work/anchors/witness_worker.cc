#include "services/consent/work/anchors/witness_worker.h"

#include "common/error/error.h"

namespace bestand::consent {
namespace {

// Shows the log from `seen` events on; a witness that knows it at another size is shown it from there.
absl::StatusOr<WitnessAnswer> Ask(const Witness& witness, const WitnessWorker::Parts& parts, int64_t seen,
                                  ConsistencyProof& shown) {
  ASSIGN_OR_RETURN(const WitnessAnswer first, AddCheckpoint(parts.post, witness, seen, shown));
  if (!first.seen_size.has_value()) return first;
  const int64_t size = *first.seen_size;
  if (size > shown.size || size == seen) {
    return Contradicted(witness, "has seen another log of " + std::to_string(size) + " events");
  }
  ASSIGN_OR_RETURN(shown, parts.evidence.ProveConsistency(size));
  ASSIGN_OR_RETURN(const WitnessAnswer second, AddCheckpoint(parts.post, witness, size, shown));
  if (!second.seen_size.has_value()) return second;
  if (*second.seen_size == size) return Contradicted(witness, "has seen another log, as long as this one");
  // Another replica was quicker, or the witness cannot make up its mind.
  return Failure(absl::StatusCode::kUnavailable, "ANCHOR_AWAY",
                 witness.key.name + " tells one size of the log after the other; it is asked again.");
}

}  // namespace

WitnessWorker::WitnessWorker(Witness witness, Parts parts)
    : witness_(std::move(witness)),
      parts_(std::move(parts)),
      rounds_(
          [this](const auto&) {
            const auto asked = AskOnce(witness_, parts_);
            if (!asked.ok()) return parts_.tell(asked.status());
            if (*asked) parts_.tell(absl::OkStatus());
          },
          std::chrono::milliseconds(absl::ToInt64Milliseconds(parts_.interval))) {
  rounds_.Start();
}

absl::StatusOr<bool> WitnessWorker::AskOnce(const Witness& witness, const Parts& parts) {
  ASSIGN_OR_RETURN(const auto last, parts.cosignatures.Newest(witness.key));
  if (last.has_value()) parts.show(*last);
  const int64_t seen = last.has_value() ? last->checkpoint.size : 0;
  auto shown = parts.evidence.ProveConsistency(seen);
  if (ReasonOf(shown.status()) == "LOG_INDEX_UNKNOWN") {
    return Contradicted(witness, "cosigned " + std::to_string(seen) + " events, more than there are");
  }
  if (!shown.ok()) return shown.status();
  if (shown->size == seen) return false;
  ASSIGN_OR_RETURN(const WitnessAnswer answer, Ask(witness, parts, seen, *shown));
  const Cosigned cosigned{*tlog::Checkpoint::FromText(shown->checkpoint), *answer.cosignature};
  RETURN_IF_ERROR(parts.cosignatures.Add(witness.key, cosigned));
  parts.show(cosigned);
  return true;
}

}  // namespace bestand::consent
