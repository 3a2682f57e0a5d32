#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/scoring/work/model_report.h"

namespace bestand::scoring {

// The figures of a report as named series of numbers, the form in which model_series keeps them.
using Series = std::map<std::string, std::vector<double>, std::less<>>;

Series SeriesOf(const ModelReport& report);

// The reverse; a series that is missing leaves its figures empty.
ModelReport ReportOf(const Series& series);

}  // namespace bestand::scoring
