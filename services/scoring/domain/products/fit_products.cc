#include "services/scoring/domain/products/fit_products.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/products/first_buys.h"
#include "services/scoring/domain/products/item_figures.h"

namespace bestand::scoring {
namespace {

using Eigen::Index;
using Eigen::MatrixXf;

// One fit, step by step; fills a model.
class Fit {
 public:
  Fit(const PurchaseTable& table, const ProductFitOptions& options, ProductModel& model)
      : options_(options), first_buys_(table, table.items()), model_(model) {
    for (uint32_t item = 0; item < table.items(); ++item) {
      if (first_buys_.CustomersOf(item) >= options.least_customers) candidates_.push_back(item);
    }
    model.dense = candidates_.size() <= options.most_dense;
    model.links.resize(table.items());
  }

  absl::Status Run(GoOn go_on) {
    const auto steps = static_cast<int64_t>(model_.items.size());
    if (model_.dense) {
      ASSIGN_OR_RETURN(weights_, EaseWeights(Together(), options_.penalty, [&](int64_t done, int64_t total) {
                         return go_on(steps * done / total, 2 * steps);
                       }));
    }
    for (uint32_t item = 0; item < model_.items.size(); ++item) {
      if (item % 64 == 0 && !go_on(steps + item, 2 * steps)) return absl::CancelledError("stopped");
      first_buys_.Count(item, beside_);
      AddRow(item, beside_.later, options_.transitions, model_.after);
      AddRow(item, beside_.after_first, options_.transitions, model_.after_first);
      AddLinks(item);
    }
    return absl::OkStatus();
  }

 private:
  // Customers of both of two candidates, at their positions among the candidates.
  MatrixXf Together() {
    const auto size = static_cast<Index>(candidates_.size());
    MatrixXf together(size, size);
    for (Index column = 0; column < size; ++column) {
      first_buys_.Count(candidates_[static_cast<size_t>(column)], beside_);
      for (Index row = 0; row < size; ++row) {
        together(row, column) = static_cast<float>(beside_.together[candidates_[static_cast<size_t>(row)]]);
      }
    }
    return together;
  }

  // Of `other`, when the candidate at position `row` was bought, with what stands beside it.
  float Weight(size_t row, size_t other) const {
    if (model_.dense) return weights_(static_cast<Index>(row), static_cast<Index>(other));
    const uint32_t item = candidates_[row], to = candidates_[other];
    const float product =
        static_cast<float>(first_buys_.CustomersOf(item)) * static_cast<float>(first_buys_.CustomersOf(to));
    return static_cast<float>(beside_.together[to]) / std::sqrt(product);
  }

  void AddLinks(uint32_t item) {
    const auto place = std::lower_bound(candidates_.begin(), candidates_.end(), item);
    if (place == candidates_.end() || *place != item) return;
    const auto row = static_cast<size_t>(place - candidates_.begin());
    std::vector<Candidate> others;
    for (size_t other = 0; other < candidates_.size(); ++other) {
      const float weight = other == row ? 0 : Weight(row, other);
      if (weight != 0) others.push_back({candidates_[other], weight});
    }
    KeepStrongest(others);
    for (const Candidate& other : others) {
      model_.links[item].items.push_back(other.item);
      model_.links[item].weights.push_back(other.weight);
      model_.links[item].customers.push_back(beside_.later[other.item]);
    }
  }

  struct Candidate {
    uint32_t item;
    float weight;
  };

  // Keeps as many as a model keeps of an item, by item.
  void KeepStrongest(std::vector<Candidate>& others) const {
    const auto kept = static_cast<std::ptrdiff_t>(std::min(options_.links, others.size()));
    std::nth_element(others.begin(), others.begin() + kept, others.end(),
                     [](const Candidate& a, const Candidate& b) {
                       const float left = std::abs(a.weight), right = std::abs(b.weight);
                       return left != right ? left > right : a.item < b.item;
                     });
    others.erase(others.begin() + kept, others.end());
    std::sort(others.begin(), others.end(),
              [](const Candidate& a, const Candidate& b) { return a.item < b.item; });
  }

  const ProductFitOptions& options_;
  const FirstBuys first_buys_;
  ProductModel& model_;
  std::vector<uint32_t> candidates_;  // rising
  MatrixXf weights_;                  // candidates x candidates, when dense
  Beside beside_;
};

}  // namespace

absl::StatusOr<ProductModel> FitProducts(const PurchaseTable& table, int32_t as_of_day,
                                         const ProductFitOptions& options, GoOn go_on) {
  ProductModel model;
  model.as_of_day = as_of_day;
  model.purchases = static_cast<int64_t>(table.size());
  for (size_t customer = 0; customer < table.customers(); ++customer) {
    model.customers += table.Of(customer).empty() ? 0 : 1;
  }
  model.items = FiguresOf(table, as_of_day - options.trend_days + 1);
  RETURN_IF_ERROR(Fit(table, options, model).Run(go_on));
  return model;
}

}  // namespace bestand::scoring
