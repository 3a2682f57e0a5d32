#include "services/scoring/work/segments/ripeness.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

struct Columns {
  std::vector<int32_t> repeats, recency, age, today;
  std::vector<double> mean_value;
};

Columns ColumnsOf(const CustomerTable& customers, int32_t as_of_day, size_t begin, size_t rows) {
  Columns columns;
  for (size_t i = begin; i < begin + rows; ++i) {
    const int32_t seen_from = std::max(as_of_day, customers.last_day[i]);
    columns.repeats.push_back(customers.behaviour.purchase_days[i] - 1);
    columns.recency.push_back(customers.last_day[i] - customers.first_day[i]);
    columns.age.push_back(seen_from - customers.first_day[i]);
    columns.today.push_back(seen_from);
    columns.mean_value.push_back(0);  // what a purchase brings is in the scores already
  }
  return columns;
}

}  // namespace

absl::StatusOr<Ripeness> Ripeness::Make(const FittedModel& model, const ScoreSettings& settings) {
  const ScoreTerms terms{.horizon_days = kRipeDays, .annual_discount = settings.annual_discount};
  ASSIGN_OR_RETURN(GroupedScorer scorer, GroupedScorer::Make(model.Models(), model.spending, terms));
  return Ripeness(model.Models(), settings, std::move(scorer));
}

absl::Status Ripeness::Fill(const CustomerTable& customers, int32_t as_of_day, size_t begin,
                            std::span<SegmentMember> members) {
  const Columns columns = ColumnsOf(customers, as_of_day, begin, members.size());
  const auto groups = std::span(customers.group).subspan(begin, members.size());
  RETURN_IF_ERROR(
      scorer_.Score({{{columns.repeats, columns.recency, columns.age}, columns.mean_value}, columns.today},
                    groups, scores_));
  for (size_t i = 0; i < members.size(); ++i) {
    members[i].buys_probability = scores_.buys_again[i];
    RETURN_IF_ERROR(FillOne(customers, as_of_day, begin + i, members[i]));
  }
  return absl::OkStatus();
}

absl::Status Ripeness::FillOne(const CustomerTable& customers, int32_t as_of_day, size_t row,
                               SegmentMember& member) {
  if (customers.awake[row] == 0) return absl::OkStatus();
  const SeasonalClock& clock = models_.front().clock;
  const int32_t last_day = customers.last_day[row], last = clock.At(last_day);
  const int32_t silent = clock.At(as_of_day) - last;
  ASSIGN_OR_RETURN(const auto window, Window(customers.group[row], customers.behaviour.purchase_days[row] - 1,
                                             last - clock.At(customers.first_day[row])));
  if (!window || silent < window->opens_after_days || silent > window->closes_after_days) {
    return absl::OkStatus();
  }
  const double value =
      member.buys_probability * margin_ * static_cast<double>(customers.purchase_value_minor[row]);
  member.ripe_minor = std::llround(std::min(value, 9e18));
  member.opens_day = clock.After(last_day, window->opens_after_days);
  member.closes_day = clock.After(last_day, window->closes_after_days);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<PurchaseWindow>> Ripeness::Window(uint8_t group, int32_t repeats,
                                                               int32_t recency_days) {
  const auto known = windows_.find({group, repeats, recency_days});
  if (known != windows_.end()) return known->second;
  ASSIGN_OR_RETURN(const auto window, WindowOf(models_[group].model, repeats, recency_days));
  windows_[{group, repeats, recency_days}] = window;
  return window;
}

}  // namespace bestand::scoring
