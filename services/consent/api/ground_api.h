#pragma once

#include "bestand/consent/v1/ground_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/grounds/grounds.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of GroundService; what they promise stands in the proto. Threads may share it.
class GroundApi final : public v1::GroundService::CallbackService {
 public:
  struct Parts {
    Grounds& grounds;
    GroundStore& store;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit GroundApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* RecordExistingCustomerBasis(
      grpc::CallbackServerContext* context, const v1::RecordExistingCustomerBasisRequest* request,
      v1::RecordExistingCustomerBasisResponse* response) override;
  grpc::ServerUnaryReactor* RecordPresumedConsent(grpc::CallbackServerContext* context,
                                                  const v1::RecordPresumedConsentRequest* request,
                                                  v1::RecordPresumedConsentResponse* response) override;
  grpc::ServerUnaryReactor* RecordAddressNotice(grpc::CallbackServerContext* context,
                                                const v1::RecordAddressNoticeRequest* request,
                                                v1::RecordAddressNoticeResponse* response) override;
  grpc::ServerUnaryReactor* RecordNumberVerification(grpc::CallbackServerContext* context,
                                                     const v1::RecordNumberVerificationRequest* request,
                                                     v1::RecordNumberVerificationResponse* response) override;
  grpc::ServerUnaryReactor* RecordListCheck(grpc::CallbackServerContext* context,
                                            const v1::RecordListCheckRequest* request,
                                            v1::RecordListCheckResponse* response) override;
  grpc::ServerUnaryReactor* RecordOfflineConsent(grpc::CallbackServerContext* context,
                                                 const v1::RecordOfflineConsentRequest* request,
                                                 v1::RecordOfflineConsentResponse* response) override;
  grpc::ServerUnaryReactor* RecordPhoneUse(grpc::CallbackServerContext* context,
                                           const v1::RecordPhoneUseRequest* request,
                                           v1::RecordPhoneUseResponse* response) override;
  grpc::ServerUnaryReactor* EndGround(grpc::CallbackServerContext* context,
                                      const v1::EndGroundRequest* request,
                                      v1::EndGroundResponse* response) override;
  grpc::ServerUnaryReactor* ListGrounds(grpc::CallbackServerContext* context,
                                        const v1::ListGroundsRequest* request,
                                        v1::ListGroundsResponse* response) override;

 private:
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Record(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response);

  const Parts parts_;
};

}  // namespace bestand::consent
