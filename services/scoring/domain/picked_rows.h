#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "services/scoring/domain/seasonal_scorer.h"

namespace bestand::scoring {

// Some rows of seen customers as columns of their own, which are short-lived copies.
class PickedRows {
 public:
  // `rows` are places in `seen`, and must outlive it.
  PickedRows(const SeenColumns& seen, std::span<const size_t> rows);

  SeenColumns columns() const { return {{{repeats_, recency_, age_}, mean_value_}, today_}; }

  // Writes the scores of the picked rows to their places in `all`, which is large enough.
  void Put(const ScoreColumns& some, ScoreColumns& all) const;

 private:
  std::span<const size_t> rows_;
  std::vector<int32_t> repeats_, recency_, age_, today_;
  std::vector<double> mean_value_;
};

}  // namespace bestand::scoring
