#pragma once

#include <functional>
#include <variant>

#include "absl/status/status.h"
#include "common/rounds/rounds.h"
#include "services/consent/work/anchors/cosignature_store.h"
#include "services/consent/work/anchors/witness_call.h"

namespace bestand::consent {

// Asks one witness for its cosignature whenever the log has grown, on a thread of its own, and keeps it. What
// fails is tried again after the interval. Several, in one process or many, may ask the same witness: whoever
// comes second finds nothing to do, or gets another signature of the same.
class WitnessWorker {
 public:
  struct Parts {
    EvidenceStore& evidence;
    CosignatureStore& cosignatures;
    HttpPost post;
    absl::Duration interval;
    std::function<void(const absl::Status&)> tell;  // what became of asking
    std::function<void(const Cosigned&)> show;      // the newest, once a round
  };

  // Begins at once.
  WitnessWorker(Witness witness, Parts parts);

  // One round by itself: looks, asks and keeps. Says false when there was nothing to ask for. Fails as
  // AddCheckpoint does, and as the stores do.
  static absl::StatusOr<bool> AskOnce(const Witness& witness, const Parts& parts);

 private:
  const Witness witness_;
  const Parts parts_;
  Rounds<std::monostate> rounds_;
};

}  // namespace bestand::consent
