#include "services/scoring/storage/segments/segment_rows.h"

#include <algorithm>

namespace bestand::scoring {
namespace {

int32_t Int32(const storage::Row& row, int column) { return static_cast<int32_t>(row.Int(column)); }

}  // namespace

SegmentRun ToSegmentRun(const storage::Row& row) {
  return {.number = Int32(row, 0),
          .job_id = std::string(row.Text(1)),
          .set_number = Int32(row, 3),
          .currency = std::string(row.Text(4)),
          .as_of_day = Int32(row, 5),
          .customers = row.Int(6),
          .silhouette = row.Real(7),
          .kept = row.Bool(8),
          .next_segment_id = Int32(row, 9),
          .next_group_id = Int32(row, 10),
          .notes = row.Texts(11),
          .create_time = row.Time(12),
          .published = row.Int(2) >= 2};
}

SegmentRow ToSegmentRow(const storage::Row& row, SegmentKind kind) {
  SegmentRow segment{.kind = kind,
                     .id = Int32(row, 0),
                     .words = {std::string(row.Text(1)), std::string(row.Text(2))},
                     .profile = {.customers = row.Int(3),
                                 .lifetime_value_minor = row.Int(4),
                                 .revenue_minor = row.Int(5),
                                 .value_share = row.Real(6),
                                 .asleep_share = row.Real(7),
                                 .median_days_silent = row.Real(8),
                                 .mean_purchase_days = row.Real(9)},
                     .centre = row.Reals(12)};
  const std::vector<double> shares = row.Reals(10), lifts = row.Reals(11);
  for (size_t g = 0; g < std::min(shares.size(), lifts.size()); ++g) {
    segment.profile.groups.push_back({g, shares[g], lifts[g]});
  }
  return segment;
}

SegmentMember ToSegmentMember(const storage::Row& row) {
  return {.customer_id = std::string(row.Text(0)),
          .segment = Int32(row, 1),
          .rfm = static_cast<int16_t>(row.Int(2)),
          .history = std::string(row.Text(3)),
          .value_minor = row.Int(4),
          .buys_probability = row.Real(5),
          .ripe_minor = row.Int(6),
          .opens_day = Int32(row, 7),
          .closes_day = Int32(row, 8)};
}

PlacedTrend ToPlacedTrend(const storage::Row& row, const TrendPage& page) {
  return {.row = {.segment = page.segment,
                  .subject = page.subject,
                  .subject_id = std::string(row.Text(1)),
                  .name = std::string(row.Text(2)),
                  .trend = {.weeks = Int32(row, 3),
                            .purchases = row.Int(4),
                            .season_known = row.Bool(5),
                            .level = row.Real(6),
                            .monthly_growth = row.Real(7),
                            .growth_low = row.Real(8),
                            .growth_high = row.Real(9),
                            .p_value = row.Real(10),
                            .q_value = row.Real(11)}},
          .position = Int32(row, 0)};
}

Cohort ToCohort(const storage::Row& row) {
  return {.attributes = {std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2))},
          .customers = row.Int(3),
          .value_minor = row.Real(4),
          .low_minor = row.Real(5),
          .high_minor = row.Real(6),
          .credibility = row.Real(7)};
}

}  // namespace bestand::scoring
