#include "services/consent/api/reports/report_wire.h"

#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

constexpr int kUsualMonths = 12;
constexpr int kMostMonths = 60;
constexpr char kPattern[] = "purposes/*";

static_assert(static_cast<int>(RateGrouping::kCampaign) == v1::RATE_GROUPING_CAMPAIGN);

void CheckChannel(Violations& found, v1::Channel channel) {
  found.Unless(v1::Channel_IsValid(channel), "channel", "must be a channel this version knows");
}

void CheckMonths(Violations& found, int32_t months) {
  found.UnlessInRange("month_count", int64_t{months}, int64_t{0}, int64_t{kMostMonths});
}

}  // namespace

absl::Status CheckRequest(const v1::QueryOptInRatesRequest& request) {
  Violations found;
  found.Unless(v1::RateGrouping_IsValid(request.grouping()), "grouping",
               "must be a grouping this version knows");
  CheckChannel(found, request.channel());
  found.UnlessNameOrEmpty("purpose", request.purpose(), kPattern);
  if (request.grouping() == v1::RATE_GROUPING_CHANNEL) {
    found.Unless(request.channel() == v1::CHANNEL_UNSPECIFIED, "channel", "is cut by already");
  }
  if (request.grouping() == v1::RATE_GROUPING_PURPOSE) {
    found.Unless(request.purpose().empty(), "purpose", "is cut by already");
  }
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::QueryOptInHistoryRequest& request) {
  Violations found;
  CheckChannel(found, request.channel());
  found.UnlessNameOrEmpty("purpose", request.purpose(), kPattern);
  CheckMonths(found, request.month_count());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::QueryValueAtStakeRequest& request) {
  Violations found;
  CheckChannel(found, request.channel());
  found.UnlessNameOrEmpty("purpose", request.purpose(), kPattern);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::QueryDenialsRequest& request) {
  Violations found;
  CheckChannel(found, request.channel());
  found.UnlessName("purpose", request.purpose(), kPattern);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::QueryRefusalsRequest& request) {
  Violations found;
  CheckMonths(found, request.month_count());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::SuggestCampaignRequest& request) {
  Violations found;
  found.UnlessName("purpose", request.purpose(), kPattern);
  return found.ToStatus();
}

int MonthsOf(int32_t month_count) { return month_count == 0 ? kUsualMonths : month_count; }

Channel ReportChannelOf(v1::Channel channel) { return ChannelOf(channel).value_or(Channel::kEmail); }

v1::RateCut ToWire(const RateCut& cut) {
  const OptInCounts& counts = cut.counts;
  const Share rate = ShareOf(counts.confirmed_customers, counts.active_customers);
  const Share confirmation = ShareOf(counts.confirmed_requests, counts.requests);
  v1::RateCut wire;
  wire.set_key(cut.key);
  wire.set_display_name(cut.display_name);
  wire.set_active_customer_count(counts.active_customers);
  wire.set_confirmed_customer_count(counts.confirmed_customers);
  wire.set_opt_in_rate(rate.value);
  wire.set_opt_in_rate_low(rate.low);
  wire.set_opt_in_rate_high(rate.high);
  wire.set_requested_count(counts.requests);
  wire.set_confirmed_count(counts.confirmed_requests);
  wire.set_confirmation_rate(confirmation.value);
  wire.set_confirmation_rate_low(confirmation.low);
  wire.set_confirmation_rate_high(confirmation.high);
  if (counts.median_to_confirm.has_value()) {
    *wire.mutable_median_time_to_confirm() = ToDuration(*counts.median_to_confirm);
  }
  return wire;
}

v1::RatePoint ToWire(const RatePoint& point) {
  const Share rate = ShareOf(point.confirmed, point.active);
  v1::RatePoint wire;
  *wire.mutable_time() = ToTimestamp(point.at);
  wire.set_active_customer_count(point.active);
  wire.set_confirmed_customer_count(point.confirmed);
  wire.set_opt_in_rate(rate.value);
  wire.set_opt_in_rate_low(rate.low);
  wire.set_opt_in_rate_high(rate.high);
  return wire;
}

v1::QueryValueAtStakeResponse ToWire(const ValueAtStake& stake) {
  v1::QueryValueAtStakeResponse wire;
  wire.set_active_customer_count(stake.active);
  wire.set_blocked_customer_count(stake.blocked);
  wire.set_scored_customer_count(stake.value.scored);
  if (stake.value.scored > 0) {
    *wire.mutable_value_at_stake() = ToMoney(stake.value.minor_units, stake.value.currency);
  }
  if (stake.value.as_of.has_value()) *wire.mutable_as_of_date() = ToDate(*stake.value.as_of);
  wire.set_note(stake.note);
  return wire;
}

v1::QueryDenialsResponse ToWire(const std::vector<ReasonCount>& counts) {
  v1::QueryDenialsResponse wire;
  int64_t all = 0;
  for (const ReasonCount& count : counts) all += count.customers;
  for (const auto& [decision, customers] : counts) {
    v1::ReasonCount& reason = *wire.add_reasons();
    reason.set_reason(std::string(decision.reason));
    reason.set_allowed(decision.allowed);
    reason.set_customer_count(customers);
    reason.set_share(ShareOf(customers, all).value);
    reason.set_needed_action(std::string(decision.needed_action));
  }
  wire.set_customer_count(all);
  return wire;
}

v1::MonthRefusals ToWire(const RefusalMonth& month) {
  v1::MonthRefusals wire;
  *wire.mutable_month() = ToDate(absl::CivilDay(month.month));
  wire.set_withdrawal_count(month.withdrawals);
  wire.set_objection_count(month.objections);
  return wire;
}

v1::CampaignRefusals ToWire(const RefusalsByCampaign& refusals) {
  v1::CampaignRefusals wire;
  const std::string& campaign = refusals.campaign;
  wire.set_campaign(IsOwnId(campaign) ? "campaigns/" + campaign : campaign);
  wire.set_confirmed_count(refusals.confirmed);
  wire.set_withdrawal_count(refusals.withdrawals);
  return wire;
}

v1::SuggestCampaignResponse ToWire(const CampaignSuggestion& made) {
  v1::SuggestCampaignResponse wire;
  wire.set_suggested(made.suggested);
  wire.set_active_customer_count(made.facts.active);
  wire.set_blocked_customer_count(made.facts.blocked);
  wire.set_letter_customer_count(made.facts.letters);
  if (!made.suggested) return wire;
  wire.set_capture_channel(static_cast<v1::CaptureChannel>(made.capture_channel));
  wire.set_text(made.text);
  if (!made.past_rate.has_value()) return wire;
  const auto reached = static_cast<double>(made.reached);
  wire.set_past_rate(made.past_rate->value);
  wire.set_expected_confirmation_count(reached * made.past_rate->value);
  wire.set_expected_confirmation_count_low(reached * made.past_rate->low);
  wire.set_expected_confirmation_count_high(reached * made.past_rate->high);
  if (made.expected_minor_units.has_value()) {
    *wire.mutable_expected_value() = ToMoney(*made.expected_minor_units, made.facts.value.currency);
  }
  return wire;
}

}  // namespace bestand::consent
