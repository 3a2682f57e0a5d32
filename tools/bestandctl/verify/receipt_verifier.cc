#include "tools/bestandctl/verify/receipt_verifier.h"

#include "common/tlog/checkpoint.h"
#include "tools/bestandctl/verify/fault.h"

namespace bestand::ctl {

absl::StatusOr<VerifiedReceipt> VerifyReceipt(std::string_view file, const tlog::Verifier& log) {
  const auto proof = tlog::LogProof::FromText(file);
  if (!proof.has_value()) return Fault("the receipt", "it is no tlog-proof");
  const auto checkpoint = tlog::OpenCheckpoint(proof->checkpoint, log);
  if (!checkpoint.has_value()) return Fault("the receipt", "the key did not sign its checkpoint");
  const auto event = ReadLeaf(proof->extra);
  if (!event.has_value()) return Fault("the receipt", "its extra data are no event");
  if (!tlog::VerifyLogProof(*proof, proof->extra, log)) {
    return Fault("the receipt", "it does not prove that its event is in the log");
  }
  return VerifiedReceipt{*event, proof->index, checkpoint->size, checkpoint->root};
}

}  // namespace bestand::ctl
