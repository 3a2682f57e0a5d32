#include "services/scoring/api/products/next_product_wire.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/job_wire.h"
#include "services/scoring/api/products/next_product_names.h"

namespace bestand::scoring {
namespace {

constexpr int32_t kUsualSize = 10;
constexpr int32_t kMostSize = 100;

std::string TitleOf(const ProductRecord& record, uint32_t item) {
  const std::string& name = record.display_names[item];
  return name.empty() ? record.product_ids[item] : name;
}

std::string Evidence(const ProductRecord& record, const NewItem& item, bool trending) {
  if (item.from) {
    return absl::StrFormat("bought after %s %.1f x as often as expected, n = %d, lower bound %.1f",
                           TitleOf(record, item.from->from), item.lift.lift, item.from->customers,
                           item.lift.lower);
  }
  if (!trending) return "bought together with what this customer bought";
  return absl::StrFormat("bought by %d customers lately", record.model.items[item.item].recent_customers);
}

void ToWire(const ProductRecord& record, const BuyAgain& again, v1::AgainSuggestion& wire) {
  wire.set_product(ProductName(record.product_ids[again.item]));
  wire.set_display_name(record.display_names[again.item]);
  wire.set_purchase_days(again.days);
  *wire.mutable_last_date() = DateOf(again.last_day);
  wire.set_usual_gap_days(again.gap_days);
  wire.set_rhythm(static_cast<v1::PurchaseRhythm>(again.rhythm));
}

void ToWire(const ProductRecord& record, const NewItem& item, bool trending, v1::NewSuggestion& wire) {
  wire.set_product(ProductName(record.product_ids[item.item]));
  wire.set_display_name(record.display_names[item.item]);
  wire.set_evidence(Evidence(record, item, trending));
  if (!item.from) return;
  wire.set_after_product(ProductName(record.product_ids[item.from->from]));
  wire.set_support(item.from->customers);
  wire.set_lift(item.lift.lift);
  wire.set_lift_lower_bound(item.lift.lower);
}

void ToWire(std::string_view list, const ListQuality& quality, v1::ListQuality& wire) {
  wire.set_list(std::string(list));
  wire.set_customer_count(quality.customers);
  wire.set_hit_rate(quality.hit_rate);
  wire.set_recall(quality.recall);
  wire.set_ndcg(quality.ndcg);
  wire.set_mean_reciprocal_rank(quality.mrr);
}

}  // namespace

ProductFitRequest FromWire(const v1::ProductFitRequest& wire) {
  ProductFitRequest request;
  if (wire.has_as_of_date()) request.as_of_day = DayOf(wire.as_of_date());
  for (const std::string& name : wire.excluded_products())
    request.excluded_products.push_back(ProductIdOf(name));
  return request;
}

absl::Status ToWire(const jobs::Job& job, v1::ProductFitJob& wire) {
  ASSIGN_OR_RETURN(const ProductFitRequest request, DecodeProductFitRequest(job.parameters));
  wire.set_name("productFitJobs/" + job.id);
  ToWire(job, *wire.mutable_status());
  if (request.as_of_day) *wire.mutable_request()->mutable_as_of_date() = DateOf(*request.as_of_day);
  for (const std::string& id : request.excluded_products) {
    wire.mutable_request()->add_excluded_products(ProductName(id));
  }
  return absl::OkStatus();
}

void ToWire(const ProductRecord& record, v1::ProductModel& wire) {
  wire.set_name("productModels/" + record.id);
  *wire.mutable_create_time() = ToTimestamp(record.create_time);
  *wire.mutable_as_of_date() = DateOf(record.model.as_of_day);
  wire.set_customer_count(record.model.customers);
  wire.set_product_count(static_cast<int64_t>(record.model.items.size()));
  wire.set_purchase_count(record.model.purchases);
  wire.set_method(record.model.dense ? "EASE^R" : "item cosine");
  wire.set_fit_duration_ms(record.fit_ms);
  if (!record.quality) return;
  *wire.mutable_holdout_date() = DateOf(record.quality->from_day);
  ToWire("buy again", record.quality->again, *wire.add_quality());
  ToWire("buy again, by popularity", record.quality->again_popular, *wire.add_quality());
  ToWire("new for you", record.quality->fresh, *wire.add_quality());
  ToWire("new for you, by popularity", record.quality->fresh_popular, *wire.add_quality());
}

void ToWire(const CustomerSuggestions& found, v1::NextProducts& wire) {
  const ProductRecord& record = found.products->record();
  const bool trending = found.suggestions.trending;
  wire.set_customer(CustomerName(found.customer_id));
  wire.set_no_history(trending);
  for (const BuyAgain& again : found.suggestions.again) ToWire(record, again, *wire.add_buy_again());
  for (const NewItem& item : found.suggestions.fresh) ToWire(record, item, trending, *wire.add_new_for_you());
}

void ToWire(const Transition& transition, const TransitionTable& table, const ProductRecord& record,
            v1::Transition& wire) {
  const Lift lift = LiftOf(transition, table.totals);
  wire.set_product(ProductName(record.product_ids[transition.from]));
  wire.set_display_name(record.display_names[transition.from]);
  wire.set_next_product(ProductName(record.product_ids[transition.to]));
  wire.set_next_display_name(record.display_names[transition.to]);
  wire.set_support(transition.customers);
  wire.set_expected(lift.expected);
  wire.set_lift(lift.lift);
  wire.set_lift_lower_bound(lift.lower);
}

size_t ListSizeOf(int32_t size) {
  return static_cast<size_t>(size == 0 ? kUsualSize : std::min(size, kMostSize));
}

}  // namespace bestand::scoring
