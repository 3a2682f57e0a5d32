#include "common/error/error.h"
#include "common/storage/copy.h"
#include "services/scoring/storage/segments/segment_rows.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::BinaryCopy;
using storage::Session;

absl::Status PutSegment(Session& session, int32_t run, const SegmentRow& segment) {
  std::vector<double> shares, lifts;
  for (const GroupShare& group : segment.profile.groups) {
    shares.push_back(group.share);
    lifts.push_back(group.lift);
  }
  const SegmentProfile& profile = segment.profile;
  return session
      .Run(sql::kAddSegment, {{"run", run},
                              {"kind", static_cast<int>(segment.kind)},
                              {"id", segment.id},
                              {"title", segment.words.title},
                              {"description", segment.words.description},
                              {"customers", profile.customers},
                              {"lifetime_value", profile.lifetime_value_minor},
                              {"revenue", profile.revenue_minor},
                              {"value_share", profile.value_share},
                              {"asleep_share", profile.asleep_share},
                              {"median_days_silent", profile.median_days_silent},
                              {"mean_purchase_days", profile.mean_purchase_days},
                              {"group_shares", shares},
                              {"group_lifts", lifts},
                              {"centre", segment.centre}})
      .status();
}

void PutTrend(const Trend& trend, BinaryCopy& copy) {
  copy.Int4(trend.weeks);
  copy.Int8(trend.purchases);
  copy.Bool(trend.season_known);
  for (const double figure : {trend.level, trend.monthly_growth, trend.growth_low, trend.growth_high,
                              trend.p_value, trend.q_value}) {
    copy.Float8(figure);
  }
}

}  // namespace

absl::Status PutSegments(Session& session, int32_t run, const SegmentFindings& findings) {
  for (const SegmentRow& segment : findings.segments) RETURN_IF_ERROR(PutSegment(session, run, segment));
  for (const SegmentMovement& movement : findings.movements) {
    RETURN_IF_ERROR(session
                        .Run(sql::kAddSegmentMovement, {{"run", run},
                                                        {"from_id", movement.from},
                                                        {"to_id", movement.to},
                                                        {"customers", movement.customers},
                                                        {"lifetime_value", movement.value_minor}})
                        .status());
  }
  for (const ProductGroup& group : findings.groups) {
    RETURN_IF_ERROR(session
                        .Run(sql::kAddProductGroup, {{"run", run},
                                                     {"id", group.id},
                                                     {"name", group.name},
                                                     {"products", group.products},
                                                     {"baskets", group.baskets}})
                        .status());
  }
  return absl::OkStatus();
}

absl::Status CopyProducts(Session& session, int32_t run, std::span<const GroupedProduct> products) {
  BinaryCopy copy(session, sql::kCopyGroupedProducts);
  for (const GroupedProduct& product : products) {
    copy.StartRow(5);
    copy.Int4(run);
    copy.Text(product.id);
    copy.Text(product.name);
    copy.Int4(product.group);
    copy.Int8(product.baskets);
  }
  return copy.Finish().status();
}

// Positions count from 1 within a segment and kind of subject.
absl::Status CopyTrends(Session& session, int32_t run, std::span<const TrendRow> trends) {
  BinaryCopy copy(session, sql::kCopyDemandTrends);
  int32_t position = 0;
  for (size_t i = 0; i < trends.size(); ++i) {
    const TrendRow& row = trends[i];
    const bool same = i > 0 && trends[i - 1].segment == row.segment && trends[i - 1].subject == row.subject;
    position = same ? position + 1 : 1;
    copy.StartRow(15);
    copy.Int4(run);
    copy.Int4(row.segment);
    copy.Int2(static_cast<int16_t>(row.subject));
    copy.Int4(position);
    copy.Text(row.subject_id);
    copy.Text(row.name);
    PutTrend(row.trend, copy);
  }
  return copy.Finish().status();
}

absl::Status CopyCohorts(Session& session, int32_t run, std::span<const Cohort> cohorts) {
  BinaryCopy copy(session, sql::kCopyProspectCohorts);
  for (const Cohort& cohort : cohorts) {
    copy.StartRow(9);
    copy.Int4(run);
    copy.Text(cohort.attributes.kind);
    copy.Text(cohort.attributes.country);
    copy.Text(cohort.attributes.product_group);
    copy.Int8(cohort.customers);
    for (const double figure :
         {cohort.value_minor, cohort.low_minor, cohort.high_minor, cohort.credibility}) {
      copy.Float8(figure);
    }
  }
  return copy.Finish().status();
}

absl::Status CopyMembers(Session& session, int32_t run, std::span<const SegmentMember> members) {
  BinaryCopy copy(session, sql::kCopySegmentMembers);
  for (const SegmentMember& member : members) {
    copy.StartRow(10);
    copy.Int4(run);
    copy.Text(member.customer_id);
    copy.Int4(member.segment);
    copy.Int2(member.rfm);
    copy.Text(member.history);
    copy.Int8(member.value_minor);
    copy.Float8(member.buys_probability);
    copy.Int8(member.ripe_minor);
    copy.Int4(member.opens_day);
    copy.Int4(member.closes_day);
  }
  return copy.Finish().status();
}

}  // namespace bestand::scoring
