#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/domain/contracts/renewal_calendar.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// A contract of one customer, as customer-profile has it.
struct OwnContract {
  std::string name;     // "customers/{customer}/contracts/{contract}"
  std::string product;  // "products/{product}"; may be empty
  ContractTerm term;
  int64_t price_minor = 0;  // of a period
};

struct OwnContracts {
  std::vector<OwnContract> contracts;
  Currency currency;  // of all prices; without a code when there are none
};

// The contracts of all customers. Threads may share it.
class ContractSource {
 public:
  virtual ~ContractSource() = default;

  // Shows when all contracts run, in chunks of about 1,000. Ends with the first failure of `take`. Fails with
  // SERVICE_AWAY.
  virtual absl::Status StreamTerms(absl::FunctionRef<absl::Status(std::span<const ContractTerm>)> take) = 0;

  // Fails with CUSTOMER_UNKNOWN or SERVICE_AWAY.
  virtual absl::StatusOr<OwnContracts> ContractsOf(std::string_view customer_id) = 0;
};

}  // namespace bestand::scoring
