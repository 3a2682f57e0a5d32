#include "services/scoring/domain/products/first_buys.h"

#include <algorithm>
#include <limits>

namespace bestand::scoring {

FirstBuys::FirstBuys(const PurchaseTable& table, uint32_t items) : item_ends_(items + 1) {
  for (size_t customer = 0; customer < table.customers(); ++customer) {
    int32_t first_day = std::numeric_limits<int32_t>::max();
    ForEachItem(table.Of(customer), [&](uint32_t item, std::span<const ItemDay> rows) {
      firsts_.push_back(rows.front());
      first_day = std::min(first_day, rows.front().day);
      ++item_ends_[item + 1];
    });
    customer_ends_.push_back(firsts_.size());
    first_days_.push_back(first_day);
  }
  for (uint32_t item = 0; item < items; ++item) item_ends_[item + 1] += item_ends_[item];
  buyers_.resize(firsts_.size());
  std::vector<size_t> next(item_ends_.begin(), item_ends_.end() - 1);
  for (uint32_t customer = 0; customer < first_days_.size(); ++customer) {
    for (size_t at = customer_ends_[customer]; at < customer_ends_[customer + 1]; ++at) {
      buyers_[next[firsts_[at].item]++] = {customer, firsts_[at].day};
    }
  }
}

void FirstBuys::Count(uint32_t item, Beside& beside) const {
  for (auto* counts : {&beside.together, &beside.later, &beside.after_first}) counts->assign(items(), 0);
  for (size_t at = item_ends_[item]; at < item_ends_[item + 1]; ++at) {
    const Buyer buyer = buyers_[at];
    const int32_t first_of_all = buyer.day == first_days_[buyer.customer] ? 1 : 0;
    for (size_t i = customer_ends_[buyer.customer]; i < customer_ends_[buyer.customer + 1]; ++i) {
      const ItemDay other = firsts_[i];
      const int32_t later = other.day > buyer.day ? 1 : 0;
      ++beside.together[other.item];
      beside.later[other.item] += later;
      beside.after_first[other.item] += later & first_of_all;
    }
  }
}

}  // namespace bestand::scoring
