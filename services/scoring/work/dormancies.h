#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy.h"
#include "services/scoring/work/behaviour_source.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// How deep one customer sleeps, with all that explains it.
struct CustomerDormancy {
  CustomerScore score;  // as stored, with the behaviour of the customer
  Dormancy dormancy;
  DormancyYardstick yardstick;
};

// Answers why customers sleep, from the facts stored with their scores and from their behaviour as
// customer-profile knows it now, or knew it on the set's day when one was asked for. Threads may share it.
class Dormancies {
 public:
  Dormancies(ScoreReader& reader, ModelStore& models, BehaviourSource& behaviours)
      : reader_(reader), models_(models), behaviours_(behaviours) {}

  // The probability looks `horizon_days` ahead, or as far as the score set does. The cohort are the customers
  // that the model was fitted on. The last purchase counts as contact too. Fails with NO_SCORES,
  // SCORE_UNKNOWN, and SERVICE_AWAY.
  absl::StatusOr<CustomerDormancy> Assess(std::string_view customer_id,
                                          std::optional<int> horizon_days) const;

  // The same for 1 to 1,000 customers, all from one set, in the order asked; SCORE_UNKNOWN for those without
  // a score.
  absl::StatusOr<std::vector<absl::StatusOr<CustomerDormancy>>> AssessMany(
      std::span<const std::string> customer_ids, std::optional<int> horizon_days) const;

 private:
  ScoreReader& reader_;
  ModelStore& models_;
  BehaviourSource& behaviours_;
};

}  // namespace bestand::scoring
