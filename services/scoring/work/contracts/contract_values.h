#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/work/contracts/contract_model.h"
#include "services/scoring/work/contracts/contract_source.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// As in the proto, with the same numbers.
enum class ContractState { kUnspecified, kRunning, kEnding, kEnded, kNotBegun };

// What of a contract's future the renewals of others tell; money in minor units. Nothing of it counts the
// period that runs: that is agreed.
struct ContractForecast {
  RenewalEvidence evidence = RenewalEvidence::kEnough;
  double renewal_probability = 0;          // at the next renewal date
  double expected_periods_60_months = 0;   // further periods that begin within 60 months
  std::optional<double> expected_periods;  // for ever; nothing where the mean does not exist
  int median_renewals = 0;                 // at this further date a half of such contracts has left
  Ends80 value_60_months{};                // 80 % interval
};

// What one contract is worth.
struct ContractValue {
  OwnContract contract;
  ContractState state = ContractState::kUnspecified;
  int renewals = 0;                          // so far
  std::optional<int32_t> next_renewal_day;   // when it runs and is not known to end by then
  std::optional<ContractForecast> forecast;  // of running contracts of a length of period that has a fit
  int64_t value_60_months_minor = 0;         // discounted margin of the further periods that begin by then
  int64_t residual_value_minor = 0;          // the same for ever
  bool valued = true;                        // false: too few contracts like this came up for renewal
};

struct ContractualValue {
  std::string currency;
  int32_t as_of_day = 0;
  std::vector<ContractValue> contracts;  // the newest start first
  int64_t value_60_months_minor = 0;
  int64_t residual_value_minor = 0;
  int64_t unvalued = 0;  // contracts that run and could not be valued
};

struct ContractTermsAsked {
  std::optional<int32_t> as_of_day;  // that of the fit if unset
  double annual_discount = .10;      // 0.0001 to 10
  double margin = 1;                 // 0 to 1
};

// A customer's value from purchases and from contracts; 60 months, minor units.
struct CustomerValueParts {
  std::string currency;
  std::optional<FoundScore> purchases;        // the published score; nothing for who never bought
  std::optional<ContractualValue> contracts;  // nothing while no model of renewals was fitted
  int64_t value_60_months_minor = 0;          // both together
};

// Values contracts by the newest models of renewals. Threads may share it.
class ContractValues {
 public:
  ContractValues(ContractSource& source, ContractModelStore& models, ScoreReader& scores)
      : source_(source), models_(models), scores_(scores) {}

  // Fails with NO_CONTRACT_MODEL, CUSTOMER_UNKNOWN, SERVICE_AWAY; FIELD_INVALID for terms out of range.
  absl::StatusOr<ContractualValue> ValueOf(std::string_view customer_id,
                                           const ContractTermsAsked& asked) const;

  // Both parts, the contracts with the discount and margin of the published scores, or the usual ones when
  // there are none. Fails with CUSTOMER_UNKNOWN or SERVICE_AWAY, and with CURRENCY_MIXED when the parts
  // cannot be added.
  absl::StatusOr<CustomerValueParts> PartsOf(std::string_view customer_id) const;

 private:
  ContractSource& source_;
  ContractModelStore& models_;
  ScoreReader& scores_;
};

}  // namespace bestand::scoring
