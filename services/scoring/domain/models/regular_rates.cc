#include "services/scoring/domain/models/regular_rates.h"

#include "services/scoring/domain/vector_math.h"

namespace bestand::scoring {
namespace {

constexpr double kFarOut = 8.5;   // standard deviations beyond which events do not count
constexpr double kMostDecay = 8;  // of the discount over what one rule integrates

// ln of the chance not to leave with so many purchases.
double LogStays(const RegularCustomer& customer, double purchases) {
  return LogRising(customer.staying, purchases) - LogRising(customer.leaving + customer.staying, purchases);
}

// Where a sum over purchases begins, and how far it must go.
struct Terms {
  int k;
  double count;           // of the stage
  double leaving, total;  // a, a + staying
  double purchases;       // before the first term
  double events;          // m of the first term
  double most_events;     // to be expected
};

// Adds up terms, each of which follows from the one before; z_k is z^k.
BESTAND_VECTORISED void SumTerms(const Terms& of, const Lanes& z_k, Lanes& term, Lanes& sum) {
  double m = of.events, n = of.purchases;
  sum.fill(0);
  do {
    double above = of.total - of.leaving + n, below = of.total + n;
    for (int l = 1; l <= of.k; ++l) above *= of.count + m + l, below *= m + l;
    const double ratio = above / below;
    for (int i = 0; i < kLanes; ++i) {
      sum[i] += term[i];
      term[i] *= z_k[i] * ratio;
    }
    m += of.k, n += 1;
  } while (m <= of.most_events || term.back() > 1e-17 * sum.back());
}

// All stages together, also those above k, whose rates are 0.
BESTAND_VECTORISED void AddWeighed(const Lanes& weights, const std::array<OfStages, kLanes>& rate,
                                   OfStages& sum) {
  for (int i = 0; i < kLanes; ++i) {
    for (int stage = 0; stage < kMostStages; ++stage) sum[stage] += weights[i] * rate[i][stage];
  }
}

}  // namespace

OfStages RegularRates::Over(const Stretch& stretch, double past) {
  const Stretch of{stretch.from / past, stretch.to / past, stretch.weekly_discount * past};
  OfStages sum{};
  for (size_t i = 0;; ++i) {
    const Panel& panel = PanelAt(i);
    if (panel.to > of.from) {
      Add(panel, {std::max(of.from, panel.from), std::min(of.to, panel.to), of.weekly_discount}, sum);
    }
    if (panel.to >= of.to || of.weekly_discount * (panel.to - of.from) > 44) break;
  }
  for (double& each : sum) each = std::max(0., each);  // the polynomials may miss 0 by a little
  return sum;
}

// Adds the integral over a part of the panel; here times are y, and so is what is discounted by.
void RegularRates::Add(const Panel& panel, const Stretch& part, OfStages& sum) const {
  const GaussRule& rule = Gauss12();
  const double discount = part.weekly_discount, width = part.to - part.from;
  const int pieces = std::max(1, static_cast<int>(std::ceil(discount * width / kMostDecay)));
  const double half = width / (2 * pieces), scale = 2 / (panel.to - panel.from);
  const bool whole = pieces == 1 && part.from == panel.from && part.to == panel.to;
  for (int piece = 0; piece < pieces; ++piece) {
    const double middle = part.from + (2 * piece + 1) * half;
    Lanes at, weights, exponent;
    for (int i = 0; i < kLanes; ++i) exponent[i] = -discount * (middle + half * rule.node[i]);
    ExpOfAll(exponent, weights);
    for (int i = 0; i < kLanes; ++i) weights[i] *= half * rule.weight[i];
    for (int i = 0; i < kLanes; ++i) at[i] = (middle + half * rule.node[i] - panel.from) * scale - 1;
    if (!whole) WeighNodes(at, Lanes(weights), weights);
    AddWeighed(weights, panel.rate, sum);
  }
}

const RegularRates::Panel& RegularRates::PanelAt(size_t index) {
  while (panels_.size() <= index) panels_.push_back(MakePanel(panels_.empty() ? 0 : panels_.back().to));
  return panels_[index];
}

RegularRates::Panel RegularRates::MakePanel(double from) const {
  Panel panel{from, from + Width(from), {}};
  const double middle = .5 * (panel.from + panel.to), half = .5 * (panel.to - panel.from);
  Lanes y, rate;
  for (int i = 0; i < kLanes; ++i) y[i] = middle + half * Gauss12().node[i];
  for (int stage = 0; stage < customer_.k; ++stage) {
    if (AreMany(customer_.count + stage, panel.to)) {
      FillMany(stage, y, rate);
    } else {
      FillFew(stage, y, rate);
    }
    for (int i = 0; i < kLanes; ++i) panel.rate[i][stage] = rate[i];
  }
  return panel;
}

// Early purchases come in waves, which the spread of the rates smooths out; later the pole at y = -1 is what
// a polynomial has to keep away from. 18 standard deviations of the events are what FillFew can span.
double RegularRates::Width(double y) const {
  const double count = customer_.count + customer_.k - 1, events = count * y;
  if (AreMany(count, y)) return .4 * y;
  return std::min((1.2 + std::min(.2 * events, 18 * std::sqrt(events))) / count, .4 * (1 + y));
}

void RegularRates::FillFew(int stage, const Lanes& y, Lanes& rate) const {
  const double k = customer_.k, count = customer_.count + stage, first = k - stage - 1;
  const double least = count * y[0] - kFarOut * std::sqrt(count * y[0] * (1 + y[0]));
  const double skipped = std::max(0., std::floor((least - first) / k)), m = first + skipped * k;
  const double log_factor = LogRising(count, m + 1) - LogGamma(m + 1);
  Lanes log_term, term, z_k;
  for (int i = 0; i < kLanes; ++i) {
    const double log_past = std::log1p(y[i]), log_z = std::log(y[i]) - log_past;
    log_term[i] = log_factor + m * log_z - (count + 1) * log_past;
    z_k[i] = k * log_z;
  }
  ExpOfAll(log_term, term);
  ExpOfAll(Lanes(z_k), z_k);
  const double total = customer_.leaving + customer_.staying;
  SumTerms({customer_.k, count, customer_.leaving, total, skipped, m, count * y.back()}, z_k, term, rate);
  const double stays = std::exp(LogStays(customer_, skipped));
  for (double& each : rate) each *= stays;
}

void RegularRates::FillMany(int stage, const Lanes& y, Lanes& rate) const {
  for (int i = 0; i < kLanes; ++i) {
    rate[i] = MeanOfMany(customer_.count + stage, y[i], [&](double events) {
      const double purchases = (stage + events - .5 * (customer_.k - 1)) / customer_.k - .5;
      return events / (y[i] * customer_.k) * std::exp(LogStays(customer_, std::max(0., purchases)));
    });
  }
}

}  // namespace bestand::scoring
