#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// The fields of a CustomerScore but the id, to the bit as they are stored: 128 bytes. A new field of
// CustomerScore is a line here, in Pack and in Unpack.
struct PackedScore {
  int64_t repeat_value_minor, total_value_minor, purchase_value_minor;
  int64_t clv_12_months_minor, clv_60_months_minor, clv_60_low_minor, clv_60_high_minor, value_at_risk_minor;
  int64_t create_micros;
  double alive, buys_again, expected_12_months;
  int32_t as_of_day, first_day, last_day, repeats, earlier_repeats, last_outbound_day;
  uint32_t id_end;  // where the customer's id ends in its page's text
  int8_t state;
  uint8_t group;
};

PackedScore Pack(const CustomerScore& score);
CustomerScore Unpack(const PackedScore& packed, std::string_view customer_id);

// Scores of many customers in the order of their ids: PackedScore and the bytes of the id, so 128 + about 8
// bytes a customer. Filled by one thread, then only read, by any number.
class PackedScores {
 public:
  // Takes the next score; its id comes after all before.
  void Add(const CustomerScore& score);

  size_t size() const { return size_; }
  // What it holds in memory.
  size_t bytes() const { return bytes_; }

  // Returns the first row whose id is not before `customer_id`; size() if there is none. 20 comparisons for a
  // million.
  size_t FirstNotBefore(std::string_view customer_id) const;

  std::string_view IdOf(size_t row) const;
  CustomerScore ScoreOf(size_t row) const { return Unpack(At(row), IdOf(row)); }
  CustomerValue ValueOf(size_t row) const;

 private:
  static constexpr size_t kPageRows = 4096;
  struct Page {
    std::vector<PackedScore> rows;
    std::string ids;
  };
  const PackedScore& At(size_t row) const { return pages_[row / kPageRows]->rows[row % kPageRows]; }

  std::vector<std::unique_ptr<Page>> pages_;
  size_t size_ = 0;
  size_t bytes_ = 0;
};

}  // namespace bestand::scoring
