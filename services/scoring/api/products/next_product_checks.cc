#include "services/scoring/api/products/next_product_checks.h"

#include "common/validate/violations.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/products/next_product_names.h"

namespace bestand::scoring {
namespace {

constexpr int kMostExcluded = 100;
constexpr int64_t kBuckets = 1024;
constexpr std::string_view kProductRule =
    "must be products/{product} with an id of 1 to 64 printable characters without /";

absl::Status CheckJobName(const std::string& name) {
  Violations found;
  found.UnlessName("name", name, "productFitJobs/*");
  return found.ToStatus();
}

void UnlessSize(Violations& found, std::string_view field, int32_t size) {
  found.Unless(size >= 0, field, "must not be negative");
}

}  // namespace

absl::Status Check(const v1::CreateProductFitJobRequest& request) {
  Violations found;
  const v1::ProductFitRequest& fit = request.fit();
  if (fit.has_as_of_date()) UnlessDay("fit.as_of_date", fit.as_of_date(), found);
  found.UnlessAtMost("fit.excluded_products", fit.excluded_products_size(), kMostExcluded);
  for (int at = 0; at < fit.excluded_products_size() && at < kMostExcluded; ++at) {
    found.Unless(!ProductIdOf(fit.excluded_products(at)).empty(), Indexed("fit.excluded_products", at),
                 kProductRule);
  }
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::GetProductFitJobRequest& request) { return CheckJobName(request.name()); }

absl::Status Check(const v1::WatchProductFitJobRequest& request) { return CheckJobName(request.name()); }

absl::Status Check(const v1::CancelProductFitJobRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "productFitJobs/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::SuggestNextProductsRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  UnlessSize(found, "again_size", request.again_size());
  UnlessSize(found, "new_size", request.new_size());
  return found.ToStatus();
}

absl::Status Check(const v1::StreamNextProductsRequest& request) {
  Violations found;
  UnlessSize(found, "again_size", request.again_size());
  UnlessSize(found, "new_size", request.new_size());
  found.UnlessInRange("first_bucket", int64_t{request.first_bucket()}, 0, kBuckets - 1);
  found.UnlessInRange("end_bucket", int64_t{request.end_bucket()}, 0, kBuckets);
  const int64_t end = request.end_bucket() == 0 ? kBuckets : request.end_bucket();
  found.Unless(end > request.first_bucket(), "end_bucket", "must lie behind first_bucket");
  return found.ToStatus();
}

absl::Status Check(const v1::GetTransitionsRequest& request) {
  Violations found;
  const bool named = request.product().empty() || !ProductIdOf(request.product()).empty();
  found.Unless(named, "product", kProductRule);
  UnlessSize(found, "limit", request.limit());
  return found.ToStatus();
}

}  // namespace bestand::scoring
