#include "services/scoring/clients/repeat_day_client.h"

#include "common/error/error.h"
#include "common/validate/wire_values.h"

namespace bestand::scoring {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(10);

google::type::Date DateOf(int32_t day) { return ToDate(absl::CivilDay(1970, 1, 1) + day); }

}  // namespace

absl::StatusOr<RepeatDays> RepeatDayClient::CountRepeatDays(const RepeatDaysQuery& query) {
  customer_profile::v1::CountRepeatDaysRequest request;
  *request.mutable_first_purchase_until_date() = DateOf(query.first_purchase_until_day);
  *request.mutable_until_date() = DateOf(query.until_day);
  ASSIGN_OR_RETURN(
      const auto answer,
      days_.Call(&customer_profile::v1::PurchaseDayService::Stub::CountRepeatDays, request, kPatience));
  if (answer.days_size() != answer.customer_counts_size()) {
    return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                   "customer-profile sent columns of different length; report it with the trace id.");
  }
  return RepeatDays{{answer.days().begin(), answer.days().end()},
                    {answer.customer_counts().begin(), answer.customer_counts().end()}};
}

}  // namespace bestand::scoring
