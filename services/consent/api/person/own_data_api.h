#pragma once

#include "bestand/consent/v1/own_data_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/frequency/wishes.h"
#include "services/consent/domain/person_link.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of OwnDataService; what they promise stands in the proto. Threads may share it.
class OwnDataApi final : public v1::OwnDataService::CallbackService {
 public:
  struct Parts {
    const PersonLinks& links;
    WishStore& wishes;
    EvidenceStore& evidence;
    const Clock& clock;
    absl::Duration confirm_within;  // how long the token of a confirmation mail works
    rpc::Runtime& runtime;
  };
  explicit OwnDataApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* RequestOwnData(grpc::CallbackServerContext* context,
                                           const v1::RequestOwnDataRequest* request,
                                           v1::RequestOwnDataResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportOwnDataResponse>* ExportOwnData(
      grpc::CallbackServerContext* context, const v1::ExportOwnDataRequest* request) override;

 private:
  const Parts parts_;
};

}  // namespace bestand::consent
