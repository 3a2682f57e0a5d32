#pragma once

#include <algorithm>
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
      histories.push_back(std::visit([&](const auto& m) { return One(m); }, model));
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

  PurchaseHistory UntilChance(double rate, double leave, bool at_once) {
    PurchaseHistory h{0, 0, age_(random_)};
    if (at_once && Happens(leave)) return h;
    for (double t = Gap(rate); t < h.age_weeks; t += Gap(rate)) {
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

  PurchaseHistory One(const BgNbd& m) { return UntilChance(Gamma(m.r, m.alpha), Beta(m.a, m.b), false); }
  PurchaseHistory One(const MbgNbd& m) { return UntilChance(Gamma(m.r, m.alpha), Beta(m.a, m.b), true); }
  PurchaseHistory One(const ParetoNbd& m) { return UntilTime(Gamma(m.r, m.alpha), Gap(Gamma(m.s, m.beta))); }
  PurchaseHistory One(const Nbd& m) { return UntilTime(Gamma(m.r, m.alpha), 1e9); }

  std::mt19937_64 random_;
  std::uniform_real_distribution<double> age_;
};

}  // namespace bestand::scoring
