#pragma once

#include "absl/status/status.h"
#include "bestand/scoring/v1/next_product_service.pb.h"

namespace bestand::scoring {

// Each fails with FIELD_INVALID naming everything that is wrong with the request.
absl::Status Check(const v1::CreateProductFitJobRequest& request);
absl::Status Check(const v1::GetProductFitJobRequest& request);
absl::Status Check(const v1::WatchProductFitJobRequest& request);
absl::Status Check(const v1::CancelProductFitJobRequest& request);
absl::Status Check(const v1::SuggestNextProductsRequest& request);
absl::Status Check(const v1::StreamNextProductsRequest& request);
absl::Status Check(const v1::GetTransitionsRequest& request);

}  // namespace bestand::scoring
