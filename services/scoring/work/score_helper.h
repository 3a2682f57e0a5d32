#pragma once

#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/log/logger.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/part_team.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Helps with the scoring jobs of other replicas, on a thread of its own: looks every `poll` for a set that is
// being written and takes parts of it, unless this process works on a set already. What fails is left to the
// replica whose job it is.
class ScoreHelper {
 public:
  struct Parts {
    ScoreWriter& writer;
    ModelStore& models;
    PartTeam& team;
    const log::Logger& logger;
    absl::Duration poll = absl::Seconds(1);
  };
  explicit ScoreHelper(const Parts& parts);
  // Stops, giving back what was begun, and waits.
  ~ScoreHelper() = default;

 private:
  void Loop(std::stop_token stop);
  absl::Status Help(std::stop_token stop);

  const Parts parts_;
  std::jthread thread_;
};

}  // namespace bestand::scoring
