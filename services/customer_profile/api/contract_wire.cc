#include "services/customer_profile/api/contract_wire.h"

#include <limits>

#include "common/error/error.h"
#include "common/id/id.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "services/customer_profile/api/days.h"
#include "services/customer_profile/api/product_names.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kMaxSource = 64, kMaxExternalId = 64, kMaxReason = 200;
constexpr int kMostMonths = 120;
constexpr int32_t kNoEnd = std::numeric_limits<int32_t>::min();

void CheckDays(const v1::Contract& contract, Violations& found) {
  UnlessDate(found, "contract.start_date", contract.start_date());
  if (!contract.has_end_date()) return;
  UnlessDate(found, "contract.end_date", contract.end_date());
  if (!IsDay(contract.start_date()) || !IsDay(contract.end_date())) return;
  found.Unless(DayNumber(contract.end_date()) > DayNumber(contract.start_date()), "contract.end_date",
               "must lie after contract.start_date");
}

}  // namespace

absl::Status CheckRequest(const v1::RecordContractRequest& request) {
  const v1::Contract& contract = request.contract();
  Violations found;
  found.UnlessName("contract.customer", contract.customer(), "customers/*");
  found.UnlessRequiredText("contract.source", contract.source(), kMaxSource);
  found.UnlessRequiredText("contract.external_id", contract.external_id(), kMaxExternalId);
  if (!contract.product().empty()) UnlessProduct(found, "contract.product", contract.product());
  found.UnlessInRange("contract.period_months", int64_t{contract.period_months()}, 1, kMostMonths);
  found.UnlessMoney("contract.price", contract.price(), Sign::kNotNegative);
  CheckDays(contract, found);
  found.UnlessText("contract.end_reason", contract.end_reason(), kMaxReason);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::EndContractRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "customers/*/contracts/*");
  UnlessDate(found, "end_date", request.end_date());
  found.UnlessText("reason", request.reason(), kMaxReason);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListContractsRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::StreamContractsRequest& request) {
  Violations found;
  found.UnlessInRange("first_bucket", int64_t{request.first_bucket()}, 0, kBuckets - 1);
  found.UnlessInRange("end_bucket", int64_t{request.end_bucket()}, 0, kBuckets);
  return found.ToStatus();
}

absl::StatusOr<Contract> FromWire(const v1::Contract& wire) {
  Contract contract{.customer_id = CustomerIdOf(wire.customer()),
                    .source = wire.source(),
                    .external_id = wire.external_id(),
                    .product_id = ProductIdOf(wire.product()),
                    .period_months = wire.period_months(),
                    .currency_code = wire.price().currency_code(),
                    .start_day = DayNumber(wire.start_date()),
                    .end_reason = wire.end_reason()};
  ASSIGN_OR_RETURN(contract.price_minor, ToMinorUnits(wire.price()));
  if (wire.has_end_date()) contract.end_day = DayNumber(wire.end_date());
  return contract;
}

ContractEnd FromWire(const v1::EndContractRequest& wire) {
  const std::string& name = wire.name();
  const size_t customer = name.find('/') + 1;
  return {.customer_id = name.substr(customer, name.find('/', customer) - customer),
          .contract_id = IdOf(name, "customers/*/contracts/*").value_or(""),
          .end_day = DayNumber(wire.end_date()),
          .reason = wire.reason()};
}

ContractOrder FromWire(const v1::StreamContractsRequest& wire) {
  return {.first_bucket = wire.first_bucket(),
          .end_bucket = wire.end_bucket() == 0 ? kBuckets : wire.end_bucket()};
}

void ToWire(const Contract& contract, v1::Contract& wire) {
  wire.set_name(CustomerName(contract.customer_id) + "/contracts/" + contract.contract_id);
  wire.set_customer(CustomerName(contract.customer_id));
  wire.set_source(contract.source);
  wire.set_external_id(contract.external_id);
  if (!contract.product_id.empty()) wire.set_product(ProductName(contract.product_id));
  wire.set_period_months(contract.period_months);
  *wire.mutable_price() = ToMoney(contract.price_minor, contract.currency_code);
  *wire.mutable_start_date() = DateOf(contract.start_day);
  if (contract.end_day) *wire.mutable_end_date() = DateOf(*contract.end_day);
  wire.set_end_reason(contract.end_reason);
  *wire.mutable_record_time() = ToTimestamp(contract.record_time);
}

void Append(const Contract& contract, v1::StreamContractsResponse& chunk) {
  chunk.add_customer_ids(contract.customer_id);
  chunk.add_period_months(contract.period_months);
  chunk.add_prices_minor(contract.price_minor);
  chunk.add_start_days(static_cast<int32_t>(contract.start_day));
  chunk.add_end_days(contract.end_day ? static_cast<int32_t>(*contract.end_day) : kNoEnd);
  chunk.set_currency_code(contract.currency_code);
  chunk.set_bucket(contract.bucket);
}

}  // namespace bestand::customer_profile
