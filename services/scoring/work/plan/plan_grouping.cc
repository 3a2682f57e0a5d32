#include "services/scoring/work/plan/plan_grouping.h"

#include <algorithm>
#include <functional>

#include "common/error/error.h"
#include "services/scoring/work/portfolios.h"

namespace bestand::scoring {
namespace {

class ByState : public PlanGrouping {
 public:
  std::vector<std::string> Names() const override {
    std::vector<std::string> names;
    for (size_t i = 0; i < kDormancyStates; ++i) names.emplace_back(NameOf(static_cast<DormancyState>(i)));
    return names;
  }
  size_t GroupOf(const CustomerScore& score) const override { return static_cast<size_t>(score.state); }
};

class ByTenth : public PlanGrouping {
 public:
  // Sorts the values, and keeps the least of each tenth but the last.
  explicit ByTenth(std::vector<int64_t> values) {
    std::sort(values.begin(), values.end(), std::greater<>());
    for (size_t tenth = 1; tenth < 10 && !values.empty(); ++tenth) {
      least_.push_back(values[std::min((values.size() * tenth + 9) / 10, values.size()) - 1]);
    }
  }

  std::vector<std::string> Names() const override {
    std::vector<std::string> names;
    for (int tenth = 1; tenth <= 10; ++tenth) names.push_back("TENTH_" + std::to_string(tenth));
    return names;
  }
  size_t GroupOf(const CustomerScore& score) const override {
    size_t tenth = 0;
    while (tenth < least_.size() && score.clv_60_months_minor < least_[tenth]) ++tenth;
    return tenth;
  }

 private:
  std::vector<int64_t> least_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PlanGrouping>> MakeGrouping(GroupBy by, ScoreReader& reader,
                                                           int32_t set_number) {
  if (by == GroupBy::kState) return std::make_unique<ByState>();
  std::vector<int64_t> values;
  RETURN_IF_ERROR(reader.ReadValues(
      set_number, [&](const CustomerValue& value) { values.push_back(value.clv_60_months_minor); }));
  return std::make_unique<ByTenth>(std::move(values));
}

}  // namespace bestand::scoring
