#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "common/time/clock.h"
#include "services/scoring/work/products/bought_line_source.h"
#include "services/scoring/work/products/product_fit_request.h"
#include "services/scoring/work/products/product_store.h"

namespace bestand::scoring {

// The work of a product fit job: reads all purchase lines, measures a model on time kept back, fits on
// everything, publishes the model. Its result is the model's id, which is the job's; done again after a crash
// it starts from the beginning. Memory: 8 bytes a customer, product and day, at most 400 MB, 24 bytes a
// customer and product, and up to 400 MB for the matrix. Threads may share it.
class ProductFitWork {
 public:
  struct Parts {
    BoughtLineSource& source;
    ProductStore& products;
    const Clock& clock;
    ProductFitOptions options = {};
    size_t most_rows =
        50'000'000;  // customers, products and days; what comes behind in bucket order is left out
  };
  explicit ProductFitWork(const Parts& parts) : parts_(parts) {}

  // Fails with TOO_FEW_CUSTOMERS when nobody bought anything; as BoughtLineSource and ProductStore;
  // CANCELLED.
  absl::StatusOr<std::string> operator()(jobs::JobContext& job) const;

 private:
  struct Read {
    PurchaseTable table;
    std::vector<std::string> product_ids;
  };
  absl::StatusOr<Read> ReadAll(const ProductFitRequest& request, jobs::JobContext& job) const;
  absl::Status Measure(const PurchaseTable& table, jobs::JobContext& job, ProductRecord& record) const;
  absl::Status FitAll(const PurchaseTable& table, int32_t as_of_day, jobs::JobContext& job,
                      ProductRecord& record) const;
  absl::Status AddNames(ProductRecord& record) const;

  const Parts parts_;
};

}  // namespace bestand::scoring
