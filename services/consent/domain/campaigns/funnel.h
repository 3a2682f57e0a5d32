#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "services/consent/domain/opt_in_rate.h"

namespace bestand::consent {

// How far somebody came whom a campaign met. The numbers are stored.
enum class FunnelStage {
  kPrinted = 1,
  kScanned = 2,
  kFormOpened = 3,
  kSubmitted = 4,
  kMailSent = 5,
  kDelivered = 6,
  kPageOpened = 7,
  kConfirmed = 8,
};

inline constexpr int kFunnelStages = 8;

// Says whether a stage is counted as it happens; the others come from what was recorded about requests.
bool IsCounted(FunnelStage stage);

// One count a stage, in their order.
using FunnelCounts = std::array<int64_t, kFunnelStages>;

// One stage of a funnel.
struct FunnelStep {
  FunnelStage stage = FunnelStage::kPrinted;
  int64_t count = 0;
  // Of the stage before; nothing where that is empty or smaller: pages are counted by their views, and the
  // same person may view one twice or come by another way.
  std::optional<Share> share;
};

// Returns all eight steps in order.
std::array<FunnelStep, kFunnelStages> StepsOf(const FunnelCounts& counts);

}  // namespace bestand::consent
