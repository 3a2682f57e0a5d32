#include "services/reward_catalog/domain/decision.h"

#include <array>

namespace bestand::reward_catalog {

std::string_view NameOf(DecisionState state) {
  static constexpr std::array<std::string_view, 5> kNames = {"UNSPECIFIED", "OFFERED", "ACCEPTED", "DECLINED",
                                                             "EXPIRED"};
  return kNames.at(static_cast<size_t>(state));
}

}  // namespace bestand::reward_catalog
