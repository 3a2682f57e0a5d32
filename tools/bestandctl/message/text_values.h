#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace bestand::ctl {

// Fills a message that has a text form (see HasTextForm) from it:
// money "12.34 EUR", dates "2011-09-30", timestamps "2011-09-30T08:26:00Z" or a date (its midnight in
// UTC), durations "90d", "36h", "15m", "30s", field masks "stock_count,worth".
// Fails with FIELD_INVALID naming `field`.
absl::Status ParseTextForm(std::string_view field, std::string_view text, google::protobuf::Message& message);

// The opposite, as people read it: "1,234.50 GBP", "2011-09-30", "2011-09-30 08:26", "90 days".
std::string FormatTextForm(const google::protobuf::Message& message);

}  // namespace bestand::ctl
