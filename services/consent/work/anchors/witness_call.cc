#include "services/consent/work/anchors/witness_call.h"

#include <charconv>

#include "common/error/error.h"
#include "common/id/encoding.h"

namespace bestand::consent {
namespace {

enum Status : long { kOk = 200, kConflict = 409, kUnprocessable = 422, kTooMany = 429, kServerError = 500 };

std::string BodyOf(int64_t seen_size, const ConsistencyProof& shown) {
  std::string body = "old " + std::to_string(seen_size) + "\n";
  for (const std::string& hash : shown.hashes) body += ToBase64(hash) + "\n";
  return body + "\n" + shown.checkpoint;
}

absl::Status Invalid(const Witness& witness, const std::string& what) {
  return Failure(absl::StatusCode::kInternal, "ANCHOR_ANSWER_INVALID",
                 "The answer of " + witness.key.name + " " + what + "; look at its address and its key.",
                 {{"witness", witness.key.name}});
}

absl::StatusOr<WitnessAnswer> CosignatureIn(const HttpAnswer& answer, const Witness& witness,
                                            const std::string& checkpoint) {
  const auto shown = tlog::ParseNote(checkpoint);
  auto signatures = tlog::ParseSignatures(answer.body);
  if (!shown.has_value() || !signatures.has_value()) return Invalid(witness, "has no lines of signatures");
  auto cosignature = tlog::CosignatureOf({shown->text, *std::move(signatures)}, witness.key);
  if (!cosignature.has_value()) return Invalid(witness, "is not signed by its key");
  return WitnessAnswer{std::move(cosignature), std::nullopt};
}

absl::StatusOr<WitnessAnswer> SeenSizeIn(const HttpAnswer& answer, const Witness& witness) {
  int64_t size = -1;
  const char* const last = answer.body.data() + answer.body.size();
  const auto [end, error] = std::from_chars(answer.body.data(), last, size);
  const bool whole = error == std::errc() && std::string(end, last) == "\n";
  if (!answer.content_type.starts_with("text/x.tlog.size") || !whole || size < 0) {
    return Invalid(witness, "tells no size of the log");
  }
  return WitnessAnswer{std::nullopt, size};
}

absl::Status Refusal(const Witness& witness, long status) {
  const std::string said = "answers with status " + std::to_string(status);
  if (status == kUnprocessable) return Contradicted(witness, "does not find that the log only grew");
  if (status == kTooMany || status >= kServerError) {
    return Failure(absl::StatusCode::kUnavailable, "ANCHOR_AWAY", witness.key.name + " " + said + ".");
  }
  return Failure(absl::StatusCode::kFailedPrecondition, "ANCHOR_REFUSED",
                 witness.key.name + " " + said + "; ask who runs it whether it knows this log and its key.",
                 {{"witness", witness.key.name}});
}

}  // namespace

absl::Status Contradicted(const Witness& witness, const std::string& what) {
  return Failure(absl::StatusCode::kDataLoss, "LOG_CONTRADICTED",
                 witness.key.name + " " + what +
                     ". The log was set back or rewritten, or the witness errs: "
                     "keep a copy and look.",
                 {{"witness", witness.key.name}});
}

absl::StatusOr<WitnessAnswer> AddCheckpoint(const HttpPost& post, const Witness& witness, int64_t seen_size,
                                            const ConsistencyProof& shown) {
  ASSIGN_OR_RETURN(const HttpAnswer answer,
                   post({witness.url + "/add-checkpoint", "text/plain", BodyOf(seen_size, shown)}));
  if (answer.status == kOk) return CosignatureIn(answer, witness, shown.checkpoint);
  if (answer.status == kConflict) return SeenSizeIn(answer, witness);
  return Refusal(witness, answer.status);
}

}  // namespace bestand::consent
