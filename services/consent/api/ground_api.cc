#include "services/consent/api/ground_api.h"

#include "absl/time/civil_time.h"
#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/ground_wire.h"
#include "services/consent/api/purpose_wire.h"

namespace bestand::consent {
namespace {

// A 29 February becomes 1 March.
absl::Time KeepUntil(absl::Time use) {
  const absl::CivilSecond second = absl::ToCivilSecond(use, absl::UTCTimeZone());
  return absl::FromCivil(absl::CivilSecond(second.year() + kYearsOfPhoneUse, second.month(), second.day(),
                                           second.hour(), second.minute(), second.second()),
                         absl::UTCTimeZone());
}

}  // namespace

template <typename Request, typename Response>
grpc::ServerUnaryReactor* GroundApi::Record(grpc::CallbackServerContext* context, const Request* request,
                                            Response* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request, parts_.clock.Now()));
        ASSIGN_OR_RETURN(const RecordedGround recorded, parts_.grounds.Record(FromWire(call.request)));
        *call.response.mutable_ground() = ToWire(recorded.ground);
        call.response.set_log_size(recorded.log_size);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* GroundApi::RecordExistingCustomerBasis(
    grpc::CallbackServerContext* context, const v1::RecordExistingCustomerBasisRequest* request,
    v1::RecordExistingCustomerBasisResponse* response) {
  return Record(context, request, response);
}

grpc::ServerUnaryReactor* GroundApi::RecordPresumedConsent(grpc::CallbackServerContext* context,
                                                           const v1::RecordPresumedConsentRequest* request,
                                                           v1::RecordPresumedConsentResponse* response) {
  return Record(context, request, response);
}

grpc::ServerUnaryReactor* GroundApi::RecordAddressNotice(grpc::CallbackServerContext* context,
                                                         const v1::RecordAddressNoticeRequest* request,
                                                         v1::RecordAddressNoticeResponse* response) {
  return Record(context, request, response);
}

grpc::ServerUnaryReactor* GroundApi::RecordNumberVerification(
    grpc::CallbackServerContext* context, const v1::RecordNumberVerificationRequest* request,
    v1::RecordNumberVerificationResponse* response) {
  return Record(context, request, response);
}

grpc::ServerUnaryReactor* GroundApi::RecordListCheck(grpc::CallbackServerContext* context,
                                                     const v1::RecordListCheckRequest* request,
                                                     v1::RecordListCheckResponse* response) {
  return Record(context, request, response);
}

grpc::ServerUnaryReactor* GroundApi::RecordOfflineConsent(grpc::CallbackServerContext* context,
                                                          const v1::RecordOfflineConsentRequest* request,
                                                          v1::RecordOfflineConsentResponse* response) {
  return Record(context, request, response);
}

grpc::ServerUnaryReactor* GroundApi::RecordPhoneUse(grpc::CallbackServerContext* context,
                                                    const v1::RecordPhoneUseRequest* request,
                                                    v1::RecordPhoneUseResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(
            const RecordedUse use,
            parts_.grounds.RecordPhoneUse(CustomerIdOf(call.request.customer()),
                                          PurposeIdOf(call.request.purpose()), call.request.note()));
        *call.response.mutable_use_time() = ToTimestamp(use.use_time);
        *call.response.mutable_keep_until_time() = ToTimestamp(KeepUntil(use.use_time));
        call.response.set_log_size(use.log_size);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* GroundApi::EndGround(grpc::CallbackServerContext* context,
                                               const v1::EndGroundRequest* request,
                                               v1::EndGroundResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        const std::string& name = call.request.name();
        ASSIGN_OR_RETURN(const RecordedGround ended,
                         parts_.grounds.End(CustomerIdOf(name.substr(0, name.find("/grounds/"))),
                                            *IdOf(name, "customers/*/grounds/*"), call.request.reason()));
        *call.response.mutable_ground() = ToWire(ended.ground);
        call.response.set_log_size(ended.log_size);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* GroundApi::ListGrounds(grpc::CallbackServerContext* context,
                                                 const v1::ListGroundsRequest* request,
                                                 v1::ListGroundsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto grounds, parts_.store.List(CustomerIdOf(call.request.parent())));
    for (const Ground& ground : grounds) *call.response.add_grounds() = ToWire(ground);
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
