#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "common/time/clock.h"
#include "services/scoring/work/contracts/contract_model.h"
#include "services/scoring/work/contracts/contract_source.h"

namespace bestand::scoring {

// The kind of these jobs.
inline constexpr char kContractFitJob[] = "contracts";

struct ContractFitRequest {
  std::optional<int32_t> as_of_day;  // only renewals up to and on it count; today in UTC if unset
};

// The form in which jobs keep it: a number or "-". The opposite fails with INTERNAL_ERROR on anything else.
std::string Encode(const ContractFitRequest& request);
absl::StatusOr<ContractFitRequest> DecodeContractFitRequest(std::string_view bytes);

// The work of a contract fit job: reads all contracts, fits one model a length of period, keeps them. Its
// result is the model's id, which is the job's. Threads may share it.
class ContractFitWork {
 public:
  ContractFitWork(ContractSource& source, ContractModelStore& models, const Clock& clock)
      : source_(source), models_(models), clock_(clock) {}

  // Fails with TOO_FEW_CUSTOMERS when no contract had begun; too few of one length of period are no failure,
  // they are kept without a fit. As ContractSource and ContractModelStore; FIT_NOT_CONVERGED; CANCELLED.
  absl::StatusOr<std::string> operator()(jobs::JobContext& job) const;

 private:
  ContractSource& source_;
  ContractModelStore& models_;
  const Clock& clock_;
};

}  // namespace bestand::scoring
