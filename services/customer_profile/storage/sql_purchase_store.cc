#include "services/customer_profile/storage/sql_purchase_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/sql_behaviour_store.h"
#include "services/customer_profile/storage/statements.h"
#include "services/customer_profile/storage/summary_rows.h"

namespace bestand::customer_profile {

using storage::Rows;
using storage::Session;

absl::Status CheckCurrency(Session& session, std::string_view currency_code) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindCurrency));
  if (rows.empty() || rows[0].Text(0) == currency_code) return absl::OkStatus();
  const std::string have(rows[0].Text(0));
  return Failure(absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED",
                 "All purchases are in " + have + ", not in " + std::string(currency_code) +
                     "; convert the amounts first.",
                 {{"have", std::string(currency_code)}, {"need", have}});
}

absl::Status ClaimCurrency(Session& session, std::string_view currency_code) {
  RETURN_IF_ERROR(session.Run(sql::kClaimCurrency, {{"currency_code", currency_code}}).status());
  return CheckCurrency(session, currency_code);
}

absl::Status Settle(Session& session, storage::Outbox& outbox, const LastPurchases& purchases) {
  if (purchases.customer_ids.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(session.Run(sql::kRefreshSummaries, {{"customer_ids", purchases.customer_ids}}).status());
  RETURN_IF_ERROR(RefreshBehaviours(session, purchases.customer_ids));
  RETURN_IF_ERROR(session
                      .Run(sql::kNoteLastPurchases,
                           {{"customer_ids", purchases.customer_ids}, {"purchase_times", purchases.times}})
                      .status());
  return Tell(outbox, session, ChangeKind::kPurchases, purchases.customer_ids);
}

absl::StatusOr<bool> SqlPurchaseStore::Record(const Purchase& purchase) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<bool> {
    RETURN_IF_ERROR(LockCustomer(session, purchase.customer_id));
    ASSIGN_OR_RETURN(const Rows found,
                     session.Run(sql::kFindPurchase, {{"customer_id", purchase.customer_id},
                                                      {"source", purchase.source},
                                                      {"external_id", purchase.external_id}}));
    if (!found.empty()) return false;
    RETURN_IF_ERROR(ClaimCurrency(session, purchase.currency_code));
    RETURN_IF_ERROR(Add(session, purchase));
    return true;
  });
}

absl::Status SqlPurchaseStore::Add(Session& session, const Purchase& purchase) {
  std::vector<std::string> products, names;
  std::vector<int64_t> quantities, prices, keys;
  bool bought = false;
  for (const PurchaseLine& line : purchase.lines) {
    products.push_back(line.product_id);
    names.push_back(line.product_display_name);
    quantities.push_back(line.quantity);
    prices.push_back(line.unit_price_minor);
    keys.push_back(LineKey(line.product_id, line.quantity, line.unit_price_minor));
    bought |= IsBought(line.quantity, line.unit_price_minor);
  }
  RETURN_IF_ERROR(
      session.Run(sql::kMakeProducts, {{"product_ids", products}, {"display_names", names}}).status());
  RETURN_IF_ERROR(session
                      .Run(sql::kAddLines, {{"customer_id", purchase.customer_id},
                                            {"bucket", BucketOf(purchase.customer_id)},
                                            {"day", DayOf(purchase.purchase_time, company_.zone)},
                                            {"purchase_time", purchase.purchase_time},
                                            {"source", purchase.source},
                                            {"external_id", purchase.external_id},
                                            {"product_ids", products},
                                            {"quantities", quantities},
                                            {"unit_prices", prices},
                                            {"line_keys", keys}})
                      .status());
  return Settle(session, outbox_,
                {{purchase.customer_id}, {bought ? purchase.purchase_time : absl::InfinitePast()}});
}

absl::StatusOr<std::string> SqlPurchaseStore::Currency() {
  return database_.InSession(
      [](Session& session) -> absl::StatusOr<std::string> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindCurrency));
        return rows.empty() ? std::string() : std::string(rows[0].Text(0));
      },
      storage::Repeat::kOnce);
}

}  // namespace bestand::customer_profile
