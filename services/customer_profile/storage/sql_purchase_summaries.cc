#include "common/error/error.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/sql_purchase_store.h"
#include "services/customer_profile/storage/statements.h"
#include "services/customer_profile/storage/summary_rows.h"

namespace bestand::customer_profile {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;
using Show = absl::FunctionRef<absl::Status(const BulkSummary&)>;

absl::StatusOr<PurchaseSummary> SummaryNow(Session& session, std::string_view customer_id) {
  const std::vector<std::string> one{std::string(customer_id)};
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindSummaries, {{"customer_ids", one}}));
  if (rows.empty()) return CustomerUnknown(customer_id);
  return ToBulkSummary(rows[0]).summary;
}

absl::StatusOr<PurchaseSummary> SummaryOf(Session& session, std::string_view customer_id, int64_t as_of) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kFindDays, {{"customer_id", customer_id}, {"as_of", as_of}}));
  std::vector<PurchaseDay> days;
  for (const Row row : rows) days.push_back({row.Int(0), row.Bool(1), row.Int(2)});
  PurchaseSummary summary = Summarise(days);
  ASSIGN_OR_RETURN(const Rows outbound,
                   session.Run(sql::kFindLastOutboundDay, {{"customer_id", customer_id}, {"as_of", as_of}}));
  if (!outbound.empty()) summary.last_outbound_day = outbound[0].Int(0);
  return summary;
}

// Collects the days of one customer after the other, which come together, and shows each.
class ByCustomer {
 public:
  ByCustomer(const SummaryWindow& window, Show show) : window_(window), show_(show) {}

  absl::Status Take(const Row& row) {
    if (row.Text(0) != customer_id_) RETURN_IF_ERROR(ShowCustomer());
    if (days_.empty()) {
      customer_id_ = row.Text(0);
      bucket_ = static_cast<int>(row.Int(1));
      outbound_ = row.MaybeInt(5);
    }
    days_.push_back({row.Int(2), row.Bool(3), row.Int(4)});
    return absl::OkStatus();
  }

  absl::Status ShowCustomer() {
    if (days_.empty()) return absl::OkStatus();
    BulkSummary bulk = SummariseWindow(days_, window_);
    days_.clear();
    if (!bulk.summary.first_day.has_value()) return absl::OkStatus();
    bulk.customer_id = customer_id_;
    bulk.bucket = bucket_;
    bulk.summary.last_outbound_day = outbound_;
    return show_(bulk);
  }

 private:
  const SummaryWindow& window_;
  Show show_;
  std::string customer_id_;
  int bucket_ = 0;
  std::optional<int64_t> outbound_;
  std::vector<PurchaseDay> days_;
};

absl::Status StreamPast(Session& session, const PurchaseStore::BulkOrder& order, Show show) {
  ByCustomer customers(order.window, show);
  const int64_t as_of = *order.window.as_of;
  RETURN_IF_ERROR(session.Stream(sql::kStreamDays,
                                 {{"first_bucket", order.first_bucket},
                                  {"end_bucket", order.end_bucket},
                                  {"as_of", as_of},
                                  {"until", std::max(as_of, order.window.holdout_until.value_or(as_of))}},
                                 [&](const Row& row) { return customers.Take(row); }));
  return customers.ShowCustomer();
}

}  // namespace

absl::StatusOr<PurchaseSummary> SqlPurchaseStore::Summary(std::string_view customer_id,
                                                          std::optional<int64_t> as_of) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<PurchaseSummary> {
        ASSIGN_OR_RETURN(PurchaseSummary summary, SummaryNow(session, customer_id));
        if (!as_of.has_value()) return summary;
        return SummaryOf(session, customer_id, *as_of);
      },
      storage::Repeat::kOnce);
}

absl::StatusOr<std::vector<PurchaseStore::Owned>> SqlPurchaseStore::Summaries(
    std::span<const std::string> customer_ids) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Owned>> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindSummaries, {{"customer_ids", customer_ids}}));
        std::vector<Owned> found;
        for (const Row row : rows) found.push_back({std::string(row.Text(0)), ToBulkSummary(row).summary});
        return found;
      },
      storage::Repeat::kOnce);
}

absl::StatusOr<PurchaseSpan> SqlPurchaseStore::Span() {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<PurchaseSpan> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kReadSpan));
        return PurchaseSpan{rows[0].MaybeInt(0), rows[0].MaybeInt(1), rows[0].Int(2)};
      },
      storage::Repeat::kOnce);
}

absl::Status SqlPurchaseStore::Stream(const BulkOrder& order, Show show) {
  if (!order.window.as_of.has_value()) return StreamNow(order, show);
  return database_.InSession([&](Session& session) { return StreamPast(session, order, show); });
}

// Page by page: a row at a time costs twice as much, and a slow caller holds no session.
absl::Status SqlPurchaseStore::StreamNow(const BulkOrder& order, Show show) {
  int64_t bucket = order.first_bucket;
  std::string after;
  for (;;) {
    const auto read = [&](Session& session) {
      return session.Run(sql::kPageSummaries,
                         {{"bucket", bucket}, {"after", after}, {"end_bucket", order.end_bucket}});
    };
    ASSIGN_OR_RETURN(const Rows rows, database_.InSession(read, storage::Repeat::kOnce));
    if (rows.empty()) return absl::OkStatus();
    for (const Row row : rows) RETURN_IF_ERROR(show(ToBulkSummary(row)));
    const Row last = rows[rows.size() - 1];
    bucket = last.Int(1);
    after = last.Text(0);
  }
}

}  // namespace bestand::customer_profile
