#include "services/consent/domain/reports/rates.h"

#include <algorithm>
#include <set>

namespace bestand::consent {
namespace {

std::optional<absl::Duration> MedianOf(std::vector<double> days) {
  if (days.empty()) return std::nullopt;
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
  std::nth_element(days.begin(), middle, days.end());
  double median = *middle;
  if (days.size() % 2 == 0) median = (median + *std::max_element(days.begin(), middle)) / 2;
  return absl::Hours(24 * median);
}

// Nothing while the customer was not known.
const PastSubject* SubjectAt(const CustomerPast& past, absl::Time at) {
  const PastSubject* found = nullptr;
  for (const PastSubject& subject : past.subject) {
    if (subject.from <= at) found = &subject;
  }
  return found == nullptr || found->country.empty() ? nullptr : found;
}

bool HasRules(const RuledCountries& ruled, const std::string& country) {
  return ruled.elsewhere || std::ranges::find(ruled.names, country) != ruled.names.end();
}

}  // namespace

void RateTally::Add(const Standing& standing) {
  counts_.active_customers += standing.active ? 1 : 0;
  counts_.confirmed_customers += standing.active && standing.confirmed ? 1 : 0;
  counts_.requests += standing.requests;
  confirm_days_.insert(confirm_days_.end(), standing.confirm_days.begin(), standing.confirm_days.end());
}

void RateTally::Add(const RateTally& other) {
  counts_.active_customers += other.counts_.active_customers;
  counts_.confirmed_customers += other.counts_.confirmed_customers;
  counts_.requests += other.counts_.requests;
  confirm_days_.insert(confirm_days_.end(), other.confirm_days_.begin(), other.confirm_days_.end());
}

OptInCounts RateTally::Counts() const {
  OptInCounts counts = counts_;
  counts.confirmed_requests = static_cast<int64_t>(confirm_days_.size());
  counts.median_to_confirm = MedianOf(confirm_days_);
  return counts;
}

std::vector<absl::Time> MonthEnds(absl::Time now, int months) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const absl::CivilMonth current(absl::ToCivilDay(now, utc));
  std::vector<absl::Time> moments;
  for (int back = months - 2; back >= 0; --back) {
    // The last moment of a month is the one before the next begins.
    moments.push_back(absl::FromCivil(current - back, utc) - absl::Microseconds(1));
  }
  moments.push_back(now);
  return moments;
}

RateHistory::RateHistory(std::span<const absl::Time> moments, Channel channel, std::string purpose,
                         const ContactRules& rules)
    : channel_(channel), purpose_(std::move(purpose)) {
  for (const absl::Time at : moments) {
    points_.push_back({at, 0, 0});
    ruled_.push_back(rules.CountriesAt(at));
  }
}

void RateHistory::Add(const CustomerPast& past) {
  for (size_t i = 0; i < points_.size(); ++i) {
    RatePoint& point = points_[i];
    const PastSubject* subject = SubjectAt(past, point.at);
    if (subject == nullptr || !subject->active) continue;
    ++point.active;
    if (IsConfirmedAt(past, *subject, point.at, ruled_[i])) ++point.confirmed;
  }
}

bool RateHistory::IsConfirmedAt(const CustomerPast& past, const PastSubject& subject, absl::Time at,
                                const RuledCountries& ruled) const {
  if (!HasRules(ruled, subject.country)) return false;
  const auto later =
      std::ranges::find_if(past.events, [at](const PastEvent& event) { return event.time > at; });
  const std::span<const PastEvent> events(past.events.begin(), later);
  std::set<std::string_view> purposes;
  for (const PastEvent& event : events) {
    const bool confirms = event.kind == EventKind::kConfirmed || event.kind == EventKind::kImported;
    if (confirms && (purpose_.empty() || event.purpose == purpose_)) purposes.insert(event.purpose);
  }
  return std::ranges::any_of(purposes, [&](std::string_view purpose) {
    const PastState state = Replay(events, channel_, purpose);
    return ObjectionOf(state.objections) == Objection::kNone &&
           StateOf(state.times, at, subject.contract_active) == ConsentState::kConfirmed;
  });
}

}  // namespace bestand::consent
