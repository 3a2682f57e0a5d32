#pragma once

#include <string>

#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// What an effect comes to for somebody who reads no parameters. Ratios to the customers that are compared
// with; an end of the interval is 0 or infinite where the data do not tell.
struct EffectInWords {
  double times_as_often = 1;           // they buy while they are customers
  double low = 1, high = 1;            // its 95 % interval
  double times_as_easily_leaving = 1;  // rate of leaving; in (M)BG/NBD odds to leave with a purchase
  std::string words;
};

// Returns it for a column of the coding.
EffectInWords Explain(const FittedCovariates& covariates, size_t column);

}  // namespace bestand::scoring
