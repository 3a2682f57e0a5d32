#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "bestand/customer_profile/v1/purchase_service.pb.h"
#include "services/customer_profile/domain/import.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// FIELD_INVALID naming all that is wrong, or OK. `latest` is the end of time for purchases.
absl::Status CheckRequest(const v1::RecordPurchaseRequest& request, absl::Time latest);
absl::Status CheckRequest(const v1::GetPurchaseSummaryRequest& request);
absl::Status CheckRequest(const v1::BatchGetPurchaseSummariesRequest& request);
absl::Status CheckRequest(const v1::StreamPurchaseSummariesRequest& request);
// Of the first chunk, which says what the import is about, and of each for its size.
absl::Status CheckFirstChunk(const v1::ImportPurchasesRequest& chunk);
absl::Status CheckChunk(const v1::ImportPurchasesRequest& chunk);
absl::Status CheckFormat(const v1::SalesListFormat& format);
// Returns the import's id. Fails with FIELD_INVALID unless `name` is imports/{uuid}.
absl::StatusOr<std::string> ImportIdOf(std::string_view name);

// For requests that were checked.
Purchase FromWire(const v1::Purchase& wire);
PurchaseStore::BulkOrder FromWire(const v1::StreamPurchaseSummariesRequest& request);
PurchaseRow FromWire(const v1::PurchaseRow& wire);

// Returns a row as a line of CSV under kRowHeader, as a sales list that can be imported again.
std::string ToCsv(const v1::PurchaseRow& row, int decimals);
inline constexpr std::string_view kRowHeader =
    "customer_id,external_id,product_id,product_display_name,quantity,unit_price,purchase_time,country";

// `currency` is that of all purchases; "" leaves the money out.
void ToWire(std::string_view customer_id, const PurchaseSummary& summary, const std::string& currency,
            v1::PurchaseSummary& wire);
void ToWire(const ImportReport& report, v1::ImportReport& wire);

// Adds one customer to the columns; `with_holdout` as the request has it.
void Append(const BulkSummary& bulk, bool with_holdout, v1::StreamPurchaseSummariesResponse& chunk);

}  // namespace bestand::customer_profile
