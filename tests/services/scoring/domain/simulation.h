#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "services/scoring/domain/models.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// Draws histories of customers seen for 20 to `weeks` weeks, from the models' own assumptions.
class Simulation {
 public:
  Simulation(uint64_t seed, double weeks) : random_(seed), age_(20, weeks) {}

  std::vector<PurchaseHistory> Draw(const PurchaseModel& model, int customers) {
    std::vector<PurchaseHistory> histories;
    for (int i = 0; i < customers; ++i) {
      histories.push_back(One(model));
    }
    return histories;
  }

 private:
  double Gamma(double shape, double rate) { return std::gamma_distribution<>(shape, 1 / rate)(random_); }
  double Beta(double a, double b) {
    const double x = Gamma(a, 1), y = Gamma(b, 1);
    return x / (x + y);
  }
  double Gap(double rate) { return std::exponential_distribution<>(std::max(rate, 1e-12))(random_); }
  bool Happens(double chance) { return std::uniform_real_distribution<>(0, 1)(random_) < chance; }

  double Gap(double rate, int regularity) {
    double gap = 0;
    for (int i = 0; i < regularity; ++i) gap += Gap(rate);
    return gap;
  }

  PurchaseHistory UntilChance(double rate, double leave, bool at_once, int regularity = 1) {
    PurchaseHistory h{0, 0, age_(random_)};
    if (at_once && Happens(leave)) return h;
    for (double t = Gap(rate, regularity); t < h.age_weeks; t += Gap(rate, regularity)) {
      ++h.repeats;
      h.recency_weeks = t;
      if (Happens(leave)) break;
    }
    return h;
  }
  PurchaseHistory UntilTime(double rate, double lifetime) {
    PurchaseHistory h{0, 0, age_(random_)};
    for (double t = Gap(rate); t < std::min(h.age_weeks, lifetime); t += Gap(rate)) {
      ++h.repeats;
      h.recency_weeks = t;
    }
    return h;
  }

  PurchaseHistory One(const PurchaseModel& model) {
    const auto& p = model.parameters;
    switch (model.kind) {
      case ModelKind::kBgNbd:
      case ModelKind::kMbgNbd:
        return UntilChance(Gamma(p[0], p[1]), Beta(p[2], p[3]), model.kind == ModelKind::kMbgNbd);
      case ModelKind::kBgCnbdK:
      case ModelKind::kMbgCnbdK:
        return UntilChance(Gamma(p[1], p[2]), Beta(p[3], p[4]), model.kind == ModelKind::kMbgCnbdK,
                           static_cast<int>(p[0]));
      case ModelKind::kParetoNbd:
        return UntilTime(Gamma(p[0], p[1]), Gap(Gamma(p[2], p[3])));
      case ModelKind::kGgompertzNbd: {
        const double rate = Gamma(p[0], p[1]);
        return UntilTime(rate, std::log1p(Gap(Gamma(p[3], p[4]))) / p[2]);
      }
      case ModelKind::kNbd:
        return UntilTime(Gamma(p[0], p[1]), 1e9);
    }
    return {};
  }

  std::mt19937_64 random_;
  std::uniform_real_distribution<double> age_;
};

}  // namespace bestand::scoring
