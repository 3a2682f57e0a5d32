#pragma once

#include <algorithm>
#include <random>
#include <string>

#include "services/scoring/domain/seasonal_clock.h"
#include "tests/services/scoring/support/fake_profile.h"

namespace bestand::scoring {

// A shop whose customers buy much in December and little in summer, and leave after one purchase in five: 700
// of them, won from 2009-11-01 to 2011-06-30, seen to `last_day`.
class ChristmasShop {
 public:
  explicit ChristmasShop(FakeProfile& profile) : profile_(profile) {}

  void Open(int32_t last_day) {
    for (int i = 0; i < 700; ++i) {
      Serve("c" + std::to_string(i), DayNumber(2009, 11, 1) + static_cast<int32_t>(unit_(random_) * 606),
            last_day);
    }
  }

 private:
  static constexpr double kRates[] = {.6, .6, .8, .9, .9, .6, .4, .5, .9, 1.1, 1.6, 3.1};

  void Serve(const std::string& id, int32_t first_day, int32_t last_day) {
    const double rate = std::gamma_distribution<>(1.5, 1 / 120.)(random_);  // a day
    profile_.Buy(id, first_day, 2000);
    for (int32_t day = first_day + 1; day <= last_day; ++day) {
      if (unit_(random_) >= std::min(rate * kRates[MonthOfDay(day)], .9)) continue;
      profile_.Buy(id, day, 1000 + static_cast<int64_t>(unit_(random_) * 2000));
      if (unit_(random_) < .2) return;
    }
  }

  FakeProfile& profile_;
  std::mt19937_64 random_{11};
  std::uniform_real_distribution<double> unit_{0, 1};
};

}  // namespace bestand::scoring
