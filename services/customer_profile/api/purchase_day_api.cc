#include "services/customer_profile/api/purchase_day_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/customer_profile/api/days.h"

namespace bestand::customer_profile {
namespace {

absl::Status CheckRequest(const v1::CountRepeatDaysRequest& request) {
  Violations found;
  UnlessDate(found, "first_purchase_until_date", request.first_purchase_until_date());
  UnlessDate(found, "until_date", request.until_date());
  return found.ToStatus();
}

}  // namespace

grpc::ServerUnaryReactor* PurchaseDayApi::CountRepeatDays(grpc::CallbackServerContext* context,
                                                          const v1::CountRepeatDaysRequest* request,
                                                          v1::CountRepeatDaysResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const RepeatDays found,
                     days_.CountRepeatDays({DayNumber(call.request.first_purchase_until_date()),
                                            DayNumber(call.request.until_date())}));
    for (const int64_t day : found.days) call.response.add_days(static_cast<int32_t>(day));
    for (const int64_t customers : found.customers) call.response.add_customer_counts(customers);
    return absl::OkStatus();
  });
}

}  // namespace bestand::customer_profile
