#include "services/scoring/work/snapshot/score_snapshot.h"

#include <algorithm>
#include <mutex>

namespace bestand::scoring {

std::optional<CustomerScore> ScoreSnapshot::Find(std::string_view customer_id) const {
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = replaced_.find(customer_id); found != replaced_.end()) return found->second;
  }
  const size_t row = scores_.FirstNotBefore(customer_id);
  if (row == scores_.size() || scores_.IdOf(row) != customer_id) return std::nullopt;
  return scores_.ScoreOf(row);
}

std::vector<CustomerScore> ScoreSnapshot::List(std::string_view after, size_t limit) const {
  std::vector<CustomerScore> scores;
  Walk(
      after,
      [&](size_t row) {
        scores.push_back(scores_.ScoreOf(row));
        return scores.size() < limit;
      },
      [&](const CustomerScore& score) {
        scores.push_back(score);
        return scores.size() < limit;
      });
  return scores;
}

void ScoreSnapshot::ForEach(absl::FunctionRef<void(const CustomerValue&)> show) const {
  Walk(
      "",
      [&](size_t row) {
        show(scores_.ValueOf(row));
        return true;
      },
      [&](const CustomerScore& score) {
        show(ValueOf(score));
        return true;
      });
}

void ScoreSnapshot::Walk(std::string_view after, absl::FunctionRef<bool(size_t)> row,
                         absl::FunctionRef<bool(const CustomerScore&)> replaced) const {
  const std::shared_lock lock(mutex_);
  size_t place = scores_.FirstNotBefore(after);
  if (place < scores_.size() && scores_.IdOf(place) == after) ++place;
  auto over = replaced_.upper_bound(after);
  while (place < scores_.size() || over != replaced_.end()) {
    const bool at_row =
        over == replaced_.end() || (place < scores_.size() && scores_.IdOf(place) < over->first);
    if (at_row) {
      if (!row(place++)) return;
      continue;
    }
    if (place < scores_.size() && scores_.IdOf(place) == over->first) ++place;
    if (over->second && !replaced(*over->second)) return;
    ++over;
  }
}

void ScoreSnapshot::Replace(std::vector<ScoreChange> changes) {
  const std::unique_lock lock(mutex_);
  for (ScoreChange& change : changes) {
    replaced_.insert_or_assign(std::move(change.customer_id), std::move(change.score));
  }
}

size_t ScoreSnapshot::replaced() const {
  const std::shared_lock lock(mutex_);
  return replaced_.size();
}

CustomerValue ValueOf(const CustomerScore& score) {
  const Summary& summary = score.summary;
  return {.customer_id = summary.customer_id,
          .state = score.state,
          .clv_60_months_minor = score.clv_60_months_minor,
          .total_value_minor = summary.total_value_minor,
          .first_purchase_value_minor =
              std::max<int64_t>(summary.total_value_minor - summary.repeat_value_minor, 0),
          .purchase_value_minor = score.purchase_value_minor};
}

}  // namespace bestand::scoring
