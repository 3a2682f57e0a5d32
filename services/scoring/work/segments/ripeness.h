#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/grouped_scorer.h"
#include "services/scoring/domain/segments/purchase_window.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/segments/customer_table.h"

namespace bestand::scoring {

// Says who is ripe for a purchase. A customer is ripe who has a rhythm of the own, is silent for as long as
// the window of the next purchase takes (WindowOf), and is active or cooling: who is overdue beyond the
// window, dormant or lost is not. One thread at a time.
class Ripeness {
 public:
  // Fails with MODEL_PARAMETER_INVALID.
  static absl::StatusOr<Ripeness> Make(const FittedModel& model, const ScoreSettings& settings);

  // Fills probability, value and window of the members, rows [begin, begin + members.size()) of the table.
  // The value is the probability of a purchase within kRipeDays times what a purchase day should bring, times
  // margin. Fails with HISTORY_OUT_OF_ORDER.
  absl::Status Fill(const CustomerTable& customers, int32_t as_of_day, size_t begin,
                    std::span<SegmentMember> members);

 private:
  Ripeness(std::vector<SeasonalModel> models, const ScoreSettings& settings, GroupedScorer scorer)
      : models_(std::move(models)), margin_(settings.margin), scorer_(std::move(scorer)) {}
  absl::StatusOr<std::optional<PurchaseWindow>> Window(uint8_t group, int32_t repeats, int32_t recency_days);
  absl::Status FillOne(const CustomerTable& customers, int32_t as_of_day, size_t row, SegmentMember& member);

  std::vector<SeasonalModel> models_;  // of the groups
  double margin_;
  GroupedScorer scorer_;
  ScoreColumns scores_;  // kept between calls for its memory
  std::map<std::array<int32_t, 3>, std::optional<PurchaseWindow>>
      windows_;  // by group, repeats, counted recency
};

}  // namespace bestand::scoring
