#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/consent/domain/reports/report_store.h"

namespace bestand::consent {

// Counts of one cut, as they are added up.
class RateTally {
 public:
  // An active customer counts, with a consent or without; requests count of everybody.
  void Add(const Standing& standing);
  void Add(const RateTally& other);

  // The median is that of all confirmations; nothing without one.
  OptInCounts Counts() const;

 private:
  OptInCounts counts_;
  std::vector<double> confirm_days_;
};

// One cut of a report.
struct RateCut {
  std::string key;
  std::string display_name;
  OptInCounts counts;
};

// The rate at one moment.
struct RatePoint {
  absl::Time at;
  int64_t active = 0;
  int64_t confirmed = 0;
};

// Returns the ends of the last `months` months before `now` (UTC), oldest first, and `now` behind them.
std::vector<absl::Time> MonthEnds(absl::Time now, int months);

// Adds one customer to the points, each judged as things stood at its moment by the rules of a check; an
// empty purpose is any. `ruled` says whether a country had rules at a moment.
class RateHistory {
 public:
  RateHistory(std::span<const absl::Time> moments, Channel channel, std::string purpose,
              const ContactRules& rules);

  void Add(const CustomerPast& past);
  const std::vector<RatePoint>& points() const { return points_; }

 private:
  bool IsConfirmedAt(const CustomerPast& past, const PastSubject& subject, absl::Time at,
                     const RuledCountries& ruled) const;

  std::vector<RatePoint> points_;
  const Channel channel_;
  const std::string purpose_;
  std::vector<RuledCountries> ruled_;  // at each moment
};

}  // namespace bestand::consent
