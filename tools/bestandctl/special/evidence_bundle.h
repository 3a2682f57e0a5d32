#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/tlog/note.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/verify/log_verifier.h"

namespace bestand::ctl {

// Reads a public key, or the file of one.
absl::StatusOr<tlog::Verifier> KeyOf(const std::string& text);

// Says who cosigned how much of the log, and when.
void WriteCosignings(const std::vector<Cosigning>& cosigned);

// Says how much of the log was there when, unless nothing is known of it.
void WriteStamping(const std::optional<Stamping>& stamped);

// Checks a file of WriteEvidence, or what `-o json consent evidence` wrote, without a service, and writes the
// verdict. Fails with EVIDENCE_FAULTY.
absl::Status VerifyEvidence(const VerifyOptions& options, const Trust& trust);

}  // namespace bestand::ctl
