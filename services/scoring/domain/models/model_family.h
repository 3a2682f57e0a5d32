#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "services/scoring/domain/likelihood.h"
#include "services/scoring/domain/model_kind.h"
#include "services/scoring/domain/models/moments.h"
#include "services/scoring/domain/models/score_tables.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// A family of buying models: all that fits, predictions and bulk scores ask of it. FamilyWith (in
// family_with.h) makes one from a family's kernels. Parameters come in the order of facts().parameters;
// they and histories have been checked. Threads may share it.
class ModelFamily {
 public:
  struct Facts {
    std::string_view written_name;             // as people write it: "BG/NBD"
    std::vector<std::string_view> parameters;  // names, in order
    // Above 1 the first parameter is not fitted by slopes but tried: a whole number from 1 to this.
    int most_regularity = 1;
    // A family that this one becomes at an end of its parameters.
    std::optional<ModelKind> limit = std::nullopt;
  };

  virtual ~ModelFamily() = default;
  virtual const Facts& facts() const = 0;

  // Returns where a fit may start: the logarithms of the parameters that are fitted by slopes, for rates of
  // that shape and a customer that buys once in e^(log_alpha) / shape weeks.
  virtual Eigen::VectorXd Start(double shape, double log_alpha) const = 0;

  // Returns the point, as above, at which this family all but is its limit; `logs`: the limit's logarithms.
  virtual Eigen::VectorXd AtLimit(const Eigen::VectorXd& logs) const = 0;

  // Returns the square matrix A of a fit's axes: the log-parameters are A times what is searched and bounded.
  virtual Eigen::MatrixXd Axes() const = 0;

  // See MeanLogLikelihood in likelihood.h.
  virtual Objective MeanLogLikelihood(const LikelihoodData& data) const = 0;

  // ln L of a history, without constants in the data alone.
  virtual double LogLikelihood(const std::vector<double>& p, const PurchaseHistory& h) const = 0;
  // The probability to be still a customer at T.
  virtual double Alive(const std::vector<double>& p, const PurchaseHistory& h) const = 0;
  // The probability that somebody alive at T is still a customer `weeks` later, whatever they do until then.
  virtual double Stays(const std::vector<double>& p, const PurchaseHistory& h, double weeks) const = 0;
  // ln(L(x, t_x, T + weeks) / L(x, t_x, T)).
  virtual double LogNoPurchase(const std::vector<double>& p, const PurchaseHistory& h,
                               double weeks) const = 0;
  // Expected purchases over the stretch of somebody alive at T, discounted.
  virtual double PurchasesOfLiving(const std::vector<double>& p, const PurchaseHistory& h,
                                   const Stretch& stretch) const = 0;

  virtual std::unique_ptr<ScoreTables> MakeTables(const std::vector<double>& p,
                                                  const ScoreTerms& terms) const = 0;
};

// Returns the family of that kind; made by CMake from the folders beside this file.
const ModelFamily& FamilyOf(ModelKind kind);

}  // namespace bestand::scoring
