#include "services/consent/api/person/own_limit_api.h"

#include <utility>

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

constexpr int kMostDays = 365;  // of contacts no more is kept in mind

// What both requests that set a limit have besides whose it is.
template <class Request>
absl::Status CheckChange(Violations& found, const Request& request) {
  const int64_t contacts = request.limit().max_contacts(), days = request.limit().days();
  if (request.has_limit()) {
    found.UnlessInRange("limit.max_contacts", contacts, 1, kMostContacts);
    found.UnlessInRange("limit.days", days, 1, kMostDays);
  }
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetOwnLimitRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::SetOwnLimitRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  return CheckChange(found, request);
}

absl::Status CheckRequest(const v1::GetCustomerLimitRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::SetCustomerLimitRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  return CheckChange(found, request);
}

}  // namespace

template <class Response>
absl::Status OwnLimitApi::Show(const std::string& customer, Response& response) const {
  ASSIGN_OR_RETURN(const ContactRecord record, parts_.contacts.Load({customer}));
  const OwnLimit& own = record.frequency.own;
  if (own.contacts == 0) return absl::OkStatus();
  response.mutable_limit()->set_max_contacts(own.contacts);
  response.mutable_limit()->set_days(own.days);
  return absl::OkStatus();
}

template <class Request, class Response>
absl::Status OwnLimitApi::Record(Wisher wisher, const Request& request, Response& response) const {
  wisher.circumstances = CircumstancesOf(request.circumstances());
  ASSIGN_OR_RETURN(const int64_t log_size,
                   parts_.wishes.Limit(wisher, {request.limit().max_contacts(), request.limit().days()}));
  response.set_log_size(log_size);
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* OwnLimitApi::GetOwnLimit(grpc::CallbackServerContext* context,
                                                   const v1::GetOwnLimitRequest* request,
                                                   v1::GetOwnLimitResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const ConsentKey person, parts_.links.Read(LinkUse::kPreferences, call.request.token()));
    return Show(person.customer, call.response);
  });
}

grpc::ServerUnaryReactor* OwnLimitApi::SetOwnLimit(grpc::CallbackServerContext* context,
                                                   const v1::SetOwnLimitRequest* request,
                                                   v1::SetOwnLimitResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const ConsentKey person,
                         parts_.links.Read(LinkUse::kPreferences, call.request.token()));
        return Record({.customer = person.customer, .by_link = true}, call.request, call.response);
      });
}

grpc::ServerUnaryReactor* OwnLimitApi::GetCustomerLimit(grpc::CallbackServerContext* context,
                                                        const v1::GetCustomerLimitRequest* request,
                                                        v1::GetCustomerLimitResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return Show(CustomerIdOf(call.request.customer()), call.response);
  });
}

grpc::ServerUnaryReactor* OwnLimitApi::SetCustomerLimit(grpc::CallbackServerContext* context,
                                                        const v1::SetCustomerLimitRequest* request,
                                                        v1::SetCustomerLimitResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        return Record({.customer = CustomerIdOf(call.request.customer())}, call.request, call.response);
      });
}

}  // namespace bestand::consent
