#pragma once

#include <optional>
#include <vector>

#include "bestand/scoring/v1/dormancy_service.pb.h"
#include "services/scoring/domain/dormancy/given_reasons.h"
#include "services/scoring/work/dormancies.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// FIELD_INVALID naming all that is wrong, or OK.
absl::Status Check(const v1::BatchAssessDormancyRequest& request);
absl::Status Check(const v1::GetDormancyReportRequest& request);
absl::Status Check(const v1::ListGivenReasonsRequest& request);

void ToWire(const FittedModel& model, v1::GetDormancyReportResponse& wire);
void ToWire(const std::vector<CountedReason>& reasons, v1::ListGivenReasonsResponse& wire);

}  // namespace bestand::scoring
