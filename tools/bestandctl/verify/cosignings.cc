#include "tools/bestandctl/verify/cosignings.h"

#include <optional>

#include "tools/bestandctl/verify/fault.h"

namespace bestand::ctl {
namespace {

std::optional<Cosigning> CosigningOf(const std::string& checkpoint, const tlog::Verifier& witness) {
  const auto note = tlog::ParseNote(checkpoint);
  if (!note.has_value()) return std::nullopt;
  const auto said = tlog::Checkpoint::FromText(note->text);
  const auto cosignature = tlog::CosignatureOf(*note, witness);
  if (!said.has_value() || !cosignature.has_value()) return std::nullopt;
  return Cosigning{witness.name, said->size, absl::FromUnixSeconds(cosignature->unix_seconds)};
}

}  // namespace

absl::Status NoWitness() {
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "The key is no witness's; make one with consent make-key --witness.");
}

absl::StatusOr<tlog::Checkpoint> OpenCosigned(const consent::v1::CosignedCheckpoint& cosigned,
                                              const tlog::Verifier& log) {
  const auto checkpoint = tlog::OpenCheckpoint(cosigned.checkpoint(), log);
  if (!checkpoint.has_value()) return Fault("a cosigned checkpoint", "the log's key did not sign it");
  if (checkpoint->size != cosigned.log_size()) {
    return Fault("a cosigned checkpoint", "its size is not the one told beside it");
  }
  return *checkpoint;
}

absl::StatusOr<std::vector<Cosigning>> NewestOf(const std::vector<std::string>& checkpoints,
                                                std::span<const tlog::Verifier> witnesses) {
  std::vector<Cosigning> found;
  for (const tlog::Verifier& witness : witnesses) {
    if (witness.kind != tlog::KeyKind::kCosignature) return NoWitness();
    std::optional<Cosigning> newest;
    for (const std::string& checkpoint : checkpoints) {
      const auto next = CosigningOf(checkpoint, witness);
      if (next.has_value() && (!newest.has_value() || next->log_size >= newest->log_size)) newest = next;
    }
    if (!newest.has_value())
      return Fault("the witness " + witness.name, "it has cosigned no checkpoint here");
    found.push_back(*std::move(newest));
  }
  return found;
}

}  // namespace bestand::ctl
