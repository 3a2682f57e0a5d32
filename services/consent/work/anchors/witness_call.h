#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "services/consent/work/anchors/http.h"
#include "services/consent/work/anchors/witness_settings.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

// What a witness answers: one of the two.
struct WitnessAnswer {
  std::optional<tlog::Cosignature> cosignature;  // valid, of the checkpoint that it was shown
  std::optional<int64_t> seen_size;              // it knows the log at this size, not at the one we began at
};

// Shows a witness the newest checkpoint, with the proof that the log only grew since it had `seen_size`
// events: a call `add-checkpoint` of C2SP tlog-witness. Fails with ANCHOR_AWAY when another try may help,
// ANCHOR_REFUSED when the witness does not want to know this log or this key, LOG_CONTRADICTED when it has
// seen another past, ANCHOR_ANSWER_INVALID for what is no answer, or no signature of its key.
absl::StatusOr<WitnessAnswer> AddCheckpoint(const HttpPost& post, const Witness& witness, int64_t seen_size,
                                            const ConsistencyProof& shown);

// Returns LOG_CONTRADICTED: the witness has seen something else than our log.
absl::Status Contradicted(const Witness& witness, const std::string& what);

}  // namespace bestand::consent
