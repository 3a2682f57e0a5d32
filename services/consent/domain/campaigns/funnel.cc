#include "services/consent/domain/campaigns/funnel.h"

namespace bestand::consent {

bool IsCounted(FunnelStage stage) {
  return stage == FunnelStage::kPrinted || stage == FunnelStage::kScanned ||
         stage == FunnelStage::kFormOpened || stage == FunnelStage::kPageOpened;
}

std::array<FunnelStep, kFunnelStages> StepsOf(const FunnelCounts& counts) {
  std::array<FunnelStep, kFunnelStages> steps;
  for (size_t i = 0; i < counts.size(); ++i) {
    steps[i] = {static_cast<FunnelStage>(i + 1), counts[i], std::nullopt};
    if (i > 0 && counts[i - 1] > 0 && counts[i] <= counts[i - 1]) {
      steps[i].share = ShareOf(counts[i], counts[i - 1]);
    }
  }
  return steps;
}

}  // namespace bestand::consent
