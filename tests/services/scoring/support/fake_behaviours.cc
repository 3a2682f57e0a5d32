#include <algorithm>
#include <cmath>

#include "absl/time/civil_time.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "tests/services/scoring/support/fake_profile.h"

namespace bestand::scoring {
namespace {

absl::Status Away() {
  return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "It cannot be reached; try again.",
                 {{"service", "customer-profile"}});
}

int MonthOf(int32_t day) {
  const absl::CivilDay date = absl::CivilDay(1970, 1, 1) + day;
  return static_cast<int>(date.year()) * 12 + date.month();
}

}  // namespace

void FakeProfile::Complain(const std::string& customer_id) {
  const std::lock_guard lock(mutex_);
  ++customers_[customer_id].open_complaints;
  Tell(customer_id);
}

void FakeProfile::Say(const std::string& customer_id, const std::string& reason, bool company) {
  const std::lock_guard lock(mutex_);
  given_reasons_.push_back({customer_id, reason, company});
}

// One line a purchase day.
Behaviour FakeProfile::BehaviourOf(const std::string& customer_id, std::optional<int32_t> as_of_day) const {
  Behaviour behaviour;
  const auto customer = customers_.find(customer_id);
  const auto summary = SummaryOf(customer_id, {.as_of_day = as_of_day});
  if (!summary) return behaviour;
  int32_t before = -1;
  for (const auto& [day, value] : customer->second.days) {
    if (day > summary->last_day) break;
    const bool earlier = 2 * (day - summary->first_day) <= summary->last_day - summary->first_day;
    behaviour.earlier_value_minor += earlier ? value : 0;
    behaviour.earlier_items += earlier;
    ++behaviour.items;
    const int back = MonthOf(summary->last_day) - MonthOf(day);
    if (back < 63) behaviour.bought_months |= int64_t{1} << back;
    if (before >= 0) behaviour.log_gaps_milli += std::llround(1000 * std::log(day - before));
    before = day;
  }
  for (const int32_t day : customer->second.outbound_days) {
    if (as_of_day && day > *as_of_day) continue;
    behaviour.unanswered_contacts += day > summary->last_day;
    behaviour.recent_contacts += day > customer->second.last_outbound_day - 90;
  }
  behaviour.open_complaints = customer->second.open_complaints;
  return behaviour;
}

absl::StatusOr<std::vector<Behaviour>> FakeProfile::FindBehaviours(std::span<const std::string> customer_ids,
                                                                   std::optional<int32_t> as_of_day) {
  const std::lock_guard lock(mutex_);
  if (away_) return Away();
  std::vector<Behaviour> behaviours;
  for (const std::string& id : customer_ids) behaviours.push_back(BehaviourOf(id, as_of_day));
  return behaviours;
}

absl::Status FakeProfile::StreamBehaviours(const BehaviourQuery& query,
                                           absl::FunctionRef<absl::Status(const BehaviourChunk&)> take) {
  BehaviourChunk chunk;
  {
    const std::lock_guard lock(mutex_);
    if (away_) return Away();
    for (const auto& [id, customer] : customers_) {
      const int bucket = BucketOf(id);
      if (bucket < query.first_bucket || bucket >= query.end_bucket) continue;
      chunk.customer_ids.push_back(id);
      chunk.behaviours.push_back(BehaviourOf(id, query.as_of_day));
    }
  }
  return take(chunk);
}

absl::Status FakeProfile::StreamGivenReasons(
    std::optional<absl::Time>, absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> take) {
  if (away_) return Away();
  return take(given_reasons_);
}

}  // namespace bestand::scoring
