#include "services/scoring/storage/score_rows.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "common/storage/copy.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

constexpr int kColumns = 23;

int32_t Int32(const storage::Row& row, int column) { return static_cast<int32_t>(row.Int(column)); }

void PutSummary(storage::BinaryCopy& copy, const CustomerScore& score) {
  copy.Int2(static_cast<int16_t>(BucketOf(score.summary.customer_id)));
  copy.Int4(score.as_of_day);
  copy.Int4(score.summary.first_day);
  copy.Int4(score.summary.last_day);
  copy.Int4(score.summary.repeats);
  copy.Int4(score.summary.earlier_repeats);
  copy.Int4(score.summary.last_outbound_day);
  copy.Int8(score.summary.repeat_value_minor);
  copy.Int8(score.summary.total_value_minor);
}

void PutAnswers(storage::BinaryCopy& copy, const CustomerScore& score) {
  copy.Float8(score.alive);
  copy.Float8(score.buys_again);
  copy.Float8(score.expected_12_months);
  copy.Int8(score.purchase_value_minor);
  copy.Int8(score.clv_12_months_minor);
  copy.Int8(score.clv_60_months_minor);
  copy.Int8(score.clv_60_low_minor);
  copy.Int8(score.clv_60_high_minor);
  copy.Int8(score.value_at_risk_minor);
  copy.Int2(static_cast<int16_t>(score.state));
  copy.Time(score.create_time);
  copy.Int2(score.group);
}

}  // namespace

CustomerScore ToCustomerScore(const storage::Row& row) {
  return {.summary = {.customer_id = std::string(row.Text(1)),
                      .first_day = Int32(row, 3),
                      .last_day = Int32(row, 4),
                      .repeats = Int32(row, 5),
                      .earlier_repeats = Int32(row, 6),
                      .last_outbound_day = Int32(row, 7),
                      .repeat_value_minor = row.Int(8),
                      .total_value_minor = row.Int(9)},
          .group = static_cast<uint8_t>(row.Int(21)),
          .as_of_day = Int32(row, 2),
          .alive = row.Real(10),
          .buys_again = row.Real(11),
          .expected_12_months = row.Real(12),
          .purchase_value_minor = row.Int(13),
          .clv_12_months_minor = row.Int(14),
          .clv_60_months_minor = row.Int(15),
          .clv_60_low_minor = row.Int(16),
          .clv_60_high_minor = row.Int(17),
          .value_at_risk_minor = row.Int(18),
          .state = static_cast<DormancyState>(row.Int(19)),
          .create_time = row.Time(20)};
}

ScoreSet ToScoreSet(const storage::Row& row) {
  return {.number = Int32(row, 0),
          .job_id = std::string(row.Text(1)),
          .model_id = std::string(row.Text(2)),
          .currency = std::string(row.Text(9)),
          .as_of_day = Int32(row, 4),
          .as_of_given = row.Bool(10),
          .settings = {.annual_discount = row.Real(5), .margin = row.Real(6), .horizon_days = Int32(row, 7)},
          .create_time = row.Time(8),
          .published = row.Int(3) == 2,
          .publish_time = row.MaybeTime(11),
          .customers = row.Int(12),
          .clv_60_months_minor = row.Real(13)};
}

absl::Status CopyScores(storage::Session& session, int32_t set_number,
                        std::span<const CustomerScore> scores) {
  if (scores.empty()) return absl::OkStatus();
  storage::BinaryCopy copy(session, sql::kCopyScores);
  for (const CustomerScore& score : scores) {
    copy.StartRow(kColumns);
    copy.Int4(set_number);
    copy.Text(score.summary.customer_id);
    PutSummary(copy, score);
    PutAnswers(copy, score);
  }
  return copy.Finish().status();
}

}  // namespace bestand::scoring
