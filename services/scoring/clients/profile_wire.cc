#include "services/scoring/clients/profile_wire.h"

#include <set>
#include <string>

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

const absl::CivilDay kDayZero(1970, 1, 1);

int32_t DayNumber(const google::type::Date& date) { return static_cast<int32_t>(ToDay(date) - kDayZero); }

int32_t MinorPerUnit(std::string_view currency) {
  int32_t minor = 1;
  for (int i = CurrencyExponent(currency); i > 0; --i) minor *= 10;
  return minor;
}

bool IsWhole(const profile::StreamPurchaseSummariesResponse& chunk) {
  const int rows = chunk.customer_ids_size();
  const int holdout = chunk.holdout_repeats_size();
  return chunk.first_days_size() == rows && chunk.last_days_size() == rows && chunk.repeats_size() == rows &&
         chunk.repeat_values_minor_size() == rows && chunk.total_values_minor_size() == rows &&
         chunk.earlier_repeats_size() == rows && chunk.last_outbound_days_size() == rows &&
         (holdout == 0 || holdout == rows);
}

Summary RowOf(const profile::StreamPurchaseSummariesResponse& chunk, int row) {
  return {.customer_id = chunk.customer_ids(row),
          .first_day = chunk.first_days(row),
          .last_day = chunk.last_days(row),
          .repeats = chunk.repeats(row),
          .earlier_repeats = chunk.earlier_repeats(row),
          .last_outbound_day = chunk.last_outbound_days(row),
          .repeat_value_minor = chunk.repeat_values_minor(row),
          .total_value_minor = chunk.total_values_minor(row),
          .holdout_repeats = chunk.holdout_repeats_size() == 0 ? 0 : chunk.holdout_repeats(row)};
}

absl::StatusOr<int64_t> Amount(const google::type::Money& money, std::string_view currency) {
  if (money.currency_code().empty() && money.units() == 0 && money.nanos() == 0) return 0;
  if (money.currency_code() == currency) return ToMinorUnits(money);
  return Failure(absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED",
                 "An amount is in " + money.currency_code() + ", the model in " + std::string(currency) +
                     "; convert it.",
                 {{"have", money.currency_code()}, {"need", std::string(currency)}});
}

// Whether the customer simply has no purchases that could be scored.
bool IsAbsent(const absl::Status& status) {
  return absl::IsNotFound(status) || ReasonOf(status) == "CUSTOMER_ERASED";
}

}  // namespace

profile::StreamPurchaseSummariesRequest ToWire(const SummaryQuery& query) {
  profile::StreamPurchaseSummariesRequest request;
  if (query.as_of_day) *request.mutable_as_of_date() = ToDate(kDayZero + *query.as_of_day);
  if (query.holdout_until_day)
    *request.mutable_holdout_until_date() = ToDate(kDayZero + *query.holdout_until_day);
  request.set_first_bucket(query.first_bucket);
  request.set_end_bucket(query.end_bucket);
  return request;
}

profile::GetPurchaseSummaryRequest SummaryRequest(const std::string& customer_id, int32_t as_of_day) {
  profile::GetPurchaseSummaryRequest request;
  request.set_customer(CustomerName(customer_id));
  *request.mutable_as_of_date() = ToDate(kDayZero + as_of_day);
  return request;
}

absl::StatusOr<SummaryChunk> FromWire(const profile::StreamPurchaseSummariesResponse& chunk) {
  if (!IsWhole(chunk)) {
    return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                   "customer-profile sent columns of different length; report it with the trace id.");
  }
  SummaryChunk result{.currency = {chunk.currency_code(), MinorPerUnit(chunk.currency_code())},
                      .bucket = chunk.bucket()};
  result.summaries.reserve(static_cast<size_t>(chunk.customer_ids_size()));
  for (int row = 0; row < chunk.customer_ids_size(); ++row) result.summaries.push_back(RowOf(chunk, row));
  return result;
}

absl::StatusOr<std::optional<Summary>> FromWire(const profile::PurchaseSummaryResult& result,
                                                std::string_view currency) {
  if (result.has_error()) {
    const absl::Status status = rpc::FromWireStatus(result.error());
    if (IsAbsent(status)) return std::nullopt;
    return status;
  }
  const profile::PurchaseSummary& summary = result.summary();
  if (!summary.has_first_date()) return std::nullopt;
  ASSIGN_OR_RETURN(const int64_t repeat_value, Amount(summary.repeat_value(), currency));
  ASSIGN_OR_RETURN(const int64_t total_value, Amount(summary.total_value(), currency));
  return Summary{
      .customer_id = CustomerIdOf(summary.customer()),
      .first_day = DayNumber(summary.first_date()),
      .last_day = DayNumber(summary.last_date()),
      .repeats = summary.repeat_count(),
      .earlier_repeats = summary.earlier_repeat_count(),
      .last_outbound_day = summary.has_last_outbound_date() ? DayNumber(summary.last_outbound_date()) : -1,
      .repeat_value_minor = repeat_value,
      .total_value_minor = total_value};
}

PurchaseSpan FromWire(const profile::GetPurchaseSpanResponse& response) {
  PurchaseSpan span{.customers = response.customer_count()};
  if (response.has_first_date()) span.first_day = DayNumber(response.first_date());
  if (response.has_last_date()) span.last_day = DayNumber(response.last_date());
  return span;
}

ChangeChunk FromWire(const profile::WatchChangesResponse& chunk) {
  std::set<std::string> customers;
  for (const profile::Change& change : chunk.changes()) {
    // Complaints come among what the choice of a gift needs.
    const bool counts = change.kind() == profile::CHANGE_KIND_PURCHASES ||
                        change.kind() == profile::CHANGE_KIND_INTERACTION ||
                        change.kind() == profile::CHANGE_KIND_GIFT_CONTEXT;
    if (counts) customers.insert(CustomerIdOf(change.customer()));
  }
  customers.erase("");
  return {.customer_ids = {customers.begin(), customers.end()}, .next_cursor = chunk.next_cursor()};
}

}  // namespace bestand::scoring
