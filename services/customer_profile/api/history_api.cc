#include "services/customer_profile/api/history_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/later.h"
#include "common/validate/names.h"
#include "services/customer_profile/api/history_wire.h"

namespace bestand::customer_profile {

grpc::ServerUnaryReactor* HistoryApi::RecordInteraction(grpc::CallbackServerContext* context,
                                                        const v1::RecordInteractionRequest* request,
                                                        v1::RecordInteractionResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request, Latest()));
    const std::string customer_id = CustomerIdOf(call.request.parent());
    const Interaction interaction = FromWire(call.request.interaction(), parts_.clock.Now());
    RETURN_IF_ERROR(parts_.history.Record(customer_id, interaction));
    ToWire(customer_id, interaction, *call.response.mutable_interaction());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* HistoryApi::RecordGift(grpc::CallbackServerContext* context,
                                                 const v1::RecordGiftRequest* request,
                                                 v1::RecordGiftResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request, Latest()));
    const std::string customer_id = CustomerIdOf(call.request.parent());
    const Gift gift = FromWire(call.request.gift(), parts_.clock.Now());
    RETURN_IF_ERROR(parts_.history.Record(customer_id, gift));
    ToWire(customer_id, gift, *call.response.mutable_gift());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* HistoryApi::RecordComplaint(grpc::CallbackServerContext* context,
                                                      const v1::RecordComplaintRequest* request,
                                                      v1::RecordComplaintResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request, Latest()));
    const std::string customer_id = CustomerIdOf(call.request.parent());
    const Complaint complaint = FromWire(call.request.complaint(), parts_.clock.Now());
    RETURN_IF_ERROR(parts_.history.Record(customer_id, complaint));
    ToWire(customer_id, complaint, *call.response.mutable_complaint());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* HistoryApi::ResolveComplaint(grpc::CallbackServerContext* context,
                                                       const v1::ResolveComplaintRequest* request,
                                                       v1::ResolveComplaintResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const std::string customer_id = OwnerOf(call.request.name());
    ASSIGN_OR_RETURN(const Complaint complaint,
                     parts_.history.Resolve(customer_id, ComplaintIdOf(call.request.name())));
    ToWire(customer_id, complaint, *call.response.mutable_complaint());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* HistoryApi::GetLastContact(grpc::CallbackServerContext* context,
                                                     const v1::GetLastContactRequest* request,
                                                     v1::GetLastContactResponse* response) {
  const auto start = [this](const auto& later, const auto& asked) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(asked));
    const std::string customer_id = CustomerIdOf(asked.customer());
    parts_.last_contacts.Find(customer_id, [later, customer_id](const absl::StatusOr<LastContact>& contact) {
      later->Answer([&](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(contact.status());
        ToWire(customer_id, *contact, call.response);
        return absl::OkStatus();
      });
    });
    return absl::OkStatus();
  };
  return rpc::AnswerLater(runtime_, context, request, response, start);
}

grpc::ServerUnaryReactor* HistoryApi::GetGiftContext(grpc::CallbackServerContext* context,
                                                     const v1::GetGiftContextRequest* request,
                                                     v1::GetGiftContextResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const std::string customer_id = CustomerIdOf(call.request.customer());
    ASSIGN_OR_RETURN(const GiftContext gift_context, parts_.history.FindGiftContext(customer_id));
    ToWire(customer_id, gift_context, call.response);
    return absl::OkStatus();
  });
}

}  // namespace bestand::customer_profile
