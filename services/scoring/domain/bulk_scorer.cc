#include "services/scoring/domain/bulk_scorer.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "services/scoring/domain/models/model_family.h"
#include "services/scoring/domain/vector_math.h"

namespace bestand::scoring {
namespace {

// From 1900-01-01 to 2199-12-31 and a little on.
constexpr int kOldestDays = 110'000;

absl::Status OutOfOrder(const std::string& message, const Facts& facts) {
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER", message, facts);
}

absl::Status CheckTerm(std::string_view name, double number, double least, double most) {
  if (number >= least && number <= most) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID",
                 std::string(name) + " is " + std::to_string(number) + "; send " + std::to_string(least) +
                     " to " + std::to_string(most) + ".",
                 {{"parameter", std::string(name)}});
}

absl::Status CheckTerms(const ScoreTerms& terms) {
  RETURN_IF_ERROR(CheckTerm("horizon_days", terms.horizon_days, 1, 3660));
  RETURN_IF_ERROR(CheckTerm("annual_discount", terms.annual_discount, 0, 10));
  return CheckTerm("margin", terms.margin, 0, 1);
}

// Branch-free, so that it vectorises: 1 when the row cannot be.
int IsWrong(int x, int recency, int age, double value) {
  return (x < 0) | (recency < 0) | (recency > age) | (age > kOldestDays) | ((x == 0) & (recency > 0)) |
         !((value >= 0) & (value <= 1e300));
}

absl::Status CheckRows(const CustomerColumns& customers) {
  const HistoryColumns& h = customers.history;
  const size_t rows = h.repeats.size();
  if (h.recency_days.size() != rows || h.age_days.size() != rows || customers.mean_value.size() != rows) {
    return OutOfOrder("The columns differ in length; send one row a customer.", {});
  }
  for (size_t i = 0; i < rows; ++i) {
    if (!IsWrong(h.repeats[i], h.recency_days[i], h.age_days[i], customers.mean_value[i])) continue;
    return OutOfOrder(
        "Row " + std::to_string(i) + " cannot be; send 0 <= recency <= age, counts and values >= 0.",
        {{"row", std::to_string(i)}});
  }
  return absl::OkStatus();
}

// One block's part of each column.
struct Outputs {
  double *alive, *buys_again, *purchases, *value, *year, *five_years;
};

Outputs At(ScoreColumns& scores, size_t row) {
  return {&scores.alive[row],          &scores.buys_again[row],    &scores.expected_purchases[row],
          &scores.expected_value[row], &scores.clv_12_months[row], &scores.clv_60_months[row]};
}

BESTAND_VECTORISED void AliveOf(const ScoreBlock& block, double* __restrict__ alive) {
  for (size_t i = 0; i < block.rows; ++i) {
    const double odds = block.entries[i].alive_weight + BoundedExp(block.passed[i]) * block.gone[i];
    const double probability = 1 / odds;
    alive[i] = probability < 1 ? probability : 1;
  }
}

BESTAND_VECTORISED void ValuesOf(const GammaGamma& spending, const int32_t* __restrict__ repeats,
                                 const double* __restrict__ mean_value, size_t rows,
                                 double* __restrict__ value) {
  for (size_t i = 0; i < rows; ++i) {
    const double x = repeats[i];
    value[i] = spending.p * (spending.gamma + x * mean_value[i]) / (spending.p * x + spending.q - 1);
  }
}

void Combine(const ScoreBlock& block, double margin, const Outputs& to) {
  for (size_t i = 0; i < block.rows; ++i) {
    const AgeEntry& entry = block.entries[i];
    const double alive = to.alive[i], worth = alive * to.value[i] * margin;
    to.buys_again[i] = std::min(1., alive * entry.hit);
    to.purchases[i] = alive * entry.purchases;
    to.year[i] = worth * entry.year;
    to.five_years[i] = worth * entry.five_years;
  }
}

}  // namespace

class BulkScorer::Tables {
 public:
  Tables(const PurchaseModel& model, const GammaGamma& spending, const ScoreTerms& terms)
      : tables_(FamilyOf(KindOf(model)).MakeTables(ParametersOf(model), terms)),
        spending_(spending),
        margin_(terms.margin) {}

  void Score(const CustomerColumns& customers, ScoreColumns& scores) {
    const size_t rows = customers.mean_value.size();
    for (size_t begin = 0; begin < rows; begin += kBlockRows) {
      block_.rows = std::min(kBlockRows, rows - begin);
      tables_->Gather(customers.history, begin, block_);
      const Outputs to = At(scores, begin);
      AliveOf(block_, to.alive);
      ValuesOf(spending_, &customers.history.repeats[begin], &customers.mean_value[begin], block_.rows,
               to.value);
      Combine(block_, margin_, to);
    }
  }

 private:
  std::unique_ptr<ScoreTables> tables_;
  GammaGamma spending_;
  double margin_;
  ScoreBlock block_;
};

void ScoreColumns::Resize(size_t rows) {
  for (auto* column :
       {&alive, &buys_again, &expected_purchases, &expected_value, &clv_12_months, &clv_60_months}) {
    column->resize(rows);
  }
}

BulkScorer::BulkScorer(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
BulkScorer::BulkScorer(BulkScorer&&) = default;
BulkScorer& BulkScorer::operator=(BulkScorer&&) = default;
BulkScorer::~BulkScorer() = default;

absl::StatusOr<BulkScorer> BulkScorer::Make(const PurchaseModel& model, const GammaGamma& spending,
                                            const ScoreTerms& terms) {
  RETURN_IF_ERROR(CheckModel(model));
  RETURN_IF_ERROR(CheckSpending(spending));
  RETURN_IF_ERROR(CheckTerms(terms));
  return BulkScorer(std::make_unique<Tables>(model, spending, terms));
}

absl::Status BulkScorer::Score(const CustomerColumns& customers, ScoreColumns& scores) {
  RETURN_IF_ERROR(CheckRows(customers));
  scores.Resize(customers.mean_value.size());
  tables_->Score(customers, scores);
  return absl::OkStatus();
}

}  // namespace bestand::scoring
