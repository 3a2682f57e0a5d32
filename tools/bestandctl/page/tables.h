#pragma once

#include "bestand/scoring/v1/model_report_service.pb.h"
#include "tools/bestandctl/page/figure.h"

namespace bestand::ctl {

// The families that were tried, best first; no rows without a hold-out.
Table CandidateTable(const scoring::v1::Model& model);

// Parameters of buying and spending with errors, 95 % intervals and what each says.
Table ParameterTable(const scoring::v1::Model& model);

}  // namespace bestand::ctl
