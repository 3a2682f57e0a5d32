#include "services/customer_profile/storage/import_merge.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/customer_profile/storage/sql_purchase_store.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

constexpr int64_t kRowsAStep = 60'000;
constexpr int64_t kRowsWorthAnIndex = 2 * kRowsAStep;

}  // namespace

absl::Status ImportMerge::Run(const ImportStage& stage) {
  if (stage.rows() == 0) return absl::OkStatus();
  if (stage.rows() >= kRowsWorthAnIndex) {
    RETURN_IF_ERROR(parts_.session.Run(sql::kIndexStagedLines).status());
  }
  RETURN_IF_ERROR(InTransaction([&] { return MakeProducts(); }));
  for (const Step& step : StepsOf(stage)) {
    RETURN_IF_ERROR(Merge(step));
  }
  parts_.report.unchanged = stage.rows() - parts_.report.imported;
  return absl::OkStatus();
}

// As many neighbouring buckets a step as have about kRowsAStep rows; one bucket at least, since the
// lines of a customer must not be parted.
std::vector<ImportMerge::Step> ImportMerge::StepsOf(const ImportStage& stage) {
  std::vector<Step> steps;
  int64_t rows = 0;
  int first = 0;
  for (int bucket = 0; bucket < kBuckets; ++bucket) {
    rows += stage.bucket_rows()[bucket];
    if (rows < kRowsAStep && bucket + 1 < kBuckets) continue;
    if (rows > 0) steps.push_back({first, bucket + 1});
    first = bucket + 1;
    rows = 0;
  }
  return steps;
}

// A dry run does everything and undoes it.
absl::Status ImportMerge::InTransaction(absl::FunctionRef<absl::Status()> work) {
  bool undone = false;
  const absl::Status status = parts_.database.InTransaction([&](storage::Session&) -> absl::Status {
    RETURN_IF_ERROR(parts_.session.Run(sql::kPlanForBulk).status());
    RETURN_IF_ERROR(work());
    undone = parts_.order.dry_run;
    return undone ? absl::CancelledError("dry run") : absl::OkStatus();
  });
  return undone && absl::IsCancelled(status) ? absl::OkStatus() : status;
}

absl::Status ImportMerge::MakeProducts() {
  RETURN_IF_ERROR(ClaimCurrency(parts_.session, parts_.order.currency_code));
  ASSIGN_OR_RETURN(const storage::Rows made, parts_.session.Run(sql::kMakeStagedProducts));
  parts_.report.new_products = made.affected();
  return absl::OkStatus();
}

absl::Status ImportMerge::Merge(const Step& step) {
  Counts counts;
  RETURN_IF_ERROR(InTransaction([&]() -> absl::Status {
    ASSIGN_OR_RETURN(counts, MergeLines(step));
    return absl::OkStatus();
  }));
  ImportReport& report = parts_.report;
  report.new_customers += counts.customers;
  report.imported += counts.lines;
  if (counts.lines == 0) return absl::OkStatus();
  report.first_purchase = std::min(report.first_purchase.value_or(counts.first), counts.first);
  report.last_purchase = std::max(report.last_purchase.value_or(counts.last), counts.last);
  return absl::OkStatus();
}

absl::StatusOr<ImportMerge::Counts> ImportMerge::MergeLines(const Step& step) {
  const storage::Param buckets[] = {{"first_bucket", step.first_bucket}, {"end_bucket", step.end_bucket}};
  ASSIGN_OR_RETURN(const storage::Rows made, parts_.session.Run(sql::kMakeStagedCustomers, buckets));
  RETURN_IF_ERROR(parts_.session.Run(sql::kLockStagedCustomers, buckets).status());
  ASSIGN_OR_RETURN(
      const storage::Rows changed,
      parts_.session.Run(sql::kMergeStagedLines, {buckets[0], buckets[1], {"source", parts_.order.source}}));
  Counts counts{.customers = made.affected()};
  LastPurchases purchases;
  for (const storage::Row row : changed) {
    purchases.customer_ids.emplace_back(row.Text(0));
    purchases.times.push_back(row.Time(4));
    counts.lines += row.Int(1);
    counts.first = std::min(counts.first, row.Time(2));
    counts.last = std::max(counts.last, row.Time(3));
  }
  RETURN_IF_ERROR(Settle(parts_.session, parts_.outbox, purchases));
  return counts;
}

}  // namespace bestand::customer_profile
