#include "services/scoring/work/fit_data.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr size_t kEarlyPart = 20;

// Adds up what the columns do not keep.
class Collector {
 public:
  Collector(FitData& data, bool traits) : data_(data), traits_(traits) {}

  absl::Status Take(const SummaryChunk& chunk) {
    if (chunk.summaries.empty()) return absl::OkStatus();
    if (data_.currency.code.empty()) data_.currency = chunk.currency;
    RETURN_IF_ERROR(CheckCurrency(chunk.currency.code, data_.currency.code));
    for (const Summary& summary : chunk.summaries) Add(summary);
    return absl::OkStatus();
  }

  size_t size() const { return first_days_.size(); }

  // Ages are known only now: the last purchase of all may have come last.
  void End(const std::optional<int32_t>& as_of_day) {
    data_.as_of_day = as_of_day.value_or(last_day_);
    data_.age_days.reserve(size());
    for (const int32_t day : first_days_) data_.age_days.push_back(data_.as_of_day - day);
    if (size() == 0) return;
    const auto early = first_days_.begin() + static_cast<std::ptrdiff_t>(size() / kEarlyPart);
    std::nth_element(first_days_.begin(), early, first_days_.end());
    data_.early_day = *early;
    data_.mean_purchase = std::max(value_ / static_cast<double>(purchase_days_), 0.0);
  }

 private:
  void Add(const Summary& summary) {
    const double unit = data_.currency.minor_per_unit;
    first_days_.push_back(summary.first_day);
    last_day_ = size() == 1 ? summary.last_day : std::max(last_day_, summary.last_day);
    data_.repeats.push_back(summary.repeats);
    data_.recency_days.push_back(summary.last_day - summary.first_day);
    data_.holdout_repeats.push_back(summary.holdout_repeats);
    const double mean = summary.repeats == 0 ? 0 : summary.repeat_value_minor / unit / summary.repeats;
    data_.negative_spender += mean < 0;
    data_.mean_value.push_back(std::max(mean, 0.0));
    data_.total_value.push_back(std::max(summary.total_value_minor / unit, 0.0));
    if (traits_) AddTraits(summary.traits);
    value_ += summary.total_value_minor / unit;
    purchase_days_ += summary.repeats + 1;
  }

  void AddTraits(const Traits& traits) {
    const auto [known, is_new] = places_.emplace(traits, static_cast<uint32_t>(data_.known_traits.size()));
    if (is_new) data_.known_traits.push_back(traits);
    data_.traits_of.push_back(known->second);
  }

  FitData& data_;
  bool traits_;
  std::map<Traits, uint32_t> places_;
  std::vector<int32_t> first_days_;
  int32_t last_day_ = 0;
  int64_t purchase_days_ = 0;
  double value_ = 0;
};

}  // namespace

std::map<Traits, int64_t> FitData::CountTraits() const {
  std::map<Traits, int64_t> customers;
  for (const uint32_t place : traits_of) ++customers[known_traits[place]];
  return customers;
}

std::vector<uint8_t> FitData::GroupsBy(const CovariateCoding& coding) const {
  std::vector<uint8_t> of_traits, groups;
  for (const Traits& traits : known_traits) of_traits.push_back(coding.GroupOf(traits));
  groups.reserve(traits_of.size());
  for (const uint32_t place : traits_of) groups.push_back(of_traits[place]);
  return groups;
}

absl::Status Stopped() { return absl::CancelledError("The job was asked to stop."); }

absl::Status CheckCurrency(const std::string& have, const std::string& need) {
  if (have.empty() || need.empty() || have == need) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED",
                 "Amounts are in " + have + " and " + need + "; convert them or leave one out.",
                 {{"have", have}, {"need", need}});
}

absl::StatusOr<FitData> CollectFitData(SummarySource& source, const SummaryQuery& query,
                                       jobs::JobContext& job) {
  FitData data;
  Collector collector(data, query.traits);
  RETURN_IF_ERROR(source.Stream(query, [&](const SummaryChunk& chunk) -> absl::Status {
    if (job.Cancelled()) return Stopped();
    RETURN_IF_ERROR(collector.Take(chunk));
    job.Report({.done = static_cast<int64_t>(collector.size()),
                .unit = "customers",
                .activity = "Reading purchase summaries"});
    return absl::OkStatus();
  }));
  collector.End(query.as_of_day);
  return data;
}

}  // namespace bestand::scoring
