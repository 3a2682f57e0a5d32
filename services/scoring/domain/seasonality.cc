#include "services/scoring/domain/seasonality.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <vector>

#include "common/error/error.h"
#include "services/scoring/domain/newcomer_purchases.h"

namespace bestand::scoring {
namespace {

constexpr int kMostRounds = 20;
constexpr double kPrior = 20;  // purchases
constexpr size_t kOddPart = 100;
constexpr double kDaysOfMonth[] = {31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr double kDaysOfYear = 365.2425;

using Months = std::array<double, 12>;

absl::Status CannotBe(std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER", message);
}

int32_t FirstDay(const SeasonData& data) {
  const auto& ages = data.history.age_days;
  return data.as_of_day - (ages.empty() ? 0 : *std::ranges::max_element(ages));
}

// Some odd old dates add no years.
int32_t DaysSeen(const SeasonData& data) {
  std::vector<int32_t> ages(data.history.age_days.begin(), data.history.age_days.end());
  if (ages.empty()) return 0;
  const auto place = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / kOddPart);
  std::nth_element(ages.begin(), place, ages.end(), std::greater<>());
  return *place;
}

absl::Status CheckSeasonData(const SeasonData& data) {
  if (data.repeat_days.size() != data.repeats.size()) {
    return CannotBe("The columns differ in length; send one number a day.");
  }
  const int32_t first = FirstDay(data);
  const bool seen = std::ranges::all_of(data.repeat_days,
                                        [&](int32_t day) { return day >= first && day <= data.as_of_day; });
  return seen ? absl::OkStatus() : CannotBe("A purchase lies outside the time seen; leave it out.");
}

absl::StatusOr<ModelFit> FitOnClock(ModelKind kind, const SeasonData& data, const SeasonalClock& clock,
                                    const FitOptions& options) {
  const std::vector<int32_t> today(data.history.repeats.size(), data.as_of_day);
  ASSIGN_OR_RETURN(const CompressedHistories histories,
                   Compress(CountedHistories(clock, data.history, today).columns()));
  return FitModel(kind, histories, options);
}

// The first days of the months after `day`, up to `last`, which is the end of the list.
std::vector<int32_t> MonthEnds(int32_t day, int32_t last) {
  std::vector<int32_t> ends;
  for (int32_t d = day + 1; d <= last; ++d) {
    if (MonthOfDay(d) != MonthOfDay(d - 1)) ends.push_back(d);
  }
  ends.push_back(last + 1);
  return ends;
}

// What the model expects of all customers in each month of the year.
absl::StatusOr<Months> ExpectedByMonth(const PurchaseModel& model, const SeasonData& data,
                                       const SeasonalClock& clock) {
  std::map<int32_t, double> customers;  // by first day
  for (const int32_t age : data.history.age_days) customers[data.as_of_day - age] += 1;
  const auto ends = MonthEnds(customers.begin()->first, data.as_of_day);
  NewcomerPurchases newcomer(SeasonalModel(model, clock));
  Months expected{};
  for (const auto& [first, count] : customers) {
    double before = 0;
    for (const int32_t end : ends) {
      if (end <= first) continue;
      ASSIGN_OR_RETURN(const double by_then, newcomer.Between(first, end));
      expected[static_cast<size_t>(MonthOfDay(end - 1))] += count * (by_then - before);
      before = by_then;
    }
  }
  return expected;
}

Months BoughtByMonth(const SeasonData& data) {
  Months bought{};
  for (size_t i = 0; i < data.repeats.size(); ++i) {
    bought[static_cast<size_t>(MonthOfDay(data.repeat_days[i]))] += static_cast<double>(data.repeats[i]);
  }
  return bought;
}

// Makes each month as much faster as was bought more than a flat year had expected. Returns the largest
// change.
double Correct(const Months& bought, const Months& expected, Seasonality& season) {
  const Seasonality before = season;
  double mean = 0;
  for (size_t m = 0; m < 12; ++m) {
    season.month[m] = (bought[m] + kPrior) / (expected[m] / before.month[m] + kPrior);
    mean += season.month[m] * kDaysOfMonth[m] / kDaysOfYear;
  }
  double change = 0;
  for (size_t m = 0; m < 12; ++m) {
    season.month[m] /= mean;
    change = std::max(change, std::abs(season.month[m] - before.month[m]));
  }
  return change;
}

}  // namespace

absl::StatusOr<SeasonalFit> FitSeason(ModelKind kind, const SeasonData& data, const FitOptions& options) {
  RETURN_IF_ERROR(CheckSeasonData(data));
  SeasonalFit fit{.days_seen = DaysSeen(data)};
  const Months bought = BoughtByMonth(data);
  for (double change = 1; change > 1e-3 && fit.rounds < kMostRounds; ++fit.rounds) {
    const SeasonalClock clock(fit.season);
    ASSIGN_OR_RETURN(fit.model, FitOnClock(kind, data, clock, options));
    ASSIGN_OR_RETURN(const Months expected, ExpectedByMonth(fit.model.model, data, clock));
    change = Correct(bought, expected, fit.season);
  }
  return fit;
}

}  // namespace bestand::scoring
