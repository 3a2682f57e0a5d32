#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/tlog/note.h"
#include "common/tlog/proof.h"

namespace bestand::ctl {

// What a witness is shown: the newest checkpoint of a log, and the proof that it only grew since the last one
// that the witness has seen.
struct Sighting {
  std::string last;  // a signed note; empty the first time
  std::string checkpoint;
  tlog::Proof growth;
};

// Returns the checkpoint with the witness's cosignature (cosignature/v1 of C2SP tlog-cosignature), a line
// behind the log's own. It says: this log has shown me no other past. Fails with EVIDENCE_FAULTY when the log
// did not sign the checkpoint, was set back, or is another one than before; SETTING_INVALID for a key that is
// no witness's.
absl::StatusOr<std::string> Cosign(const Sighting& sighting, const tlog::Verifier& log,
                                   const tlog::Signer& witness, int64_t unix_seconds);

}  // namespace bestand::ctl
