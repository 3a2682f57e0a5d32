#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/portfolio.h"
#include "services/scoring/domain/portfolio_spread.h"
#include "services/scoring/work/plan/plan_grouping.h"
#include "services/scoring/work/plan/value_spread.h"
#include "services/scoring/work/portfolios.h"

namespace bestand::scoring {

// One group of a plan; minor units.
struct PlanGroup {
  std::string name;
  ValueGroup counted;            // who may be addressed, or all without a purpose
  ValueGroup blocked;            // who may not
  int64_t yearly_minor = 0;      // what is to come from those counted, a year
  int64_t yearly_low_minor = 0;  // its 80 % interval
  int64_t yearly_high_minor = 0;
  int64_t budget_minor = 0;  // what marketing to them may cost, a year
};

// The plan from the published scores, or from a caller's own assumptions: then it has no groups.
struct ScoredPlan {
  std::string currency;
  int32_t as_of_day = 0;
  PlanAssumptions assumptions{};
  PortfolioPlan plan{};
  std::optional<PlanGroup> all;   // of the published scores
  std::vector<PlanGroup> groups;  // with somebody in them
  bool with_consent = false;      // a purpose was given: blocked says something
};

struct PlanQuery {
  std::string purpose_id;  // "": all count, nobody's consent is asked for
  int64_t return_per_unit = 5;
  GroupBy group_by = GroupBy::kState;
};

inline constexpr int kPlanYears = 5;  // the 60 months of the lifetime value

// Plans marketing to the customers one has, bottom-up from the published scores. Threads may share it.
class PortfolioPlans {
 public:
  PortfolioPlans(ScoreReader& reader, ModelStore& models, AddressableSource& addressable)
      : reader_(reader), models_(models), addressable_(addressable) {}

  // What is still to come from a customer is the mean 60-month value of those who count, evenly over 5 years;
  // the first purchase is the mean of what they brought beside their repeat purchase days, nobody less than
  // 0, or of an expected purchase day when that is not above 0. Nobody who counts, or no value, gives a plan
  // of zeros. Intervals: see SpreadOfSum; of more than 50,000 customers they rest on every second, third ...
  // of them. Fails as Portfolios::Summarise.
  absl::StatusOr<ScoredPlan> Plan(const PlanQuery& query) const;

 private:
  ScoreReader& reader_;
  ModelStore& models_;
  AddressableSource& addressable_;
};

}  // namespace bestand::scoring
