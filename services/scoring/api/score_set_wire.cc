#include "services/scoring/api/score_set_wire.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"

namespace bestand::scoring {
namespace {

constexpr double kMostMinor = 9e18;  // beyond every amount, within an int64
constexpr int32_t kMostSets = 2'000'000'000;

}  // namespace

void UnlessSetName(std::string_view field, std::string_view name, Violations& found) {
  found.Unless(SetNumberOf(name) > 0, field,
               "must be scoreSets/ and the number of a set, such as scoreSets/7");
}

int32_t SetNumberOf(std::string_view name) {
  const std::string digits = IdOf(name, "scoreSets/*").value_or("");
  int32_t number = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return end.ec == std::errc() && end.ptr == digits.data() + digits.size() && number < kMostSets ? number : 0;
}

absl::Status Check(const v1::ListScoreSetsRequest& request) {
  Violations found;
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status Check(const v1::GetScoreSetRequest& request) {
  Violations found;
  UnlessSetName("name", request.name(), found);
  return found.ToStatus();
}

void ToWire(const ScoreSet& set, int32_t published, v1::ScoreSet& wire) {
  wire.set_name("scoreSets/" + std::to_string(set.number));
  wire.set_in_force(set.number == published);
  wire.set_model("models/" + set.model_id);
  wire.set_scoring_job("scoringJobs/" + set.job_id);
  v1::ScoringSettings& settings = *wire.mutable_settings();
  *settings.mutable_as_of_date() = DateOf(set.as_of_day);
  settings.set_annual_discount_rate(set.settings.annual_discount);
  settings.set_margin_rate(set.settings.margin);
  *settings.mutable_dormancy_horizon() = DurationOfDays(set.settings.horizon_days);
  *wire.mutable_create_time() = ToTimestamp(set.create_time);
  if (set.publish_time) *wire.mutable_publish_time() = ToTimestamp(*set.publish_time);
  wire.set_customer_count(set.customers);
  const int64_t value = std::llround(std::clamp(set.clv_60_months_minor, 0.0, kMostMinor));
  *wire.mutable_lifetime_value_60_months() = ToMoney(value, set.currency);
}

}  // namespace bestand::scoring
