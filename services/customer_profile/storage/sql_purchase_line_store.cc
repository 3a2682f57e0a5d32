#include "services/customer_profile/storage/sql_purchase_line_store.h"

#include <limits>

#include "common/error/error.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

// Shows the customers of one page in their order, whether they have lines or not.
class PageShow {
 public:
  PageShow(const Rows& customers, const Rows& refused, LineSink& sink)
      : customers_(customers), refused_(refused), sink_(sink) {}

  // Shows all customers up to and at a place that were not shown yet.
  absl::Status ShowUpTo(int64_t place) {
    for (; next_ <= place; ++next_) {
      const Row customer = customers_[static_cast<int>(next_)];
      RETURN_IF_ERROR(sink_.TakeCustomer(customer.Text(0), static_cast<int>(customer.Int(1))));
      for (; next_refused_ < refused_.size() && refused_[next_refused_].Int(0) == next_; ++next_refused_) {
        RETURN_IF_ERROR(sink_.TakeRefused(refused_[next_refused_].Text(1)));
      }
    }
    return absl::OkStatus();
  }

  absl::Status ShowLine(const Row& row) {
    RETURN_IF_ERROR(ShowUpTo(row.Int(0)));
    return sink_.TakeLine({row.Text(1), row.Int(2), row.Int(3), row.Int(4)});
  }

 private:
  const Rows& customers_;
  const Rows& refused_;
  LineSink& sink_;
  int64_t next_ = 0;
  int next_refused_ = 0;
};

absl::Status ShowPage(Session& session, const Rows& customers, std::optional<int64_t> as_of, LineSink& sink) {
  std::vector<std::string> ids;
  for (const Row row : customers) ids.emplace_back(row.Text(0));
  ASSIGN_OR_RETURN(const Rows refused, session.Run(sql::kListRefusedProducts, {{"customer_ids", ids}}));
  PageShow page(customers, refused, sink);
  const int64_t until = as_of.value_or(std::numeric_limits<int32_t>::max());
  RETURN_IF_ERROR(session.Stream(sql::kStreamLines, {{"customer_ids", ids}, {"as_of", until}},
                                 [&](const Row& row) { return page.ShowLine(row); }));
  return page.ShowUpTo(customers.size() - 1);
}

}  // namespace

absl::Status SqlPurchaseLineStore::Stream(const LineOrder& order, LineSink& sink) {
  if (order.customer_ids.empty()) return StreamBuckets(order, sink);
  return database_.InSession([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows customers,
                     session.Run(sql::kFindLineCustomers, {{"customer_ids", order.customer_ids}}));
    return ShowPage(session, customers, order.as_of, sink);
  });
}

absl::Status SqlPurchaseLineStore::StreamBuckets(const LineOrder& order, LineSink& sink) {
  int64_t bucket = order.first_bucket;
  std::string after;
  bool more = true;
  while (more) {
    RETURN_IF_ERROR(database_.InSession([&](Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(const Rows customers,
                       session.Run(sql::kPageLineCustomers,
                                   {{"bucket", bucket}, {"after", after}, {"end_bucket", order.end_bucket}}));
      more = !customers.empty();
      if (!more) return absl::OkStatus();
      RETURN_IF_ERROR(ShowPage(session, customers, order.as_of, sink));
      const Row last = customers[customers.size() - 1];
      after = last.Text(0);
      bucket = last.Int(1);
      return absl::OkStatus();
    }));
  }
  return absl::OkStatus();
}

}  // namespace bestand::customer_profile
