#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bestand/customer_profile/v1/history_service.pb.h"
#include "services/customer_profile/domain/history.h"

namespace bestand::customer_profile {

// Says in one line what happened: "6 x WHITE METAL LANTERN (shop 536365)".
std::string SummaryOf(const TimelineEntry& entry);

void ToWire(const TimelineEntry& entry, v1::TimelineEntry& wire);

// The places of pages as keys of page tokens, and back; "" is the beginning.
std::string KeyOf(const TimelineEntry& entry);
std::optional<TimelinePlace> PlaceOf(std::string_view key);
std::string KeyOf(const SilentCustomer& silent);
std::optional<SilentCustomer> SilentOf(std::string_view key);

}  // namespace bestand::customer_profile
