#include "services/scoring/work/products/product_fit_work.h"

#include <unordered_set>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "services/scoring/domain/products/quality.h"
#include "services/scoring/work/products/customer_lines.h"

namespace bestand::scoring {
namespace {

constexpr int32_t kLeastHoldOutDays = 7;
constexpr int32_t kMostHoldOutDays = 90;

absl::Status Stopped() { return absl::CancelledError("The job was asked to stop."); }

absl::Status NothingBought() {
  return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                 "Nobody bought a product that counts; import purchases first.",
                 {{"have", "0"}, {"need", "1"}});
}

// Says that the table is full; no failure.
absl::Status Enough() { return absl::OutOfRangeError("enough"); }

// Numbers products as they come, those that do not count left out.
class Numbering {
 public:
  Numbering(const std::vector<std::string>& excluded, std::vector<std::string>& product_ids)
      : excluded_(excluded.begin(), excluded.end()), product_ids_(product_ids) {}

  std::optional<uint32_t> Of(const std::string& product_id) {
    if (excluded_.contains(product_id)) return std::nullopt;
    const auto [at, added] = items_.try_emplace(product_id, static_cast<uint32_t>(items_.size()));
    if (added) product_ids_.push_back(product_id);
    return at->second;
  }

 private:
  const std::unordered_set<std::string> excluded_;
  std::unordered_map<std::string, uint32_t> items_;
  std::vector<std::string>& product_ids_;
};

// Tells a fit's steps as those of a job, and stops the fit with it.
auto Steps(jobs::JobContext& job, std::string activity) {
  return [&job, activity = std::move(activity)](int64_t done, int64_t total) {
    job.Report({.done = done, .total = total, .unit = "steps", .activity = activity, .expected_end = {}});
    return !job.Cancelled();
  };
}

}  // namespace

absl::Status NoProductModel() {
  return Failure(absl::StatusCode::kFailedPrecondition, "NO_PRODUCT_MODEL",
                 "No product model was fitted yet; create a product fit job first.");
}

absl::StatusOr<std::string> ProductFitWork::operator()(jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const ProductFitRequest request, DecodeProductFitRequest(job.job().parameters));
  ASSIGN_OR_RETURN(Read read, ReadAll(request, job));
  if (read.table.size() == 0) return NothingBought();
  ProductRecord record;
  record.id = job.job().id;
  record.create_time = parts_.clock.Now();
  record.product_ids = std::move(read.product_ids);
  RETURN_IF_ERROR(Measure(read.table, job, record));
  RETURN_IF_ERROR(FitAll(read.table, request.as_of_day.value_or(read.table.last_day()), job, record));
  RETURN_IF_ERROR(AddNames(record));
  if (job.Cancelled()) return Stopped();
  RETURN_IF_ERROR(parts_.products.Publish(record));
  return record.id;
}

absl::StatusOr<ProductFitWork::Read> ProductFitWork::ReadAll(const ProductFitRequest& request,
                                                             jobs::JobContext& job) const {
  Read read;
  Numbering numbering(request.excluded_products, read.product_ids);
  CustomerGatherer customers([&](const std::string& product_id) { return numbering.Of(product_id); },
                             [&](const CustomerLines& customer) -> absl::Status {
                               read.table.Add(Net(customer.lines).bought);
                               return read.table.size() < parts_.most_rows ? absl::OkStatus() : Enough();
                             });
  absl::Status status =
      parts_.source.Stream({.as_of_day = request.as_of_day, .customer_ids = {}},
                           [&](const BoughtLineChunk& chunk) -> absl::Status {
                             job.Report({.done = static_cast<int64_t>(read.table.customers()),
                                         .total = 0,
                                         .unit = "customers",
                                         .activity = "Reading purchase lines",
                                         .expected_end = {}});
                             return job.Cancelled() ? Stopped() : customers.Take(chunk);
                           });
  if (status.ok()) status = customers.Finish();
  if (!status.ok() && !absl::IsOutOfRange(status)) return status;
  return read;
}

// The last fifth of the time is kept back, three months at most.
absl::Status ProductFitWork::Measure(const PurchaseTable& table, jobs::JobContext& job,
                                     ProductRecord& record) const {
  const int32_t days = std::min(kMostHoldOutDays, (table.last_day() - table.first_day() + 1) / 5);
  if (days < kLeastHoldOutDays) return absl::OkStatus();
  ASSIGN_OR_RETURN(record.quality,
                   MeasureProducts(table, table.last_day() - days + 1, parts_.options,
                                   Steps(job, "Measuring on the last " + std::to_string(days) + " days")));
  return absl::OkStatus();
}

absl::Status ProductFitWork::FitAll(const PurchaseTable& table, int32_t as_of_day, jobs::JobContext& job,
                                    ProductRecord& record) const {
  const absl::Time begin = absl::Now();
  ASSIGN_OR_RETURN(record.model, FitProducts(table, as_of_day, parts_.options, Steps(job, "Fitting")));
  record.fit_ms = absl::ToDoubleMilliseconds(absl::Now() - begin);
  record.product_ids.resize(record.model.items.size());
  return absl::OkStatus();
}

absl::Status ProductFitWork::AddNames(ProductRecord& record) const {
  ASSIGN_OR_RETURN(const auto names, parts_.source.ProductNames());
  for (const std::string& product_id : record.product_ids) {
    const auto name = names.find(product_id);
    record.display_names.push_back(name == names.end() ? "" : name->second);
  }
  return absl::OkStatus();
}

}  // namespace bestand::scoring
