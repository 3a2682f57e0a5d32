#pragma once

#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "bestand/scoring/v1/score_service.pb.h"
#include "common/validate/wire_values.h"
#include "services/scoring/work/dormancies.h"
#include "services/scoring/work/requests.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Writes a score; it should be used for `lifetime` from the time it was computed.
void ToWire(const ScoreSet& set, const CustomerScore& score, absl::Duration lifetime, v1::Score& wire);

// Writes `stale` and `known_time`, now if unset, of an answer.
template <class Response>
void ToWire(const Freshness& freshness, Response& wire) {
  wire.set_stale(freshness.stale);
  *wire.mutable_known_time() = ToTimestamp(freshness.known_time.value_or(absl::Now()));
}

// Writes the reasons strongest first; `cohort_log_odds` and they, added up in that order, are `log_odds` to
// the last bit.
void ToWire(const CustomerDormancy& customer, v1::AssessDormancyResponse& wire);

ScoringRequest FromWire(const v1::ScoringSettings& settings);

// Returns the states asked for, each once; COOLING and DORMANT if none.
std::vector<DormancyState> StatesOf(const v1::ListAtRiskRequest& request);

v1::DormancyState ToWire(DormancyState state);

}  // namespace bestand::scoring
