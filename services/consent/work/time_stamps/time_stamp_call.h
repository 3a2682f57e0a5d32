#pragma once

#include "absl/status/statusor.h"
#include "common/time/clock.h"
#include "services/consent/work/anchors/http.h"
#include "services/consent/work/evidence_store.h"
#include "services/consent/work/time_stamps/time_stamp_settings.h"

namespace bestand::consent {

// Asks the authority to stamp a checkpoint with the time, and checks what it answers. What is stamped is the
// checkpoint's text, as its signers sign it and without their signatures: the lines of a checkpoint above its
// empty line, each with its line's end. Fails with ANCHOR_AWAY when another try may help, ANCHOR_REFUSED when
// the authority does not want to stamp it, ANCHOR_ANSWER_INVALID for what is no valid stamp of this query
// under the settings' CA, and for a time that is an hour or more off ours.
absl::StatusOr<StampedCheckpoint> StampWithTime(const HttpPost& post, const TimeStampSettings& settings,
                                                const tlog::Checkpoint& checkpoint, const Clock& clock);

}  // namespace bestand::consent
