#include "services/scoring/api/segments/segment_wire.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/job_wire.h"
#include "services/scoring/api/segments/segment_names.h"

namespace bestand::scoring {
namespace {

void FillGroups(const SegmentProfile& profile, const std::vector<ProductGroup>& groups, v1::Segment& wire) {
  std::vector<GroupShare> shares;
  for (const GroupShare& share : profile.groups) {
    if (share.group < groups.size() && share.share > 0) shares.push_back(share);
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const GroupShare& a, const GroupShare& b) { return a.lift > b.lift; });
  for (const GroupShare& share : shares) {
    v1::SegmentProductGroup& group = *wire.add_product_groups();
    group.set_product_group("productGroups/" + std::to_string(groups[share.group].id));
    group.set_display_name(groups[share.group].name);
    group.set_share(share.share);
    group.set_lift(share.lift);
  }
}

google::type::Money Rounded(double minor, const std::string& currency) {
  return ToMoney(std::llround(std::clamp(minor, 0., 9e18)), currency);
}

}  // namespace

absl::Status ToWire(const jobs::Job& job, v1::SegmentJob& wire) {
  ASSIGN_OR_RETURN(const SegmentRequest request, DecodeSegmentRequest(job.parameters));
  wire.set_name("segmentJobs/" + job.id);
  ToWire(job, *wire.mutable_status());
  wire.set_requested_segment_count(request.segments.value_or(0));
  if (job.state == jobs::JobState::kSucceeded) wire.set_customer_count(std::stoll(job.result));
  return absl::OkStatus();
}

void ToWire(const SegmentRun& run, v1::SegmentRun& wire) {
  wire.set_name(SegmentRunName(run.number));
  wire.set_score_set("scoreSets/" + std::to_string(run.set_number));
  *wire.mutable_as_of_date() = DateOf(run.as_of_day);
  *wire.mutable_create_time() = ToTimestamp(run.create_time);
  wire.set_customer_count(run.customers);
  wire.set_silhouette(run.silhouette);
  for (const std::string& note : run.notes) wire.add_notes(note);
}

void ToWire(const SegmentRow& segment, const SegmentRun& run, const std::vector<ProductGroup>& groups,
            v1::Segment& wire) {
  const SegmentProfile& profile = segment.profile;
  wire.set_name(SegmentName(segment.kind, segment.id));
  wire.set_display_name(segment.words.title);
  wire.set_description(segment.words.description);
  wire.set_customer_count(profile.customers);
  *wire.mutable_lifetime_value() = ToMoney(profile.lifetime_value_minor, run.currency);
  *wire.mutable_revenue_so_far() = ToMoney(profile.revenue_minor, run.currency);
  wire.set_value_share(profile.value_share);
  wire.set_asleep_share(profile.asleep_share);
  wire.set_median_days_since_purchase(profile.median_days_silent);
  wire.set_mean_purchase_days(profile.mean_purchase_days);
  FillGroups(profile, groups, wire);
}

void ToWire(const SegmentMember& member, const SegmentRun& run, v1::SegmentMember& wire) {
  wire.set_customer(CustomerName(member.customer_id));
  wire.set_segment(SegmentName(SegmentKind::kCluster, member.segment));
  wire.set_rfm_cell(member.rfm);
  *wire.mutable_lifetime_value() = ToMoney(member.value_minor, run.currency);
  wire.set_purchase_probability_30_days(member.buys_probability);
}

void ToWire(const SegmentMember& member, const SegmentRun& run, v1::RipeCustomer& wire) {
  wire.set_customer(CustomerName(member.customer_id));
  wire.set_segment(SegmentName(SegmentKind::kCluster, member.segment));
  *wire.mutable_expected_value() = ToMoney(member.ripe_minor, run.currency);
  wire.set_purchase_probability_30_days(member.buys_probability);
  *wire.mutable_window_start_date() = DateOf(member.opens_day);
  *wire.mutable_window_end_date() = DateOf(member.closes_day);
  *wire.mutable_lifetime_value() = ToMoney(member.value_minor, run.currency);
}

void ToWire(const SegmentMovement& movement, const SegmentRun& run, v1::Movement& wire) {
  wire.set_from_segment(SegmentName(SegmentKind::kCluster, movement.from));
  wire.set_to_segment(SegmentName(SegmentKind::kCluster, movement.to));
  wire.set_customer_count(movement.customers);
  *wire.mutable_lifetime_value() = ToMoney(movement.value_minor, run.currency);
}

void ToWire(const ProductGroup& group, v1::ProductGroup& wire) {
  wire.set_name("productGroups/" + std::to_string(group.id));
  wire.set_display_name(group.name);
  wire.set_product_count(group.products);
  wire.set_purchase_count(group.baskets);
}

void ToWire(const TrendRow& row, v1::Trend& wire) {
  const bool group = row.subject == TrendSubject::kGroup;
  wire.set_subject((group ? "productGroups/" : "products/") + row.subject_id);
  wire.set_display_name(row.name);
  wire.set_monthly_growth(row.trend.monthly_growth);
  wire.set_monthly_growth_low(row.trend.growth_low);
  wire.set_monthly_growth_high(row.trend.growth_high);
  wire.set_weekly_purchases(row.trend.level);
  wire.set_purchase_count(row.trend.purchases);
  wire.set_week_count(row.trend.weeks);
  wire.set_season_known(row.trend.season_known);
  wire.set_false_discovery_rate(row.trend.q_value);
}

void ToWire(const ProspectValue& value, const SegmentRun& run, v1::ProspectScore& wire) {
  *wire.mutable_expected_value() = Rounded(value.cohort.value_minor, run.currency);
  *wire.mutable_expected_value_low() = Rounded(value.cohort.low_minor, run.currency);
  *wire.mutable_expected_value_high() = Rounded(value.cohort.high_minor, run.currency);
  wire.set_cohort(value.cohort_name);
  wire.set_cohort_customer_count(value.cohort.customers);
  wire.set_credibility(value.cohort.credibility);
  wire.set_prior_only(true);
  *wire.mutable_as_of_date() = DateOf(run.as_of_day);
}

void FillHistory(const SegmentMember& member, const std::vector<SegmentRun>& runs,
                 v1::GetCustomerSegmentResponse& wire) {
  std::istringstream history(member.history);
  int32_t segment = 0;
  for (size_t i = 0; i < runs.size() && history >> segment; ++i) {
    v1::PastSegment& past = *wire.add_history();
    *past.mutable_as_of_date() = DateOf(runs[i].as_of_day);
    past.set_segment(SegmentName(SegmentKind::kCluster, segment));
  }
}

Prospect FromWire(const v1::ProspectAttributes& attributes) {
  const bool company = attributes.kind() == v1::PROSPECT_KIND_COMPANY;
  const bool person = attributes.kind() == v1::PROSPECT_KIND_PERSON;
  return {.kind = company  ? "COMPANY"
                  : person ? "PERSON"
                           : "",
          .country = attributes.country(),
          .product_group = IdOf(attributes.product_group(), "productGroups/*").value_or(""),
          .product = attributes.product().empty()
                         ? ""
                         : attributes.product().substr(std::string("products/").size())};
}

}  // namespace bestand::scoring
