#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "bestand/customer_profile/v1/history_service.pb.h"
#include "bestand/customer_profile/v1/purchase_service.pb.h"
#include "bestand/customer_profile/v1/purchase_span_service.pb.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

customer_profile::v1::StreamPurchaseSummariesRequest ToWire(const SummaryQuery& query);

// Asks for one customer's summary of the purchases up to and on a day.
customer_profile::v1::GetPurchaseSummaryRequest SummaryRequest(const std::string& customer_id,
                                                               int32_t as_of_day);

// Fails with INTERNAL_ERROR when the columns differ in length.
absl::StatusOr<SummaryChunk> FromWire(const customer_profile::v1::StreamPurchaseSummariesResponse& chunk);

// Returns nothing for customers without purchases, unknown or erased. Fails with CURRENCY_MIXED unless all
// amounts are in `currency`, and as the result says.
absl::StatusOr<std::optional<Summary>> FromWire(const customer_profile::v1::PurchaseSummaryResult& result,
                                                std::string_view currency);

PurchaseSpan FromWire(const customer_profile::v1::GetPurchaseSpanResponse& response);

// Returns whose purchases, contacts or complaints changed, each customer once.
ChangeChunk FromWire(const customer_profile::v1::WatchChangesResponse& chunk);

}  // namespace bestand::scoring
