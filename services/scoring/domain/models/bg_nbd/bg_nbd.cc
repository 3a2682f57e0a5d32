#include "services/scoring/domain/models/bg_nbd/bg_nbd.h"

#include "services/scoring/domain/models/beta_dropout.h"
#include "services/scoring/domain/models/family_with.h"
#include "services/scoring/domain/models/purchase_integral.h"

namespace bestand::scoring {
namespace {

struct Kernels {
  static constexpr std::string_view kWrittenName = "BG/NBD";
  static constexpr std::string_view kParameters[] = {"r", "alpha", "a", "b"};

  template <class S>
  using Terms = BetaDropoutTerms<S, 0>;

  struct Ahead : PurchaseIntegral {
    Ahead(const std::vector<double>& p, int x)
        : PurchaseIntegral({.count = p[0] + x, .alpha = p[1], .leaving = p[2], .staying = p[3] + x}) {}
  };

  static std::vector<double> StartOfDropout(double) { return {std::log(.7), std::log(2.)}; }
};

}  // namespace

const ModelFamily& BgNbd::Family() {
  static const FamilyWith<Kernels> family;
  return family;
}

}  // namespace bestand::scoring
