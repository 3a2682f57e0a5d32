#include "services/customer_profile/api/customer_api.h"

#include "common/rpc/answer.h"
#include "services/customer_profile/api/batch.h"
#include "services/customer_profile/api/customer_wire.h"

namespace bestand::customer_profile {

grpc::ServerUnaryReactor* CustomerApi::CreateCustomer(grpc::CallbackServerContext* context,
                                                      const v1::CreateCustomerRequest* request,
                                                      v1::CreateCustomerResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Customer customer, parts_.customers.Create(FromWire(call.request.customer())));
    ToWire(customer, *call.response.mutable_customer());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CustomerApi::GetCustomer(grpc::CallbackServerContext* context,
                                                   const v1::GetCustomerRequest* request,
                                                   v1::GetCustomerResponse* response) {
  return rpc::AnswerNow(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Customer customer, parts_.customers.Find(CustomerIdOf(call.request.name())));
    ToWire(customer, *call.response.mutable_customer());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CustomerApi::BatchGetCustomers(grpc::CallbackServerContext* context,
                                                         const v1::BatchGetCustomersRequest* request,
                                                         v1::BatchGetCustomersResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto found, parts_.customers.FindMany(CustomerIdsOf(call.request.names())));
    AnswerEach(
        call.request.names(), found, [&] { return call.response.add_results(); },
        [](const Customer& customer, auto& result) { ToWire(customer, *result.mutable_customer()); });
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CustomerApi::ListCustomers(grpc::CallbackServerContext* context,
                                                     const v1::ListCustomersRequest* request,
                                                     v1::ListCustomersResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return List(call.request, call.response);
  });
}

absl::Status CustomerApi::List(const v1::ListCustomersRequest& request, v1::ListCustomersResponse& response) {
  ASSIGN_OR_RETURN(const std::string after, parts_.page_tokens.LastKey(request));
  const int size = rpc::PageSizeOf(request.page_size());
  ASSIGN_OR_RETURN(const auto found, parts_.customers.List(after, size));
  for (const Customer& customer : found) ToWire(customer, *response.add_customers());
  if (found.size() < static_cast<size_t>(size)) return absl::OkStatus();
  response.set_next_page_token(parts_.page_tokens.Make(found.back().customer_id, request));
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* CustomerApi::UpdateCustomer(grpc::CallbackServerContext* context,
                                                      const v1::UpdateCustomerRequest* request,
                                                      v1::UpdateCustomerResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Customer customer, parts_.customers.Update(FromWire(call.request)));
    ToWire(customer, *call.response.mutable_customer());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* CustomerApi::BatchGetRelations(grpc::CallbackServerContext* context,
                                                         const v1::BatchGetRelationsRequest* request,
                                                         v1::BatchGetRelationsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return Relate(call.request, call.response);
  });
}

absl::Status CustomerApi::Relate(const v1::BatchGetRelationsRequest& request,
                                 v1::BatchGetRelationsResponse& response) {
  const absl::CivilDay today = parts_.company.Today(parts_.clock);
  ASSIGN_OR_RETURN(const auto found, parts_.customers.Relations(CustomerIdsOf(request.customers()),
                                                                today - absl::CivilDay(1970, 1, 1)));
  AnswerEach(
      request.customers(), found, [&] { return response.add_results(); },
      [&](const Relation& relation, v1::RelationResult& result) {
        const RelationState state =
            StateOf(relation, today, parts_.company.active_months, parts_.company.zone);
        ToWire(relation, state, *result.mutable_relation());
      });
  return absl::OkStatus();
}

}  // namespace bestand::customer_profile
