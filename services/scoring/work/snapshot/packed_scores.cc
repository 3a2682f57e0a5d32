#include "services/scoring/work/snapshot/packed_scores.h"

#include <algorithm>

namespace bestand::scoring {

static_assert(sizeof(PackedScore) == 128);

PackedScore Pack(const CustomerScore& score) {
  const Summary& summary = score.summary;
  return {.repeat_value_minor = summary.repeat_value_minor,
          .total_value_minor = summary.total_value_minor,
          .purchase_value_minor = score.purchase_value_minor,
          .clv_12_months_minor = score.clv_12_months_minor,
          .clv_60_months_minor = score.clv_60_months_minor,
          .clv_60_low_minor = score.clv_60_low_minor,
          .clv_60_high_minor = score.clv_60_high_minor,
          .value_at_risk_minor = score.value_at_risk_minor,
          .create_micros = absl::ToUnixMicros(score.create_time),
          .alive = score.alive,
          .buys_again = score.buys_again,
          .expected_12_months = score.expected_12_months,
          .as_of_day = score.as_of_day,
          .first_day = summary.first_day,
          .last_day = summary.last_day,
          .repeats = summary.repeats,
          .earlier_repeats = summary.earlier_repeats,
          .last_outbound_day = summary.last_outbound_day,
          .id_end = 0,
          .state = static_cast<int8_t>(score.state),
          .group = score.group};
}

CustomerScore Unpack(const PackedScore& packed, std::string_view customer_id) {
  return {.summary = {.customer_id = std::string(customer_id),
                      .first_day = packed.first_day,
                      .last_day = packed.last_day,
                      .repeats = packed.repeats,
                      .earlier_repeats = packed.earlier_repeats,
                      .last_outbound_day = packed.last_outbound_day,
                      .repeat_value_minor = packed.repeat_value_minor,
                      .total_value_minor = packed.total_value_minor},
          .group = packed.group,
          .as_of_day = packed.as_of_day,
          .alive = packed.alive,
          .buys_again = packed.buys_again,
          .expected_12_months = packed.expected_12_months,
          .purchase_value_minor = packed.purchase_value_minor,
          .clv_12_months_minor = packed.clv_12_months_minor,
          .clv_60_months_minor = packed.clv_60_months_minor,
          .clv_60_low_minor = packed.clv_60_low_minor,
          .clv_60_high_minor = packed.clv_60_high_minor,
          .value_at_risk_minor = packed.value_at_risk_minor,
          .state = static_cast<DormancyState>(packed.state),
          .create_time = absl::FromUnixMicros(packed.create_micros)};
}

void PackedScores::Add(const CustomerScore& score) {
  if (size_ % kPageRows == 0) {
    if (!pages_.empty()) pages_.back()->ids.shrink_to_fit();
    pages_.push_back(std::make_unique<Page>());
    pages_.back()->rows.reserve(kPageRows);
    bytes_ += kPageRows * sizeof(PackedScore) + sizeof(Page);
  }
  Page& page = *pages_.back();
  page.ids += score.summary.customer_id;
  page.rows.push_back(Pack(score));
  page.rows.back().id_end = static_cast<uint32_t>(page.ids.size());
  bytes_ += score.summary.customer_id.size();
  ++size_;
}

size_t PackedScores::FirstNotBefore(std::string_view customer_id) const {
  size_t low = 0, high = size_;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (IdOf(middle) < customer_id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::string_view PackedScores::IdOf(size_t row) const {
  const Page& page = *pages_[row / kPageRows];
  const size_t place = row % kPageRows;
  const size_t begin = place == 0 ? 0 : page.rows[place - 1].id_end;
  return std::string_view(page.ids).substr(begin, page.rows[place].id_end - begin);
}

CustomerValue PackedScores::ValueOf(size_t row) const {
  const PackedScore& packed = At(row);
  return {.customer_id = IdOf(row),
          .state = static_cast<DormancyState>(packed.state),
          .clv_60_months_minor = packed.clv_60_months_minor,
          .total_value_minor = packed.total_value_minor,
          .first_purchase_value_minor =
              std::max<int64_t>(packed.total_value_minor - packed.repeat_value_minor, 0),
          .purchase_value_minor = packed.purchase_value_minor};
}

}  // namespace bestand::scoring
