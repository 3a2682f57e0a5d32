#include "services/scoring/work/products/customer_lines.h"

#include "common/error/error.h"

namespace bestand::scoring {

absl::Status CustomerGatherer::Take(const BoughtLineChunk& chunk) {
  std::vector<std::optional<uint32_t>> items;
  for (const std::string& product_id : chunk.product_ids) items.push_back(item_of_(product_id));
  size_t line = 0, refusal = 0;
  for (size_t customer = 0; customer < chunk.customer_ids.size(); ++customer) {
    RETURN_IF_ERROR(Begin(chunk.customer_ids[customer]));
    const auto index = static_cast<int32_t>(customer);
    for (; refusal < chunk.refusing.size() && chunk.refusing[refusal] == index; ++refusal) {
      const auto& item = items[static_cast<size_t>(chunk.refused[refusal])];
      if (item) customer_.refused.push_back(*item);
    }
    for (; line < chunk.customers.size() && chunk.customers[line] == index; ++line) {
      const auto& item = items[static_cast<size_t>(chunk.products[line])];
      if (item) customer_.lines.push_back({*item, chunk.days[line], chunk.quantities[line]});
    }
  }
  return absl::OkStatus();
}

absl::Status CustomerGatherer::Finish() {
  if (!open_) return absl::OkStatus();
  open_ = false;
  return show_(customer_);
}

absl::Status CustomerGatherer::Begin(const std::string& customer_id) {
  if (open_ && customer_.customer_id == customer_id) return absl::OkStatus();
  RETURN_IF_ERROR(Finish());
  customer_ = {.customer_id = customer_id, .lines = {}, .refused = {}};
  open_ = true;
  return absl::OkStatus();
}

}  // namespace bestand::scoring
