#pragma once

#include <random>
#include <string>

#include "tests/services/scoring/support/fake_profile.h"

namespace bestand::scoring {

// A shop of private persons and companies, which buy `companies_buy` times as often; a sixth of all live in
// Austria, which makes no difference. 1,200 customers "p0" ... and "c0" ..., won in 2010, seen to 2011-12-31.
class MixedShop {
 public:
  MixedShop(FakeProfile& profile, double companies_buy) : profile_(profile), companies_buy_(companies_buy) {}

  void Open() {
    for (int i = 0; i < 1200; ++i) {
      const bool company = i % 3 == 0;
      const std::string id = (company ? "c" : "p") + std::to_string(i);
      Serve(id, company ? companies_buy_ : 1);
      profile_.Know(id, {company ? "COMPANY" : "PERSON", i % 6 < 5 ? "DE" : "AT"});
    }
  }

 private:
  void Serve(const std::string& id, double times) {
    const double rate = times * std::gamma_distribution<>(2, 1 / 400.)(random_);  // a day
    int32_t day = DayNumber(2010, 1, 1) + static_cast<int32_t>(unit_(random_) * 365);
    while (day <= DayNumber(2011, 12, 31)) {
      profile_.Buy(id, day, 1000 + static_cast<int64_t>(unit_(random_) * 2000));
      if (unit_(random_) < .15) return;
      day += 1 + static_cast<int32_t>(std::exponential_distribution<>(rate)(random_));
    }
  }

  FakeProfile& profile_;
  double companies_buy_;
  std::mt19937_64 random_{3};
  std::uniform_real_distribution<double> unit_{0, 1};
};

}  // namespace bestand::scoring
