#pragma once

#include <string>

#include "bestand/scoring/v1/model_report_service.pb.h"

namespace bestand::ctl {

// Returns the report as one page of HTML that needs nothing else: no script, no picture, no font from
// anywhere. All texts of the report are escaped; figures that are no finite numbers are left out.
std::string ReportPage(const scoring::v1::ModelReport& report);

}  // namespace bestand::ctl
