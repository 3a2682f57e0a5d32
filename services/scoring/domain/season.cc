#include "services/scoring/domain/season.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

constexpr int kMostRounds = 20;
constexpr int kMostDays = 110'000;
constexpr double kPrior = 20;  // purchases
constexpr double kDaysOfMonth[] = {31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr double kDaysOfYear = 365.2425;

using Months = std::array<double, 12>;

// 0 for January. Source: Howard Hinnant's civil_from_days.
int MonthOf(int day) {
  const int shifted = day + 719468;
  const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int of_era = shifted - era * 146097;
  const int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int of_year = of_era - (365 * year + year / 4 - year / 100);
  const int from_march = (5 * of_year + 2) / 153;
  return (from_march + 2) % 12;
}

absl::Status CannotBe(std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER", message);
}

absl::Status CheckSeasonData(const SeasonData& data) {
  const size_t rows = data.first_day.size();
  const HistoryColumns& h = data.history;
  if (h.repeats.size() != rows || h.recency_days.size() != rows || h.age_days.size() != rows) {
    return CannotBe("The columns differ in length; send one row a customer.");
  }
  for (size_t i = 0; i < rows; ++i) {
    const int64_t age = int64_t{data.as_of_day} - data.first_day[i];
    if (age == h.age_days[i] && age <= kMostDays && h.recency_days[i] >= 0 && h.recency_days[i] <= age)
      continue;
    return CannotBe("A customer's age is not the time since the first day; send days up to as_of_day.");
  }
  const int first = rows == 0 ? data.as_of_day : *std::ranges::min_element(data.first_day);
  const bool seen = std::ranges::all_of(data.purchase_days,
                                        [&](int32_t day) { return day >= first && day <= data.as_of_day; });
  return seen ? absl::OkStatus() : CannotBe("A purchase lies outside the time seen; leave it out.");
}

absl::StatusOr<ModelFit> FitOnClock(ModelKind kind, const SeasonData& data, const SeasonClock& clock,
                                    const FitOptions& options) {
  std::vector<PurchaseHistory> histories;
  const HistoryColumns& h = data.history;
  for (size_t i = 0; i < h.repeats.size(); ++i) {
    histories.push_back(clock.History(data.first_day[i], h.repeats[i], h.recency_days[i], h.age_days[i]));
  }
  ASSIGN_OR_RETURN(const CompressedHistories compressed, Compress(histories));
  return FitModel(kind, compressed, options);
}

// The first days of the months after `day`, up to `last`, which is the end of the list.
std::vector<int> MonthEnds(int day, int last) {
  std::vector<int> ends;
  for (int d = day + 1; d <= last; ++d) {
    if (MonthOf(d) != MonthOf(d - 1)) ends.push_back(d);
  }
  ends.push_back(last + 1);
  return ends;
}

// What the model expects of all customers in each month of the year.
absl::StatusOr<Months> ExpectedByMonth(const PurchaseModel& model, const SeasonData& data,
                                       const SeasonClock& clock) {
  std::map<int, double> customers;  // by first day
  for (const int day : data.first_day) customers[day] += 1;
  const auto ends = MonthEnds(customers.begin()->first, data.as_of_day);
  Months expected{};
  for (const auto& [first, count] : customers) {
    double before = 0;
    for (const int end : ends) {
      if (end <= first) continue;
      const double weeks = clock.Weeks(first, end);
      ASSIGN_OR_RETURN(const double by_then, ExpectedPurchasesOfNewcomer(model, {.weeks = weeks}));
      expected[MonthOf(end - 1)] += count * (by_then - before);
      before = by_then;
    }
  }
  return expected;
}

Months BoughtByMonth(const SeasonData& data) {
  Months bought{};
  for (const int32_t day : data.purchase_days) bought[MonthOf(day)] += 1;
  return bought;
}

// Makes each month as much faster as was bought more than a flat year had expected. Returns the largest
// change.
double Correct(const Months& bought, const Months& expected, Season& season) {
  const Season before = season;
  double mean = 0;
  for (int m = 0; m < 12; ++m) {
    season.month[m] = (bought[m] + kPrior) / (expected[m] / before.month[m] + kPrior);
    mean += season.month[m] * kDaysOfMonth[m] / kDaysOfYear;
  }
  double change = 0;
  for (int m = 0; m < 12; ++m) {
    season.month[m] /= mean;
    change = std::max(change, std::abs(season.month[m] - before.month[m]));
  }
  return change;
}

}  // namespace

SeasonClock::SeasonClock(const Season& season, int first_day, int last_day) : first_day_(first_day) {
  double weeks = 0;
  for (int day = first_day; day <= last_day + 1; ++day) {
    weeks_.push_back(weeks);
    weeks += season.month[MonthOf(day)] / kDaysPerWeek;
  }
}

PurchaseHistory SeasonClock::History(int first_day, int repeats, int recency_days, int age_days) const {
  return {repeats, Weeks(first_day, first_day + recency_days), Weeks(first_day, first_day + age_days)};
}

absl::StatusOr<SeasonalFit> FitSeason(ModelKind kind, const SeasonData& data, const FitOptions& options) {
  RETURN_IF_ERROR(CheckSeasonData(data));
  const int first = data.first_day.empty() ? data.as_of_day : *std::ranges::min_element(data.first_day);
  SeasonalFit fit{.identified = data.as_of_day - first >= 2 * kDaysOfYear - 1};
  const Months bought = BoughtByMonth(data);
  for (double change = 1; change > 1e-3 && fit.rounds < kMostRounds; ++fit.rounds) {
    const SeasonClock clock(fit.season, first, data.as_of_day);
    ASSIGN_OR_RETURN(fit.model, FitOnClock(kind, data, clock, options));
    ASSIGN_OR_RETURN(const Months expected, ExpectedByMonth(fit.model.model, data, clock));
    change = Correct(bought, expected, fit.season);
  }
  return fit;
}

}  // namespace bestand::scoring
