#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/scoring/domain/contracts/sbg_fit.h"

namespace bestand::scoring {

// What the renewals of all contracts with one length of period say.
struct PeriodFit {
  int period_months = 12;
  int64_t contracts = 0;  // that came up for renewal at least once
  int64_t renewed = 0;    // renewals
  int64_t left = 0;
  std::optional<SbgFit> fit;  // nothing below kFewestContracts
};

// The models of renewals, one a length of period.
struct ContractModel {
  std::string id;  // a UUID: that of the job
  absl::Time create_time;
  int32_t as_of_day = 0;           // the last day that the fit saw
  std::vector<PeriodFit> periods;  // by period_months

  // Nothing for a length that no contract has.
  const PeriodFit* Find(int period_months) const;
};

// Keeps the models of renewals. Threads may share it.
class ContractModelStore {
 public:
  virtual ~ContractModelStore() = default;

  // Keeps the model; again with the same id changes nothing.
  virtual absl::Status Keep(const ContractModel& model) = 0;

  // Returns the newest. Fails with NO_CONTRACT_MODEL.
  virtual absl::StatusOr<ContractModel> FindNewest() = 0;
};

}  // namespace bestand::scoring
