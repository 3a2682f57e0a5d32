#pragma once

#include <string>
#include <vector>

#include "bestand/consent/v1/subject_rights_service.pb.h"
#include "common/html/phrase.h"

namespace bestand::ctl {

// Returns all that consent holds about a customer as a page for the customer: what happened with what was
// recorded, the wordings, to whom data was given, and every row. Needs nothing else, prints on A4.
std::string SubjectPage(const std::string& customer, const std::vector<consent::v1::SubjectRecord>& records,
                        html::Language language);

}  // namespace bestand::ctl
