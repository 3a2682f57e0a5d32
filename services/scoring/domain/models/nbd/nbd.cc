#include "services/scoring/domain/models/nbd/nbd.h"

#include "services/scoring/domain/models/family_with.h"
#include "services/scoring/domain/models/purchase_integral.h"

namespace bestand::scoring {
namespace {

template <class S>
struct NbdTerms : GammaRate<S> {
  using GammaRate<S>::GammaRate;

  S GoneWeight(int, double) const { return 0.0; }
};

struct Kernels {
  static constexpr std::string_view kWrittenName = "NBD";
  static constexpr std::string_view kParameters[] = {"r", "alpha"};

  template <class S>
  using Terms = NbdTerms<S>;

  struct Ahead : PurchaseIntegral {
    Ahead(const std::vector<double>& p, int x) : PurchaseIntegral({.count = p[0] + x, .alpha = p[1]}) {}
  };

  static std::vector<double> StartOfDropout(double) { return {}; }
};

}  // namespace

const ModelFamily& Nbd::Family() {
  static const FamilyWith<Kernels> family;
  return family;
}

}  // namespace bestand::scoring
