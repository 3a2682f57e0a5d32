#pragma once

namespace bestand::scoring {

// When a customer is looked at, in weeks: since the first purchase and since the last one, silent <= age.
struct Moment {
  double age;
  double silent;
};

// A stretch of time after that moment, in weeks: 0 <= from < to; money is discounted continuously,
// weekly_discount >= 0.
struct Stretch {
  double from, to;
  double weekly_discount = 0;
};

}  // namespace bestand::scoring
