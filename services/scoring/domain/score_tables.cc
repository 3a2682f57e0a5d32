#include "services/scoring/domain/score_tables.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/scoring/domain/model_terms.h"
#include "services/scoring/domain/predictions.h"
#include "services/scoring/domain/purchase_integral.h"

namespace bestand::scoring {
namespace {

constexpr int kCachedRepeats = 512;
constexpr int kCachedDays = 7320;
constexpr double kNotYet = -1;

double Weeks(int days) { return days / kDaysPerWeek; }

// Makes `column` long enough for `day`, doubling so that a growing column is seldom copied.
template <class T>
void GrowTo(std::vector<T>& column, int day, const T& empty) {
  const size_t need = static_cast<size_t>(day) + 1;
  if (column.size() < need) column.resize(std::max(need, 2 * column.size()), empty);
}

template <class Terms>
class TablesOf : public ScoreTables {
 public:
  TablesOf(const PurchaseModel& model, const Terms& terms, const ScoreTerms& score)
      : model_(model), terms_(terms), score_(score), rows_(kCachedRepeats) {}

  void Gather(const HistoryColumns& columns, size_t begin, ScoreBlock& block) override {
    for (size_t i = 0; i < block.rows; ++i) {
      const int x = columns.repeats[begin + i];
      const int recency = columns.recency_days[begin + i], age = columns.age_days[begin + i];
      block.passed[i] = terms_.Exponent(x, Logs(age)) - terms_.Exponent(x, Logs(recency));
      if (x < kCachedRepeats && age < kCachedDays) {
        Row& row = RowOf(x);
        block.gone[i] = Gone(row, x, recency);
        block.entries[i] = Entry(row, x, age);
      } else {
        PurchaseIntegral integral(model_, x);
        block.gone[i] = terms_.GoneWeight(x, Weeks(recency));
        block.entries[i] = Compute(integral, x, age);
      }
    }
  }

 private:
  struct Row {
    explicit Row(const PurchaseModel& model, int x) : integral(model, x) {}
    PurchaseIntegral integral;
    std::vector<AgeEntry> by_age;
    std::vector<double> gone_by_recency;
  };

  Row& RowOf(int x) {
    if (!rows_[x]) rows_[x] = std::make_unique<Row>(model_, x);
    return *rows_[x];
  }

  const TimeLogs<double>& Logs(int day) {
    while (static_cast<size_t>(day) >= logs_.size()) {
      logs_.push_back(terms_.LogsAt(Weeks(static_cast<int>(logs_.size()))));
    }
    return logs_[day];
  }

  double Gone(Row& row, int x, int recency) {
    const int day = Terms::kWeightsDependOnTime ? recency : 0;
    GrowTo(row.gone_by_recency, day, kNotYet);
    double& gone = row.gone_by_recency[day];
    if (gone == kNotYet) gone = terms_.GoneWeight(x, Weeks(day));
    return gone;
  }

  const AgeEntry& Entry(Row& row, int x, int age) {
    GrowTo(row.by_age, age, AgeEntry());
    AgeEntry& entry = row.by_age[age];
    if (entry.alive_weight == kNotYet) entry = Compute(row.integral, x, age);
    return entry;
  }

  AgeEntry Compute(PurchaseIntegral& integral, int x, int age_days) {
    const double age = Weeks(age_days), horizon = Weeks(score_.horizon_days);
    const double discount = WeeklyDiscount(score_.annual_discount);
    AgeEntry entry;
    entry.alive_weight = terms_.AliveWeight(x, age);
    const double silence =
        terms_.Exponent(x, terms_.LogsAt(age)) - terms_.Exponent(x, terms_.LogsAt(age + horizon));
    entry.hit = std::max(0., entry.alive_weight - terms_.AliveWeight(x, age + horizon) * std::exp(silence));
    entry.purchases = integral.Over({0, horizon, 0}, age);
    entry.year = integral.Over({0, kWeeksPerYear, discount}, age);
    entry.five_years = entry.year + integral.Over({kWeeksPerYear, 5 * kWeeksPerYear, discount}, age);
    return entry;
  }

  PurchaseModel model_;
  Terms terms_;
  ScoreTerms score_;
  std::vector<std::unique_ptr<Row>> rows_;  // by x
  std::vector<TimeLogs<double>> logs_;      // by day
};

template <class Terms>
std::unique_ptr<ScoreTables> Make(const PurchaseModel& model, const ScoreTerms& score) {
  std::array<double, 4> padded{};
  std::ranges::copy(ParametersOf(model), padded.begin());
  return std::make_unique<TablesOf<Terms>>(model, Terms(padded), score);
}

}  // namespace

std::unique_ptr<ScoreTables> MakeScoreTables(const PurchaseModel& model, const ScoreTerms& terms) {
  switch (KindOf(model)) {
    case ModelKind::kBgNbd:
      return Make<BgNbdTerms<double>>(model, terms);
    case ModelKind::kMbgNbd:
      return Make<MbgNbdTerms<double>>(model, terms);
    case ModelKind::kParetoNbd:
      return Make<ParetoNbdTerms<double>>(model, terms);
    case ModelKind::kNbd:
      break;
  }
  return Make<NbdTerms<double>>(model, terms);
}

}  // namespace bestand::scoring
