// Fits the next products of the shipped retailer and suggests them to all its customers, in memory on one
// core. Prints one JSON line a figure. BESTAND_ROOT says where the data is.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "services/scoring/domain/products/fit_products.h"
#include "services/scoring/domain/products/suggest.h"
#include "tests/services/scoring/domain/products/retail.h"

namespace {

using namespace bestand::scoring;

constexpr int kRounds = 5;  // the best of them counts: the others were disturbed

double Seconds(const std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double SuggestToAll(const Retail& retail, const ProductModel& model) {
  Suggester suggester(model);
  const auto begin = std::chrono::steady_clock::now();
  for (size_t customer = 0; customer < retail.table.customers(); ++customer) {
    suggester.Suggest({retail.table.Of(customer), {}, model.as_of_day});
  }
  return Seconds(begin);
}

}  // namespace

int main() {
  const Retail retail = ReadRetail();
  double fit = 1e9, suggest = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    const auto model =
        FitProducts(retail.table, retail.table.last_day(), {}, [](int64_t, int64_t) { return true; });
    fit = std::min(fit, Seconds(begin));
    if (!model.ok()) return 1;
    suggest = std::min(suggest, SuggestToAll(retail, *model));
  }
  std::printf("{\"name\": \"fit_next_products\", \"value\": %.3f}\n", fit);
  std::printf("{\"name\": \"suggest_next_products\", \"value\": %.0f}\n",
              static_cast<double>(retail.table.customers()) / suggest);
  return 0;
}
