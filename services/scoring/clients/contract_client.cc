#include "services/scoring/clients/contract_client.h"

#include <limits>

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/clients/read_stream.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

constexpr int32_t kNoEnd = std::numeric_limits<int32_t>::min();
const absl::CivilDay kDayZero(1970, 1, 1);

int32_t DayNumber(const google::type::Date& date) { return static_cast<int32_t>(ToDay(date) - kDayZero); }

absl::StatusOr<OwnContract> FromWire(const profile::Contract& wire) {
  OwnContract contract{
      .name = wire.name(),
      .product = wire.product(),
      .term = {.start_day = DayNumber(wire.start_date()), .period_months = wire.period_months()}};
  if (wire.has_end_date()) contract.term.end_day = DayNumber(wire.end_date());
  ASSIGN_OR_RETURN(contract.price_minor, ToMinorUnits(wire.price()));
  return contract;
}

}  // namespace

absl::StatusOr<std::vector<ContractTerm>> FromWire(const profile::StreamContractsResponse& chunk) {
  const int rows = chunk.customer_ids_size();
  if (chunk.period_months_size() != rows || chunk.start_days_size() != rows ||
      chunk.end_days_size() != rows) {
    return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                   "customer-profile sent columns of different length; report it with the trace id.");
  }
  std::vector<ContractTerm> terms;
  for (int row = 0; row < rows; ++row) {
    terms.push_back({.start_day = chunk.start_days(row), .period_months = chunk.period_months(row)});
    if (chunk.end_days(row) != kNoEnd) terms.back().end_day = chunk.end_days(row);
  }
  return terms;
}

absl::StatusOr<OwnContracts> FromWire(const profile::ListContractsResponse& response) {
  OwnContracts own;
  for (const profile::Contract& wire : response.contracts()) {
    ASSIGN_OR_RETURN(OwnContract contract, FromWire(wire));
    own.currency.code = wire.price().currency_code();
    own.contracts.push_back(std::move(contract));
  }
  return own;
}

absl::Status ContractClient::StreamTerms(
    absl::FunctionRef<absl::Status(std::span<const ContractTerm>)> take) {
  const auto context = rpc::NewEndlessContext(contracts_.remote());
  const auto reader = contracts_.stub().StreamContracts(context.get(), profile::StreamContractsRequest());
  return ReadStream<profile::StreamContractsResponse>(
      *context, *reader, contracts_.remote().service, [&](const auto& message) -> absl::Status {
        ASSIGN_OR_RETURN(const std::vector<ContractTerm> terms, FromWire(message));
        return take(terms);
      });
}

absl::StatusOr<OwnContracts> ContractClient::ContractsOf(std::string_view customer_id) {
  profile::ListContractsRequest request;
  request.set_customer(CustomerName(customer_id));
  ASSIGN_OR_RETURN(const auto response,
                   contracts_.Call(&profile::ContractService::Stub::ListContracts, request));
  return FromWire(response);
}

}  // namespace bestand::scoring
