#pragma once

#include <array>

#include "services/scoring/domain/bulk_scorer.h"

namespace bestand::scoring {

// What scores need of (x, age): with passed = E(x, T) - E(x, t_x) and G = the weight of having left right
// after the last purchase (see gamma_rate.h),
//
//   P(alive) = 1 / (alive_weight + exp(passed) G)
//   P(purchase in h) = P(alive) * hit, expected purchases = P(alive) * purchases, ...
struct AgeEntry {
  double alive_weight = -1;  // U; -1: not computed yet
  double hit;                // U(T) - U(T + h) exp(E(T) - E(T + h))
  double purchases;          // the horizon's, not discounted
  double year, five_years;   // 12 and 60 months', discounted
};

inline constexpr size_t kBlockRows = 1024;

// One block of customers on its way to scores.
struct ScoreBlock {
  size_t rows = 0;
  std::array<AgeEntry, kBlockRows> entries;
  std::array<double, kBlockRows> passed, gone;
};

// A model's tables by (x, day), filled when first asked. One thread at a time.
class ScoreTables {
 public:
  virtual ~ScoreTables() = default;

  // Fills the block from rows [begin, begin + block.rows) of checked columns.
  virtual void Gather(const HistoryColumns& columns, size_t begin, ScoreBlock& block) = 0;
};

}  // namespace bestand::scoring
