#include "services/scoring/work/segments/customer_table.h"

#include <algorithm>
#include <map>

#include "common/error/error.h"
#include "services/scoring/work/fit_data.h"

namespace bestand::scoring {
namespace {

constexpr int kRowsAtOnce = 10'000;

void Add(const CustomerScore& score, int32_t as_of_day, CustomerTable& table) {
  const Summary& summary = score.summary;
  table.behaviour.customer_ids.push_back(summary.customer_id);
  table.behaviour.days_silent.push_back(std::max(as_of_day - summary.last_day, 0));
  table.behaviour.purchase_days.push_back(summary.repeats + 1);
  table.behaviour.value_minor.push_back(summary.total_value_minor);
  table.worth.lifetime_value_minor.push_back(score.clv_60_months_minor);
  const bool asleep = score.state == DormancyState::kDormant || score.state == DormancyState::kLost;
  table.worth.asleep.push_back(asleep);
  table.awake.push_back(score.state == DormancyState::kActive || score.state == DormancyState::kCooling);
  table.first_day.push_back(summary.first_day);
  table.group.push_back(score.group);
  table.last_day.push_back(summary.last_day);
  table.repeat_value_minor.push_back(std::max<int64_t>(summary.repeat_value_minor, 0));
  table.first_value_minor.push_back(
      std::max<int64_t>(summary.total_value_minor - summary.repeat_value_minor, 0));
  table.purchase_value_minor.push_back(score.purchase_value_minor);
}

absl::Status AddScores(ScoreReader& scores, const ScoreSet& set, jobs::JobContext& job,
                       CustomerTable& table) {
  std::string after;
  for (;;) {
    if (job.Cancelled()) return Stopped();
    ASSIGN_OR_RETURN(const auto page, scores.List(set.number, after, kRowsAtOnce));
    if (page.empty()) return scores.FindSet(set.number).status();
    for (const CustomerScore& score : page) Add(score, set.as_of_day, table);
    after = page.back().summary.customer_id;
    job.Report(
        {.done = static_cast<int64_t>(table.size()), .unit = "customers", .activity = "Reading scores"});
  }
}

absl::Status AddLastSegments(SegmentStore& segments, int32_t run, CustomerTable& table) {
  std::map<int32_t, GoneMembers> gone;
  std::string after;
  for (;;) {
    ASSIGN_OR_RETURN(const auto page, segments.ListById(run, after, kRowsAtOnce));
    if (page.empty()) break;
    for (const SegmentMember& member : page) {
      if (const auto row = table.Find(member.customer_id)) {
        table.last_segment[*row] = member.segment;
        table.last_history[*row] = member.history;
        continue;
      }
      GoneMembers& left = gone.try_emplace(member.segment, GoneMembers{member.segment, 0, 0}).first->second;
      ++left.customers;
      left.value_minor += member.value_minor;
    }
    after = page.back().customer_id;
  }
  for (const auto& [segment, left] : gone) table.gone.push_back(left);
  return absl::OkStatus();
}

}  // namespace

std::optional<size_t> CustomerTable::Find(std::string_view customer_id) const {
  const auto& ids = behaviour.customer_ids;
  const auto found = std::lower_bound(ids.begin(), ids.end(), customer_id);
  if (found == ids.end() || *found != customer_id) return std::nullopt;
  return static_cast<size_t>(found - ids.begin());
}

absl::StatusOr<CustomerTable> LoadCustomers(ScoreReader& scores, const ScoreSet& set, SegmentStore& segments,
                                            const std::optional<SegmentRun>& last, jobs::JobContext& job) {
  CustomerTable table;
  RETURN_IF_ERROR(AddScores(scores, set, job, table));
  table.first_group.assign(table.size(), 0);
  table.last_segment.assign(table.size(), 0);
  table.last_history.assign(table.size(), "");
  if (last) RETURN_IF_ERROR(AddLastSegments(segments, last->number, table));
  return table;
}

}  // namespace bestand::scoring
