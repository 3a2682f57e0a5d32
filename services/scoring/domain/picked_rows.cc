#include "services/scoring/domain/picked_rows.h"

namespace bestand::scoring {
namespace {

template <class Number>
std::vector<Number> Picked(std::span<const Number> column, std::span<const size_t> rows) {
  std::vector<Number> picked;
  picked.reserve(rows.size());
  for (const size_t row : rows) picked.push_back(column[row]);
  return picked;
}

}  // namespace

PickedRows::PickedRows(const SeenColumns& seen, std::span<const size_t> rows)
    : rows_(rows),
      repeats_(Picked(seen.customers.history.repeats, rows)),
      recency_(Picked(seen.customers.history.recency_days, rows)),
      age_(Picked(seen.customers.history.age_days, rows)),
      today_(Picked(seen.today, rows)),
      mean_value_(Picked(seen.customers.mean_value, rows)) {}

void PickedRows::Put(const ScoreColumns& some, ScoreColumns& all) const {
  for (size_t i = 0; i < rows_.size(); ++i) {
    all.alive[rows_[i]] = some.alive[i];
    all.buys_again[rows_[i]] = some.buys_again[i];
    all.expected_purchases[rows_[i]] = some.expected_purchases[i];
    all.expected_value[rows_[i]] = some.expected_value[i];
    all.clv_12_months[rows_[i]] = some.clv_12_months[i];
    all.clv_60_months[rows_[i]] = some.clv_60_months[i];
  }
}

}  // namespace bestand::scoring
