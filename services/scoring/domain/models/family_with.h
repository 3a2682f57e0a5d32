#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/scoring/domain/models/likelihood_of.h"
#include "services/scoring/domain/models/model_family.h"
#include "services/scoring/domain/models/score_tables_of.h"

namespace bestand::scoring {

// The family made from a struct of kernels:
//
//   kWrittenName, kParameters      see ModelFamily::Facts
//   kMostRegularity                the same; without it 1
//   Terms<S>                       see gamma_rate.h
//   Ahead(p, x)                    the purchases to come of a living customer with x repeats:
//     .Over(stretch, place)        expected, for a customer of that age and silence
//     .Stays(weeks, place)         the probability to be a customer still after so many weeks
//   StartOfDropout(log_alpha)      where a fit may start: the logarithms of the parameters after r and alpha
//   kLimit, AtLimit(logs)          see ModelFamily; may both be left out
//   Axes()                         see ModelFamily; without it the log-parameters themselves
//   MakeTables(p, terms)           its own bulk tables; without it ScoreTablesOf
template <class Kernels>
class FamilyWith : public ModelFamily {
 public:
  using Terms = typename Kernels::template Terms<double>;
  using Parameters = std::vector<double>;

  const Facts& facts() const override { return facts_; }

  Eigen::VectorXd Start(double shape, double log_alpha) const override {
    std::vector<double> logs{std::log(shape), log_alpha};
    for (const double log : Kernels::StartOfDropout(log_alpha)) logs.push_back(log);
    return Eigen::Map<Eigen::VectorXd>(logs.data(), static_cast<Eigen::Index>(logs.size()));
  }

  Eigen::VectorXd AtLimit(const Eigen::VectorXd& logs) const override {
    if constexpr (requires { Kernels::kLimit; }) {
      return Kernels::AtLimit(logs);
    } else {
      return logs;
    }
  }

  Eigen::MatrixXd Axes() const override {
    if constexpr (requires { Kernels::Axes(); }) {
      return Kernels::Axes();
    } else {
      return Eigen::MatrixXd::Identity(kFittedOf<Kernels>, kFittedOf<Kernels>);
    }
  }

  Objective MeanLogLikelihood(const LikelihoodData& data) const override {
    return ObjectiveOf<Kernels>(data);
  }

  double LogLikelihood(const Parameters& p, const PurchaseHistory& h) const override {
    const Terms terms{std::span<const double>(p)};
    return terms.Constant(h.repeats) + DataConstantOf<Terms>(p, h) + LogLikelihoodAt(terms, h, h.age_weeks);
  }

  double Alive(const Parameters& p, const PurchaseHistory& h) const override {
    const Terms terms{std::span<const double>(p)};
    const double silence = SilenceWeightOf<double>(terms, h, h.age_weeks);
    return std::min(1., silence * std::exp(-LogWeights(terms, h, h.age_weeks)));
  }

  double Stays(const Parameters& p, const PurchaseHistory& h, double weeks) const override {
    typename Kernels::Ahead ahead(p, h.repeats);
    return std::clamp(ahead.Stays(weeks, MomentOf(h)), 0., 1.);
  }

  double LogNoPurchase(const Parameters& p, const PurchaseHistory& h, double weeks) const override {
    const Terms terms{std::span<const double>(p)};
    return LogLikelihoodAt(terms, h, h.age_weeks + weeks) - LogLikelihoodAt(terms, h, h.age_weeks);
  }

  double PurchasesOfLiving(const Parameters& p, const PurchaseHistory& h,
                           const Stretch& stretch) const override {
    typename Kernels::Ahead ahead(p, h.repeats);
    return ahead.Over(stretch, MomentOf(h));
  }

  std::unique_ptr<ScoreTables> MakeTables(const Parameters& p, const ScoreTerms& terms) const override {
    if constexpr (requires { Kernels::MakeTables(p, terms); }) {
      return Kernels::MakeTables(p, terms);
    } else {
      return std::make_unique<ScoreTablesOf<Kernels>>(p, terms);
    }
  }

 private:
  static Moment MomentOf(const PurchaseHistory& h) { return {h.age_weeks, h.age_weeks - h.recency_weeks}; }

  // ln(U + exp(passed) G) of a history seen at `age` instead of at its own age.
  static double LogWeights(const Terms& terms, const PurchaseHistory& h, double age) {
    const double passed = terms.Exponent(h.repeats, terms.LogsAt(age)) -
                          terms.Exponent(h.repeats, terms.LogsAt(h.recency_weeks));
    const double alive = SilenceWeightOf<double>(terms, h, age) - GoneByOf<double>(terms, h.repeats, age);
    return LogAliveOrGone(alive, terms.GoneWeight(h.repeats, h.recency_weeks), passed);
  }

  // ln L without the constants, which are the same for all ages.
  static double LogLikelihoodAt(const Terms& terms, const PurchaseHistory& h, double age) {
    return LogWeights(terms, h, age) - terms.Exponent(h.repeats, terms.LogsAt(age));
  }

  static Facts MakeFacts() {
    Facts facts{Kernels::kWrittenName,
                {std::begin(Kernels::kParameters), std::end(Kernels::kParameters)},
                MostRegularity<Kernels>()};
    if constexpr (requires { Kernels::kLimit; }) facts.limit = Kernels::kLimit;
    return facts;
  }

  Facts facts_ = MakeFacts();
};

}  // namespace bestand::scoring
