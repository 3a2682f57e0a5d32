#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::customer_profile {

// A contract that renews itself at each period's end until it is ended. Its renewals follow from its dates,
// so none can be missing, come twice or overlap. Days are days of the company's time zone since 1970-01-01.
struct Contract {
  std::string contract_id;  // a UUID
  std::string customer_id;
  std::string source;  // where it is kept, with external_id its identity there
  std::string external_id;
  std::string product_id;   // may be empty
  int period_months = 12;   // 1 to 120
  int64_t price_minor = 0;  // of a period, >= 0
  std::string currency_code;
  int64_t start_day = 0;
  std::optional<int64_t> end_day;  // the first day without it, after the start; nothing while nobody ended it
  std::string end_reason;
  absl::Time record_time;  // output only
  int bucket = 0;          // output only
};

struct RecordedContract {
  Contract contract;
  bool created;
};

// What ends a contract, and when.
struct ContractEnd {
  std::string customer_id;
  std::string contract_id;
  int64_t end_day;
  std::string reason;
};

struct ContractOrder {
  int first_bucket = 0;
  int end_bucket = 1024;
};

inline constexpr int kMaxContracts = 200;

// Keeps contracts. Threads may share it. Everything about a customer fails with CUSTOMER_UNKNOWN when there
// is none, and tells its change in the same transaction.
class ContractStore {
 public:
  virtual ~ContractStore() = default;

  // Stores a contract. One that is there already, by customer, source and external id, stays as it is and is
  // returned. Fails with CURRENCY_MIXED, and with ROW_REFUSED when the customer has kMaxContracts.
  virtual absl::StatusOr<RecordedContract> Record(const Contract& contract) = 0;

  // Sets or moves a contract's end and returns the contract. Fails with CONTRACT_UNKNOWN, and with
  // FIELD_INVALID when the end is not after the start.
  virtual absl::StatusOr<Contract> End(const ContractEnd& end) = 0;

  // The newest start first.
  virtual absl::StatusOr<std::vector<Contract>> List(std::string_view customer_id) = 0;

  // Shows all contracts by bucket and customer, in bounded memory; no session is held meanwhile.
  virtual absl::Status Stream(const ContractOrder& order,
                              absl::FunctionRef<absl::Status(const Contract&)> show) = 0;
};

}  // namespace bestand::customer_profile
