#pragma once

#include "bestand/consent/v1/evidence_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of EvidenceService; what they promise stands in the proto. Threads may share it.
class EvidenceApi final : public v1::EvidenceService::CallbackService {
 public:
  struct Parts {
    EvidenceStore& evidence;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit EvidenceApi(const Parts& parts) : parts_(parts), runtime_(parts.runtime) {}

  grpc::ServerUnaryReactor* GetCheckpoint(grpc::CallbackServerContext* context,
                                          const v1::GetCheckpointRequest* request,
                                          v1::GetCheckpointResponse* response) override;
  grpc::ServerUnaryReactor* GetInclusionProof(grpc::CallbackServerContext* context,
                                              const v1::GetInclusionProofRequest* request,
                                              v1::GetInclusionProofResponse* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(grpc::CallbackServerContext* context,
                                                const v1::GetConsistencyProofRequest* request,
                                                v1::GetConsistencyProofResponse* response) override;
  grpc::ServerUnaryReactor* GetEvidence(grpc::CallbackServerContext* context,
                                        const v1::GetEvidenceRequest* request,
                                        v1::GetEvidenceResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportLogResponse>* ExportLog(grpc::CallbackServerContext* context,
                                                             const v1::ExportLogRequest* request) override;

 private:
  const Parts parts_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
