#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "services/scoring/domain/dormancy/behaviour.h"

namespace bestand::scoring {

// What a dormancy score is made of, one number each; NaN where a fact is not known.
enum class Signal {
  kModel,         // the model's log-odds of no purchase within the horizon
  kSilence,       // ln(1 + days silent)
  kGapRatio,      // ln((days silent + 7) / (own gap + 7)), the own gap averaged with one typical gap
  kRepeats,       // ln(1 + repeats)
  kRhythm,        // SilenceEvidence of the own RhythmShape
  kSpending,      // ln(mean net value of a purchase day)
  kBreadth,       // ln(mean lines of a purchase day)
  kPaceTrend,     // (repeats later - earlier) / (1 + repeats): halves of the time from first to last purchase
  kValueTrend,    // ln(mean value of a day later / earlier), within +-2
  kBreadthTrend,  // ln(mean lines of a day later / earlier), within +-2
  kReturned,      // part of the last basket that came back, 0 to 1
  kComplaint,     // 1 with an open complaint
  kUnanswered,    // contacts since the last purchase without a reaction, at most 12
  kCrowded,       // contacts in 90 days beyond one a week, 0 (13 contacts) to 1 (26 and more)
  kContractEnd,   // 1 when a contract ends within 90 days
};
inline constexpr size_t kSignals = 15;

class Signals {
 public:
  double& operator[](Signal signal) { return values_[static_cast<size_t>(signal)]; }
  double operator[](Signal signal) const { return values_[static_cast<size_t>(signal)]; }
  double& operator[](size_t signal) { return values_[signal]; }
  double operator[](size_t signal) const { return values_[signal]; }

 private:
  std::array<double, kSignals> values_{};
};

// The first signals: those that a purchase history has, real or imagined.
inline constexpr size_t kHistorySignals = 4;

struct HistorySeen {
  double model_log_odds = 0;
  double repeats = 0;
  double recency_days = 0;
  double silent_days = 0;
  double typical_gap_days = 90;  // of the cohort
};

// Writes kModel to kRepeats.
void SetHistorySignals(const HistorySeen& seen, Signals& signals);

struct BehaviourSeen {
  const Behaviour& behaviour;
  int32_t repeats = 0;
  int32_t earlier_repeats = 0;  // in the earlier half of first to last day
  int32_t recency_days = 0;
  int32_t silent_days = 0;
  int32_t last_day = 0;            // of the last purchase
  int32_t today = 0;               // >= last_day
  int32_t last_outbound_day = -1;  // when the company last addressed the customer; -1 if never
  int64_t total_value_minor = 0;   // net value of everything
  double typical_gap_days = 90;
};

// Writes all other signals.
void SetBehaviourSignals(const BehaviourSeen& seen, Signals& signals);

// Contacts that the customer left unanswered: 0 once the customer got in touch after the last purchase day.
int32_t UnansweredContacts(const Behaviour& behaviour, int32_t last_day);

}  // namespace bestand::scoring
