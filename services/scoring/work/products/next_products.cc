#include "services/scoring/work/products/next_products.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/scoring/work/products/customer_lines.h"

namespace bestand::scoring {
namespace {

CustomerSuggestions SuggestionsFor(const CustomerLines& customer, const ListSizes& sizes,
                                   const std::shared_ptr<const LoadedProducts>& products) {
  NetPurchases net = Net(customer.lines);
  std::vector<uint32_t>& unwanted = net.returned;
  unwanted.insert(unwanted.end(), customer.refused.begin(), customer.refused.end());
  std::sort(unwanted.begin(), unwanted.end());
  int32_t today = products->record().model.as_of_day;
  for (const ItemDay& row : net.bought) today = std::max(today, row.day);
  const SuggestionOrder order{.bought = net.bought,
                              .unwanted = unwanted,
                              .day = today,
                              .most_again = sizes.again,
                              .most_fresh = sizes.fresh};
  return {customer.customer_id, products->Suggest(order), products};
}

}  // namespace

absl::StatusOr<CustomerSuggestions> NextProducts::Suggest(const std::string& customer_id,
                                                          const ListSizes& sizes) {
  std::optional<CustomerSuggestions> found;
  BoughtLineQuery query;
  query.customer_ids.push_back(customer_id);
  RETURN_IF_ERROR(Stream(query, sizes, [&](const CustomerSuggestions& suggestions) {
    found = suggestions;
    return absl::OkStatus();
  }));
  if (found) return *std::move(found);
  return Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN",
                 "There is no such customer; create or import the customer first.",
                 {{"customer", "customers/" + customer_id}});
}

absl::Status NextProducts::Stream(const BoughtLineQuery& query, const ListSizes& sizes,
                                  absl::FunctionRef<absl::Status(const CustomerSuggestions&)> take) {
  ASSIGN_OR_RETURN(const auto products, keeper_.Current());
  CustomerGatherer customers(
      [&](const std::string& product_id) { return products->ItemOf(product_id); },
      [&](const CustomerLines& customer) { return take(SuggestionsFor(customer, sizes, products)); });
  RETURN_IF_ERROR(source_.Stream(query, [&](const BoughtLineChunk& chunk) { return customers.Take(chunk); }));
  return customers.Finish();
}

}  // namespace bestand::scoring
