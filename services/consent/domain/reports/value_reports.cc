// What missing consents cost, who is denied, and who refused.

#include <algorithm>

#include "common/error/error.h"
#include "services/consent/domain/reports/reports.h"

namespace bestand::consent {
namespace {

constexpr size_t kAtOnce = 1000;  // customers that scoring takes

absl::Time StartOf(absl::Time now, int months) {
  const absl::CivilMonth current(absl::ToCivilDay(now, absl::UTCTimeZone()));
  return absl::FromCivil(current - (months - 1), absl::UTCTimeZone());
}

}  // namespace

absl::StatusOr<ValueAtStake> Reports::Value(Channel channel, const std::string& purpose) {
  ASSIGN_OR_RETURN(const OptInsAsked asked, Asked(channel, purpose));
  ValueAtStake stake;
  std::vector<std::string> blocked;
  RETURN_IF_ERROR(ForAll(asked, [&](const Standing& standing) {
    if (!standing.active) return absl::OkStatus();
    ++stake.active;
    if (standing.confirmed) return absl::OkStatus();
    ++stake.blocked;
    blocked.push_back(standing.customer);
    if (blocked.size() == kAtOnce) AddValue(blocked, stake), blocked.clear();
    return absl::OkStatus();
  }));
  AddValue(blocked, stake);
  return stake;
}

// Once scoring failed it is not asked again: a part of the sum would be read as the sum.
void Reports::AddValue(std::span<const std::string> customers, ValueAtStake& stake) {
  if (customers.empty() || !stake.note.empty()) return;
  const auto value = parts_.scores.ValueOf(customers);
  if (!value.ok()) {
    stake.note = NoteOf(value.status());
    stake.value = {};
    return;
  }
  stake.value.scored += value->scored;
  stake.value.minor_units += value->minor_units;
  if (value->scored == 0) return;
  stake.value.currency = value->currency;
  stake.value.as_of = value->as_of;
}

absl::StatusOr<std::vector<ReasonCount>> Reports::Denials(Channel channel, const std::string& purpose) {
  RETURN_IF_ERROR(Asked(channel, purpose).status());
  const ContactQuery query{"", channel, MessageClass::kMarketing, purpose, ""};
  std::map<std::string, ReasonCount> counts;
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const auto page, parts_.subjects.ListAfter(after));
    if (page.empty()) break;
    ASSIGN_OR_RETURN(const auto records, parts_.store.Records(page, query));
    for (const ContactRecord& record : records) {
      const ContactDecision decision = parts_.checks.Judge(query, record).decision;
      ReasonCount& count = counts[std::string(decision.reason)];
      count.decision = decision;
      ++count.customers;
    }
    after = page.back();
  }
  std::vector<ReasonCount> most_first;
  for (const auto& [reason, count] : counts) most_first.push_back(count);
  std::ranges::stable_sort(most_first, std::greater<>(), &ReasonCount::customers);
  return most_first;
}

absl::StatusOr<std::vector<RefusalMonth>> Reports::RefusalsByMonth(int months) {
  const absl::Time now = parts_.clock.Now();
  ASSIGN_OR_RETURN(const auto found, parts_.store.RefusalsByMonth(StartOf(now, months)));
  std::vector<RefusalMonth> all;
  const absl::CivilMonth current(absl::ToCivilDay(now, absl::UTCTimeZone()));
  for (int back = months - 1; back >= 0; --back) {
    const absl::CivilMonth month = current - back;
    const auto some = std::ranges::find(found, month, &RefusalMonth::month);
    all.push_back(some == found.end() ? RefusalMonth{month, 0, 0} : *some);
  }
  return all;
}

absl::StatusOr<std::vector<RefusalsByCampaign>> Reports::RefusalsByCampaignIn(int months) {
  return parts_.store.RefusalsByCampaignFrom(StartOf(parts_.clock.Now(), months));
}

absl::StatusOr<CampaignSuggestion> Reports::Suggest(const std::string& purpose) {
  ASSIGN_OR_RETURN(const ValueAtStake stake, Value(Channel::kEmail, purpose));
  ASSIGN_OR_RETURN(const OptInsAsked asked, Asked(Channel::kEmail, purpose));
  SuggestionFacts facts{stake.active, stake.blocked, 0, stake.value, stake.note};
  ASSIGN_OR_RETURN(facts.letters, CountLetters(asked));
  ASSIGN_OR_RETURN(const auto past, parts_.store.PrintedCampaigns());
  return SuggestFrom(facts, past);
}

// Of the active customers who cannot be addressed by e-mail, those who may be written a letter.
absl::StatusOr<int64_t> Reports::CountLetters(const OptInsAsked& asked) {
  const ContactQuery letter{"", Channel::kPost, MessageClass::kMarketing, asked.purpose, ""};
  int64_t letters = 0;
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const auto page, parts_.subjects.ListAfter(after));
    if (page.empty()) return letters;
    std::vector<std::string> blocked;
    RETURN_IF_ERROR(ForEach(page, asked, [&](const Standing& standing) {
      if (standing.active && !standing.confirmed) blocked.push_back(standing.customer);
      return absl::OkStatus();
    }));
    ASSIGN_OR_RETURN(const auto records, parts_.store.Records(blocked, letter));
    letters += std::ranges::count_if(records, [&](const ContactRecord& record) {
      return parts_.checks.Judge(letter, record).decision.allowed;
    });
    after = page.back();
  }
}

}  // namespace bestand::consent
