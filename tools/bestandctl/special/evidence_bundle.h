#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/tlog/note.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {

// Reads a public key, or the file of one.
absl::StatusOr<tlog::Verifier> KeyOf(const std::string& text);

// Checks a file of WriteEvidence, or what `-o json consent evidence` wrote, without a service, and writes the
// verdict. Fails with EVIDENCE_FAULTY.
absl::Status VerifyEvidence(const VerifyOptions& options, const std::optional<tlog::Verifier>& public_key);

}  // namespace bestand::ctl
