#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "services/scoring/work/contracts/contract_source.h"

namespace bestand::scoring {

// The contracts of customer-profile in memory.
class FakeContracts : public ContractSource {
 public:
  std::map<std::string, std::vector<OwnContract>> of;  // by customer; who is not in it is unknown
  std::string currency = "USD";
  bool away = false;

  void Add(const std::string& customer_id, const ContractTerm& term, int64_t price_minor) {
    const std::string name =
        "customers/" + customer_id + "/contracts/" + std::to_string(of[customer_id].size());
    of[customer_id].push_back({.name = name, .term = term, .price_minor = price_minor});
  }

  absl::Status StreamTerms(absl::FunctionRef<absl::Status(std::span<const ContractTerm>)> take) override {
    if (away) return Away();
    for (const auto& [customer, contracts] : of) {
      for (const OwnContract& contract : contracts) RETURN_IF_ERROR(take(std::span(&contract.term, 1)));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<OwnContracts> ContractsOf(std::string_view customer_id) override {
    if (away) return Away();
    const auto found = of.find(std::string(customer_id));
    if (found == of.end()) {
      return Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", "There is no such customer.");
    }
    OwnContracts own{.contracts = found->second};
    if (!own.contracts.empty()) own.currency.code = currency;
    return own;
  }

 private:
  static absl::Status Away() {
    return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "customer-profile cannot be reached.");
  }
};

}  // namespace bestand::scoring
