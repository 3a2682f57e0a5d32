#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "common/tlog/note.h"
#include "tools/bestandctl/verify/cosignings.h"
#include "tools/bestandctl/verify/time_stamps.h"

namespace bestand::ctl {

// What the evidence of one consent has proved.
struct VerifiedBundle {
  int events = 0;
  int64_t log_size = 0;
  std::string root;  // 32 bytes
  std::string public_key;
  std::string mail;                 // the newest confirmation mail, byte for byte; empty when none was sent
  std::vector<Cosigning> cosigned;  // the newest of each witness that was asked for
  std::optional<Stamping> stamped;  // when it was asked for
};

// Checks all that proves one consent as GetEvidence gives it, and needs nothing else: the checkpoint's
// signature, by `public_key` or else by the key that the evidence names; that it begins with what witnesses
// cosigned, each of `witnesses` among them, and with what was stamped with the time, which those in
// `time_stamp_ca_file` must vouch for when it is given; each leaf, its proof and what was recorded about it;
// that no event before another of the same channel and purpose was left out (of the last one, the moment of
// this evidence, only the whole log tells); wordings and mails against their hashes; and that the consent
// stands where its events say. Fails with EVIDENCE_FAULTY, naming the first fault.
absl::StatusOr<VerifiedBundle> VerifyBundle(const consent::v1::Evidence& evidence,
                                            const std::optional<tlog::Verifier>& public_key,
                                            std::span<const tlog::Verifier> witnesses = {},
                                            const std::string& time_stamp_ca_file = "");

}  // namespace bestand::ctl
