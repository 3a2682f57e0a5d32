#include "services/scoring/domain/lanes.h"

#include "services/scoring/domain/vector_math.h"

namespace bestand::scoring {

BESTAND_VECTORISED void ExpOfAll(const Lanes& x, Lanes& result) {
  for (int i = 0; i < kLanes; ++i) result[i] = BoundedExp(x[i]);
}

}  // namespace bestand::scoring
