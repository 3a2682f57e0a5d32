#include "tools/bestandctl/verify/witness.h"

#include <filesystem>
#include <iostream>

#include "absl/time/clock.h"
#include "bestand/consent/v1/evidence_service.grpc.pb.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/rpc/client.h"
#include "common/tlog/checkpoint.h"
#include "tools/bestandctl/special/evidence_bundle.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/special/whole_file.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;

absl::StatusOr<tlog::Signer> ReadWitness(const std::string& file) {
  ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(file));
  return tlog::Signer::FromText(key);
}

// What the service shows to one who has seen `last`.
absl::StatusOr<Sighting> Look(const std::string& last, const tlog::Verifier& log, const Session& session) {
  v1::GetConsistencyProofRequest request;
  if (const auto seen = tlog::OpenCheckpoint(last, log); seen.has_value())
    request.set_first_log_size(seen->size);
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const rpc::Client<v1::EvidenceService> client(remote);
  ASSIGN_OR_RETURN(const auto answer, client.Call(&v1::EvidenceService::Stub::GetConsistencyProof, request));
  return Sighting{last, answer.checkpoint(), {answer.hashes().begin(), answer.hashes().end()}};
}

}  // namespace

absl::Status CosignCheckpoint(const WitnessOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(const tlog::Signer witness, ReadWitness(options.key_file));
  ASSIGN_OR_RETURN(const tlog::Verifier log, KeyOf(options.public_key));
  std::string last;
  if (std::filesystem::exists(options.state_file)) {
    ASSIGN_OR_RETURN(last, ReadWhole(options.state_file, "--state"));
  }
  ASSIGN_OR_RETURN(const Sighting sighting, Look(last, log, session));
  ASSIGN_OR_RETURN(const std::string cosigned,
                   Cosign(sighting, log, witness, absl::ToUnixSeconds(absl::Now())));
  // Remembered before anybody gets it.
  RETURN_IF_ERROR(WriteWhole(options.state_file, cosigned));
  std::cout << cosigned;
  return absl::OkStatus();
}

}  // namespace bestand::ctl
