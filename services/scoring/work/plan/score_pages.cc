#include "services/scoring/work/plan/score_pages.h"

#include <algorithm>
#include <string>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr int kPageRows = 10'000;

}  // namespace

absl::Status ReadPages(ScoreReader& reader, int32_t set_number,
                       absl::FunctionRef<absl::Status(std::span<const CustomerScore>)> take) {
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<CustomerScore> page, reader.List(set_number, after, kPageRows));
    if (page.empty()) break;
    RETURN_IF_ERROR(take(page));
    after = page.back().summary.customer_id;
  }
  // A set that is being removed shows fewer rows than it had.
  return reader.FindSet(set_number).status();
}

StoredHistories::StoredHistories(std::span<const CustomerScore> scores, int32_t minor_per_unit) {
  for (const CustomerScore& score : scores) {
    const Summary& summary = score.summary;
    repeats.push_back(summary.repeats);
    recency.push_back(summary.last_day - summary.first_day);
    age.push_back(score.as_of_day - summary.first_day);
    today.push_back(score.as_of_day);
    groups.push_back(score.group);
    const auto net = static_cast<double>(std::max<int64_t>(summary.repeat_value_minor, 0));
    mean_value.push_back(summary.repeats == 0 ? 0 : net / minor_per_unit / summary.repeats);
  }
}

}  // namespace bestand::scoring
