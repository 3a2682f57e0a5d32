#pragma once

#include "absl/status/status.h"
#include "bestand/scoring/v1/prospect_service.pb.h"
#include "bestand/scoring/v1/segment_service.pb.h"

namespace bestand::scoring {

// Each fails with FIELD_INVALID naming everything that is wrong with the request.
absl::Status Check(const v1::CreateSegmentJobRequest& request);
absl::Status Check(const v1::GetSegmentJobRequest& request);
absl::Status Check(const v1::WatchSegmentJobRequest& request);
absl::Status Check(const v1::CancelSegmentJobRequest& request);
absl::Status Check(const v1::ListSegmentsRequest& request);
absl::Status Check(const v1::GetCustomerSegmentRequest& request);
absl::Status Check(const v1::ListSegmentMembersRequest& request);
absl::Status Check(const v1::ListMovementsRequest& request);
absl::Status Check(const v1::ListTrendsRequest& request);
absl::Status Check(const v1::ListRipeCustomersRequest& request);
absl::Status Check(const v1::ScoreProspectRequest& request);
absl::Status Check(const v1::BatchScoreProspectsRequest& request);

}  // namespace bestand::scoring
