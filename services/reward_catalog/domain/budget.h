#pragma once

#include <cstdint>
#include <string>

namespace bestand::reward_catalog {

// Money that may be given away; amounts in minor units of its currency.
struct Budget {
  std::string id;  // without "budgets/"
  std::string display_name;
  std::string currency;
  int64_t total = 0;  // > 0
  int64_t spent = 0;  // given
  int64_t held = 0;   // for open choices; of each choice its dearest reward, since one is taken at most

  int64_t left() const { return total - spent - held; }
};

}  // namespace bestand::reward_catalog
