#include "tests/services/scoring/support/fake_profile.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "absl/time/civil_time.h"
#include "common/error/error.h"
#include "common/id/id.h"

namespace bestand::scoring {
namespace {

absl::Status Away(const std::string& service) {
  return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "It cannot be reached; try again.",
                 {{"service", service}});
}

}  // namespace

void FakeProfile::Buy(const std::string& customer_id, int32_t day, int64_t minor) {
  const std::lock_guard lock(mutex_);
  customers_[customer_id].days[day] += minor;
  Tell(customer_id);
}

void FakeProfile::Address(const std::string& customer_id, int32_t day) {
  const std::lock_guard lock(mutex_);
  customers_[customer_id].last_outbound_day = day;
  customers_[customer_id].outbound_days.push_back(day);
  Tell(customer_id);
}

void FakeProfile::Know(const std::string& customer_id, Traits traits) {
  const std::lock_guard lock(mutex_);
  customers_[customer_id].traits = std::move(traits);
}

absl::StatusOr<std::vector<Traits>> FakeProfile::FindTraits(std::span<const std::string> customer_ids) {
  const std::lock_guard lock(mutex_);
  if (away_) return Away("customer-profile");
  std::vector<Traits> traits;
  for (const std::string& id : customer_ids) {
    const auto customer = customers_.find(id);
    traits.push_back(customer == customers_.end() ? Traits{} : customer->second.traits);
  }
  return traits;
}

void FakeProfile::Erase(const std::string& customer_id) {
  const std::lock_guard lock(mutex_);
  customers_.erase(customer_id);
  Tell(customer_id);
}

void FakeProfile::set_away(bool away) {
  const std::lock_guard lock(mutex_);
  away_ = away;
}

void FakeProfile::Tell(const std::string& customer_id) {
  changes_.push_back(customer_id);
  changed_.notify_all();
}

std::optional<Summary> FakeProfile::SummaryOf(const std::string& customer_id,
                                              const SummaryQuery& query) const {
  const auto customer = customers_.find(customer_id);
  if (customer == customers_.end()) return std::nullopt;
  Summary summary{.customer_id = customer_id, .repeats = -1};
  const std::map<int32_t, int64_t>& days = customer->second.days;
  for (const auto& [day, value] : days) {
    if (query.as_of_day && day > *query.as_of_day) {
      summary.holdout_repeats += query.holdout_until_day && day <= *query.holdout_until_day;
      continue;
    }
    if (++summary.repeats == 0) summary.first_day = day;
    summary.last_day = day;
    summary.total_value_minor += value;
    if (summary.repeats > 0) summary.repeat_value_minor += value;
  }
  if (summary.repeats < 0) return std::nullopt;
  const double middle = (summary.first_day + summary.last_day) / 2.0;
  for (const auto& [day, value] : days) {
    summary.earlier_repeats += day > summary.first_day && day <= middle && day <= summary.last_day;
  }
  summary.last_outbound_day = customer->second.last_outbound_day;
  return summary;
}

std::vector<Summary> FakeProfile::SummariesOf(const SummaryQuery& query) {
  const std::lock_guard lock(mutex_);
  std::vector<Summary> summaries;
  for (const auto& [id, customer] : customers_) {
    if (BucketOf(id) < query.first_bucket || BucketOf(id) >= query.end_bucket) continue;
    if (auto summary = SummaryOf(id, query)) summaries.push_back(*std::move(summary));
  }
  std::stable_sort(summaries.begin(), summaries.end(), [](const Summary& one, const Summary& other) {
    return BucketOf(one.customer_id) < BucketOf(other.customer_id);
  });
  return summaries;
}

void FakeProfile::set_before_chunk(std::function<absl::Status(int)> hook) {
  const std::lock_guard lock(mutex_);
  before_chunk_ = std::move(hook);
  chunks_ = 0;
}

absl::Status FakeProfile::BeforeChunk() {
  std::function<absl::Status(int)> hook;
  int chunk = 0;
  {
    const std::lock_guard lock(mutex_);
    hook = before_chunk_;
    chunk = chunks_++;
  }
  return hook ? hook(chunk) : absl::OkStatus();
}

absl::StatusOr<PurchaseSpan> FakeProfile::Span() {
  if (away_) return Away("customer-profile");
  PurchaseSpan span;
  for (const Summary& summary : SummariesOf({})) {
    span.first_day = span.customers == 0 ? summary.first_day : std::min(span.first_day, summary.first_day);
    span.last_day = span.customers == 0 ? summary.last_day : std::max(span.last_day, summary.last_day);
    ++span.customers;
  }
  return span;
}

absl::Status FakeProfile::Stream(const SummaryQuery& query,
                                 absl::FunctionRef<absl::Status(const SummaryChunk&)> take) {
  const std::vector<Summary> summaries = SummariesOf(query);
  for (size_t begin = 0; begin < summaries.size(); begin += rows_a_chunk_) {
    RETURN_IF_ERROR(BeforeChunk());
    if (away_) return Away("customer-profile");
    const auto first = summaries.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last =
        summaries.begin() + static_cast<std::ptrdiff_t>(std::min(begin + rows_a_chunk_, summaries.size()));
    RETURN_IF_ERROR(take({.summaries = {first, last},
                          .currency = {currency_, 100},
                          .bucket = BucketOf((last - 1)->customer_id)}));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::optional<Summary>>> FakeProfile::Find(
    std::span<const std::string> customer_ids, const FindTerms& terms) {
  const std::lock_guard lock(mutex_);
  if (away_) return Away("customer-profile");
  if (terms.currency != currency_) {
    return Failure(absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED", "Another currency; convert it.",
                   {{"have", currency_}, {"need", terms.currency}});
  }
  std::vector<std::optional<Summary>> summaries;
  for (const std::string& id : customer_ids)
    summaries.push_back(SummaryOf(id, {.as_of_day = terms.as_of_day}));
  return summaries;
}

absl::Status FakeProfile::Follow(const std::string& cursor, std::stop_token stop,
                                 absl::FunctionRef<absl::Status(const ChangeChunk&)> take) {
  size_t place = cursor.empty() ? 0 : std::stoul(cursor);
  for (;;) {
    ChangeChunk chunk;
    {
      std::unique_lock lock(mutex_);
      if (away_) return Away("customer-profile");
      if (place > changes_.size())
        return Failure(absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN", "Begin anew.");
      changed_.wait_for(lock, stop, std::chrono::milliseconds(50), [&] { return place < changes_.size(); });
      if (stop.stop_requested()) return absl::CancelledError();
      if (place == changes_.size()) continue;
      const size_t end = std::min(place + 1000, changes_.size());
      chunk.customer_ids.assign(changes_.begin() + static_cast<std::ptrdiff_t>(place),
                                changes_.begin() + static_cast<std::ptrdiff_t>(end));
      place = end;
    }
    std::sort(chunk.customer_ids.begin(), chunk.customer_ids.end());
    chunk.customer_ids.erase(std::unique(chunk.customer_ids.begin(), chunk.customer_ids.end()),
                             chunk.customer_ids.end());
    chunk.next_cursor = std::to_string(place);
    RETURN_IF_ERROR(take(chunk));
  }
}

absl::StatusOr<RepeatDays> FakeProfile::CountRepeatDays(const RepeatDaysQuery& query) {
  const std::lock_guard lock(mutex_);
  if (away_) return Away("customer-profile");
  if (!repeat_days_failure_.ok()) return repeat_days_failure_;
  std::map<int32_t, int64_t> counts;
  for (const auto& [id, customer] : customers_) {
    if (customer.days.empty() || customer.days.begin()->first > query.first_purchase_until_day) continue;
    for (auto day = std::next(customer.days.begin()); day != customer.days.end(); ++day) {
      if (day->first <= query.until_day) ++counts[day->first];
    }
  }
  RepeatDays repeats;
  for (const auto& [day, customers] : counts) {
    repeats.days.push_back(day);
    repeats.customers.push_back(customers);
  }
  return repeats;
}

void LoadCdnow(FakeProfile& profile) {
  std::ifstream in(std::string(std::getenv("BESTAND_ROOT")) + "/tests/data/cdnow/CDNOW_sample.txt");
  std::string master, sample;
  int date = 0, count = 0;
  double value = 0;
  while (in >> master >> sample >> date >> count >> value) {
    profile.Buy(sample, DayNumber(date / 10000, date / 100 % 100, date % 100), std::llround(value * 100));
  }
}

int32_t DayNumber(int year, int month, int day) {
  return static_cast<int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

absl::Status FakeConsent::Stream(const std::string& purpose_id,
                                 absl::FunctionRef<absl::Status(std::span<const std::string>)> take) {
  if (away) return Away("consent");
  if (purpose_id != "newsletter") {
    return Failure(absl::StatusCode::kNotFound, "PURPOSE_UNKNOWN", "There is no such purpose; create it.",
                   {{"purpose", purpose_id}});
  }
  return take(addressable);
}

}  // namespace bestand::scoring
