#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// A segment as names tell it.
struct SegmentKey {
  SegmentKind kind = SegmentKind::kCluster;
  int32_t id = 0;
};

// "segments/3" and "segments/rfm-543"; "" for 0.
std::string SegmentName(SegmentKind kind, int32_t id);
// The opposite; nothing for anything else.
std::optional<SegmentKey> SegmentOf(std::string_view name);

// "segmentRuns/7" and back; nothing for anything else.
std::string SegmentRunName(int32_t number);
std::optional<int32_t> SegmentRunOf(std::string_view name);

// The place of a member in a list: "<run>:<value>:<customer id>"; what page tokens hold.
std::string PlaceOf(int32_t run, int64_t value_minor, std::string_view customer_id);
// Lets the page begin after that place; "" leaves it as it is. Says whether PlaceOf made it.
bool GoOnAfter(const std::string& place, MemberPage& page);

}  // namespace bestand::scoring
