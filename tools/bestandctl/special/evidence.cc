#include <iostream>

#include "bestand/consent/v1/evidence_service.grpc.pb.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/id/encoding.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/output/progress_bar.h"
#include "tools/bestandctl/special/evidence_bundle.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/special/whole_file.h"
#include "tools/bestandctl/verify/export_file.h"
#include "tools/bestandctl/verify/log_verifier.h"
#include "tools/bestandctl/verify/receipt_verifier.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
constexpr int kConfirmedKind = 3;  // in the bytes of events

using Take = std::function<absl::Status(const v1::ExportLogResponse&)>;

// The whole log from the service, chunk by chunk; ends with the first failure of `take`.
absl::Status StreamLog(const Session& session, const Take& take) {
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const rpc::Client<v1::EvidenceService> client(remote);
  const auto context = rpc::NewEndlessContext(remote);
  const auto stream = client.stub().ExportLog(context.get(), {});
  for (v1::ExportLogResponse chunk; stream->Read(&chunk);) {
    if (absl::Status status = take(chunk); !status.ok()) {
      context->TryCancel();
      stream->Finish();
      return status;
    }
  }
  const grpc::Status status = stream->Finish();
  return status.ok() ? absl::OkStatus() : rpc::FromGrpc(status, remote.service);
}

absl::StatusOr<Trust> TrustOf(const VerifyOptions& options) {
  Trust trust;
  if (!options.public_key.empty()) {
    ASSIGN_OR_RETURN(trust.public_key, KeyOf(options.public_key));
  }
  for (const std::string& file : options.checkpoint_files) {
    ASSIGN_OR_RETURN(const std::string kept, ReadWhole(file, "--checkpoint"));
    const auto receipt = tlog::LogProof::FromText(kept);
    trust.checkpoints.push_back(receipt.has_value() ? receipt->checkpoint : kept);
  }
  for (const std::string& key : options.witness_keys) {
    ASSIGN_OR_RETURN(trust.witnesses.emplace_back(), KeyOf(key));
  }
  trust.time_stamp_ca_file = options.time_stamp_ca_file;
  return trust;
}

void WriteVerdict(const Verified& verified, const VerifyOptions& options) {
  std::cout << "sound: " << verified.events << " events, root " << ToHex(verified.root) << "\n"
            << "signed by " << verified.public_key << "\n";
  if (options.public_key.empty()) {
    std::cout << "the key is the one that the log names; compare it with yours, or give it by --public-key\n";
  }
  if (verified.checkpoints > 0) {
    std::cout << "begins as the kept checkpoints saw it: " << verified.checkpoints << "\n";
  }
  WriteCosignings(verified.cosigned);
  WriteStamping(verified.stamped);
  if (verified.subjects_left_out > 0) {
    std::cout << "subjects with requests of an older version, whose state was not compared: "
              << verified.subjects_left_out << "\n";
  }
}

absl::Status CheckReceipt(const VerifyOptions& options, const Trust& trust) {
  if (!trust.public_key.has_value())
    return InvalidFields({{"--public-key", "is missing; the mail names it"}});
  ASSIGN_OR_RETURN(const std::string file, ReadWhole(options.receipt_file, "--receipt"));
  ASSIGN_OR_RETURN(const VerifiedReceipt receipt, VerifyReceipt(file, *trust.public_key));
  const LeafFields& event = receipt.event;
  std::cout << "sound: event " << receipt.log_index << " in a log of " << receipt.log_size << ", root "
            << ToHex(receipt.root) << "\n"
            << (event.kind == kConfirmedKind ? "confirmed" : "recorded") << " at "
            << absl::FormatTime("%Y-%m-%d %H:%M:%S UTC", event.time, absl::UTCTimeZone()) << ": "
            << event.purpose << ", wording of SHA-256 " << ToHex(event.wording_hash) << "\n";
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<tlog::Verifier> KeyOf(const std::string& text) {
  if (const auto key = tlog::Verifier::FromText(text); key.ok()) return *key;
  ASSIGN_OR_RETURN(const std::string content, config::ReadSecret(text));
  return tlog::Verifier::FromText(content);
}

absl::Status ExportLog(const std::string& file, const Session& session) {
  ASSIGN_OR_RETURN(ExportWriter writer, ExportWriter::Open(file));
  ProgressBar bar;
  int64_t total = 0, done = 0;
  RETURN_IF_ERROR(StreamLog(session, [&](const v1::ExportLogResponse& chunk) {
    if (chunk.has_head()) total = chunk.head().log_size();
    done += chunk.events_size();
    bar.Show(done, total, "events", "Exporting");
    return writer.Write(chunk);
  }));
  return writer.Finish();
}

absl::Status VerifyLog(const VerifyOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(Trust trust, TrustOf(options));
  if (!options.receipt_file.empty()) return CheckReceipt(options, trust);
  if (!options.evidence_file.empty()) return VerifyEvidence(options, trust);
  LogVerifier verifier(std::move(trust));
  ProgressBar bar;
  const auto take = [&](const v1::ExportLogResponse& chunk) {
    const absl::Status status = verifier.Take(chunk);
    bar.Show(verifier.done(), verifier.total(), "events", "Verifying");
    return status;
  };
  RETURN_IF_ERROR(options.file.empty() ? StreamLog(session, take) : ReadExport(options.file, take));
  ASSIGN_OR_RETURN(const Verified verified, verifier.Finish());
  WriteVerdict(verified, options);
  return absl::OkStatus();
}

}  // namespace bestand::ctl
