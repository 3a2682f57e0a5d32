#include "services/consent/api/evidence_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/stream.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/evidence_wire.h"
#include "services/consent/api/export_chunks.h"

namespace bestand::consent {
namespace {

void SetHashes(const tlog::Proof& proof, google::protobuf::RepeatedPtrField<std::string>& hashes) {
  hashes.Assign(proof.begin(), proof.end());
}

}  // namespace

grpc::ServerUnaryReactor* EvidenceApi::GetCheckpoint(grpc::CallbackServerContext* context,
                                                     const v1::GetCheckpointRequest* request,
                                                     v1::GetCheckpointResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const LogEnd end, parts_.evidence.ReadEnd());
    const tlog::Verifier& key = parts_.evidence.public_key();
    const auto checkpoint = tlog::OpenCheckpoint(end.checkpoint, key);
    if (!checkpoint.has_value()) return absl::InternalError("the log has no checkpoint under its key");
    call.response.set_checkpoint(end.checkpoint);
    call.response.set_log_size(checkpoint->size);
    call.response.set_root_hash(checkpoint->root);
    call.response.set_public_key(key.ToText());
    for (const CosignedCheckpoint& one : end.cosigned) {
      *call.response.add_cosigned_checkpoints() = ToWire(one);
    }
    if (end.stamped) *call.response.mutable_stamped_checkpoint() = ToWire(*end.stamped);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* EvidenceApi::GetInclusionProof(grpc::CallbackServerContext* context,
                                                         const v1::GetInclusionProofRequest* request,
                                                         v1::GetInclusionProofResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const InclusionProof found, parts_.evidence.ProveInclusion(call.request.log_index()));
    call.response.set_tlog_proof(found.proof.ToText());
    call.response.set_log_size(found.size);
    call.response.set_leaf_hash(found.leaf_hash);
    SetHashes(found.proof.hashes, *call.response.mutable_hashes());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* EvidenceApi::GetConsistencyProof(grpc::CallbackServerContext* context,
                                                           const v1::GetConsistencyProofRequest* request,
                                                           v1::GetConsistencyProofResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const ConsistencyProof found,
                     parts_.evidence.ProveConsistency(call.request.first_log_size()));
    SetHashes(found.hashes, *call.response.mutable_hashes());
    call.response.set_checkpoint(found.checkpoint);
    call.response.set_log_size(found.size);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* EvidenceApi::GetEvidence(grpc::CallbackServerContext* context,
                                                   const v1::GetEvidenceRequest* request,
                                                   v1::GetEvidenceResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const auto [customer, id] = PartsOfConsentName(call.request.name());
    ASSIGN_OR_RETURN(const Evidence evidence, parts_.evidence.Collect(customer, id));
    *call.response.mutable_evidence() = ToWire(evidence, parts_.evidence.public_key(), parts_.clock.Now());
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::ExportLogResponse>* EvidenceApi::ExportLog(grpc::CallbackServerContext* context,
                                                                        const v1::ExportLogRequest* request) {
  using Chunk = v1::ExportLogResponse;
  return rpc::Stream<Chunk>(
      runtime_, context, request, [this](const auto&, rpc::Writer<Chunk>& writer) -> absl::Status {
        ExportChunks chunks(parts_.evidence.public_key(),
                            [&writer](const Chunk& chunk) { return writer.Write(chunk); });
        RETURN_IF_ERROR(parts_.evidence.Export(chunks));
        return chunks.Finish();
      });
}

}  // namespace bestand::consent
