#pragma once

#include <string>

#include "bestand/scoring/v1/model_report_service.pb.h"

namespace bestand::ctl {

// Returns the head of the page as markup: which model, the four figures that matter, what to beware of.
std::string Head(const scoring::v1::ModelReport& report);

}  // namespace bestand::ctl
