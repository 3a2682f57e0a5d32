#include "services/scoring/domain/models/bg_cnbd_k/bg_cnbd_k.h"

#include "services/scoring/domain/models/family_with.h"
#include "services/scoring/domain/models/regular_buying.h"
#include "services/scoring/domain/models/regular_tables.h"

namespace bestand::scoring {
namespace {

struct Kernels {
  static constexpr std::string_view kWrittenName = "BG/CNBD-k";
  static constexpr std::string_view kParameters[] = {"k", "r", "alpha", "a", "b"};
  static constexpr int kMostRegularity = kMostStages;

  template <class S>
  using Terms = RegularTerms<S, 0>;

  struct Ahead : RegularAhead {
    Ahead(const std::vector<double>& p, int x) : RegularAhead(p, x, p[4] + x) {}
  };

  static std::vector<double> StartOfDropout(double) { return {std::log(.7), std::log(2.)}; }

  static std::unique_ptr<ScoreTables> MakeTables(const std::vector<double>& p, const ScoreTerms& terms) {
    return std::make_unique<RegularTables<Kernels>>(p, terms);
  }
};

}  // namespace

const ModelFamily& BgCnbdK::Family() {
  static const FamilyWith<Kernels> family;
  return family;
}

}  // namespace bestand::scoring
