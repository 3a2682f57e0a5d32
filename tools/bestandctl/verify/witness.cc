#include "tools/bestandctl/verify/witness.h"

#include "common/tlog/checkpoint.h"
#include "common/tlog/tree.h"
#include "tools/bestandctl/verify/cosignings.h"
#include "tools/bestandctl/verify/fault.h"

namespace bestand::ctl {
namespace {

absl::StatusOr<tlog::Checkpoint> Open(const std::string& note, const tlog::Verifier& log,
                                      const std::string& place) {
  const auto checkpoint = tlog::OpenCheckpoint(note, log);
  if (!checkpoint.has_value()) return Fault(place, "the log's key did not sign it");
  return *checkpoint;
}

absl::Status CheckGrowth(const tlog::Checkpoint& last, const tlog::Checkpoint& next,
                         const tlog::Proof& growth) {
  const std::string place = "the checkpoint of " + std::to_string(next.size) + " events";
  if (next.size < last.size) {
    return Fault(place, "it was set back: the log had " + std::to_string(last.size) + " events before");
  }
  if (!tlog::VerifyConsistency({last.size, next.size, last.root, next.root}, growth)) {
    return Fault(place, "it does not begin with the " + std::to_string(last.size) + " events seen before");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> Cosign(const Sighting& sighting, const tlog::Verifier& log,
                                   const tlog::Signer& witness, int64_t unix_seconds) {
  if (witness.kind != tlog::KeyKind::kCosignature) return NoWitness();
  ASSIGN_OR_RETURN(const tlog::Checkpoint next, Open(sighting.checkpoint, log, "the newest checkpoint"));
  tlog::Checkpoint last{next.origin, 0, tlog::EmptyRoot()};
  if (!sighting.last.empty()) {
    ASSIGN_OR_RETURN(last, Open(sighting.last, log, "the checkpoint kept from before"));
  }
  RETURN_IF_ERROR(CheckGrowth(last, next, sighting.growth));
  return sighting.checkpoint + tlog::SignatureLine(witness, next.ToText(), unix_seconds);
}

}  // namespace bestand::ctl
