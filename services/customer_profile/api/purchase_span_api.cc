#include "services/customer_profile/api/purchase_span_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/customer_profile/api/days.h"

namespace bestand::customer_profile {

grpc::ServerUnaryReactor* PurchaseSpanApi::GetPurchaseSpan(grpc::CallbackServerContext* context,
                                                           const v1::GetPurchaseSpanRequest* request,
                                                           v1::GetPurchaseSpanResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const PurchaseSpan span, purchases_.Span());
    if (span.first_day) *call.response.mutable_first_date() = DateOf(*span.first_day);
    if (span.last_day) *call.response.mutable_last_date() = DateOf(*span.last_day);
    call.response.set_customer_count(span.customers);
    return absl::OkStatus();
  });
}

}  // namespace bestand::customer_profile
