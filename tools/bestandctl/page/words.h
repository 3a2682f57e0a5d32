#pragma once

#include <string>

#include "bestand/scoring/v1/model_report_service.pb.h"
#include "tools/bestandctl/page/figure.h"

namespace bestand::ctl {

// Returns the day as "9 Dec 2011"; "–" for none.
std::string DayText(const google::type::Date& date);
// Returns the month as "Dec 2011".
std::string MonthText(const google::type::Date& date);

// Returns how an expectation stands to what happened: "3,582 of 4,765, 25 % too few". Good within 5 %, fair
// within 20 %.
Verdict CompareSums(double expected, double actual);

// The family as people write it: "BG/NBD".
std::string FamilyOf(const scoring::v1::Model& model);

}  // namespace bestand::ctl
