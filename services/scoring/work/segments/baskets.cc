#include "services/scoring/work/segments/baskets.h"

#include <vector>

#include "common/error/error.h"
#include "services/scoring/work/fit_data.h"

namespace bestand::scoring {
namespace {

// Gathers the lines of one customer and day, over the ends of chunks.
class Gatherer {
 public:
  Gatherer(const BasketQuery& query, absl::FunctionRef<absl::Status(const Basket&)> take)
      : query_(query), take_(take) {}

  absl::Status Take(const LineChunk& chunk) {
    if (chunk.days.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(CheckCurrency(chunk.currency, query_.currency));
    std::vector<int32_t> products;
    for (const std::string& id : chunk.product_ids) products.push_back(query_.product(id));
    for (size_t i = 0; i < chunk.days.size(); ++i) {
      const std::string& customer = chunk.customer_ids[static_cast<size_t>(chunk.customer_indexes[i])];
      if (chunk.days[i] != day_ || customer != customer_) {
        RETURN_IF_ERROR(Show());
        customer_ = customer;
        day_ = chunk.days[i];
      }
      const int32_t product = products[static_cast<size_t>(chunk.product_indexes[i])];
      const bool bought = chunk.quantities[i] > 0 && chunk.values_minor[i] > 0;
      if (bought && product >= 0) lines_.push_back({product, chunk.values_minor[i]});
    }
    return absl::OkStatus();
  }

  absl::Status Show() {
    if (lines_.empty()) return absl::OkStatus();
    const absl::Status shown = take_({customer_, day_, lines_});
    lines_.clear();
    return shown;
  }

 private:
  const BasketQuery& query_;
  absl::FunctionRef<absl::Status(const Basket&)> take_;
  std::string customer_;
  int32_t day_ = 0;
  std::vector<BasketLine> lines_;
};

}  // namespace

absl::Status ReadBaskets(PurchaseLineSource& source, const BasketQuery& query,
                         absl::FunctionRef<absl::Status(const Basket&)> take) {
  Gatherer gatherer(query, take);
  RETURN_IF_ERROR(
      source.StreamLines(query.until_day, [&](const LineChunk& chunk) { return gatherer.Take(chunk); }));
  return gatherer.Show();
}

}  // namespace bestand::scoring
