#pragma once

#include "bestand/consent/v1/subject_rights_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of SubjectRightsService; what they promise stands in the proto. Threads may share it.
class SubjectRightsApi final : public v1::SubjectRightsService::CallbackService {
 public:
  struct Parts {
    ConsentStore& consents;
    EvidenceStore& evidence;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit SubjectRightsApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* RecordDisclosure(grpc::CallbackServerContext* context,
                                             const v1::RecordDisclosureRequest* request,
                                             v1::RecordDisclosureResponse* response) override;
  grpc::ServerUnaryReactor* ListDisclosures(grpc::CallbackServerContext* context,
                                            const v1::ListDisclosuresRequest* request,
                                            v1::ListDisclosuresResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportSubjectResponse>* ExportSubject(
      grpc::CallbackServerContext* context, const v1::ExportSubjectRequest* request) override;

 private:
  const Parts parts_;
};

}  // namespace bestand::consent
