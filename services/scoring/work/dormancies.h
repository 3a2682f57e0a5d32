#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// How deep one customer sleeps, with all that explains it.
struct CustomerDormancy {
  CustomerScore score;  // as stored
  Dormancy dormancy;
  DormancyYardstick yardstick;
};

// Answers why customers sleep, from the facts stored with their scores. Threads may share it.
class Dormancies {
 public:
  Dormancies(ScoreReader& reader, ModelStore& models) : reader_(reader), models_(models) {}

  // The probability looks `horizon_days` ahead, or as far as the score set does. The cohort are the customers
  // that the model was fitted on. The last purchase counts as contact too. Fails with NO_SCORES or
  // SCORE_UNKNOWN.
  absl::StatusOr<CustomerDormancy> Assess(std::string_view customer_id,
                                          std::optional<int> horizon_days) const;

 private:
  ScoreReader& reader_;
  ModelStore& models_;
};

}  // namespace bestand::scoring
