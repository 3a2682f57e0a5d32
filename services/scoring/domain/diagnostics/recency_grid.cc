#include "services/scoring/domain/diagnostics/recency_grid.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

constexpr int kSteps = 12;

bool CanBe(const PurchaseHistory& history) {
  if (history.repeats == 0) return history.recency_weeks == 0;
  return history.recency_weeks * kDaysPerWeek >= history.repeats;
}

absl::Status AddCell(const PurchaseModel& model, const PurchaseHistory& history, RecencyGrid& grid) {
  if (!CanBe(history)) {
    grid.alive.push_back(RecencyGrid::kNoHistory);
    grid.buys_again.push_back(RecencyGrid::kNoHistory);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const double alive, ProbabilityAlive(model, history));
  ASSIGN_OR_RETURN(const double none,
                   ProbabilityOfNoPurchase(model, history, grid.horizon_days / kDaysPerWeek));
  grid.alive.push_back(alive);
  grid.buys_again.push_back(1 - none);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RecencyGrid> FillGrid(const PurchaseModel& model, const GridTerms& terms) {
  RecencyGrid grid{.age_weeks = terms.age_days / kDaysPerWeek, .horizon_days = terms.horizon_days};
  const int32_t step = (terms.most_repeats + kSteps - 1) / kSteps;
  for (int32_t x = 0; x <= terms.most_repeats; x += step) grid.repeats.push_back(x);
  for (int i = 0; i <= kSteps; ++i) grid.recency_weeks.push_back(grid.age_weeks * i / kSteps);
  for (const double recency : grid.recency_weeks) {
    for (const int32_t x : grid.repeats) {
      RETURN_IF_ERROR(AddCell(model, {x, recency, grid.age_weeks}, grid));
    }
  }
  return grid;
}

int32_t UsualMostRepeats(std::span<const int32_t> repeats) {
  if (repeats.empty()) return 4;
  std::vector<int32_t> sorted(repeats.begin(), repeats.end());
  const auto place = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) * 99 / 100);
  std::nth_element(sorted.begin(), place, sorted.end());
  return std::clamp(*place, 4, 24);
}

}  // namespace bestand::scoring
