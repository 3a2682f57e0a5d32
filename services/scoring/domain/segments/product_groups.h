#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "services/scoring/domain/segments/co_purchases.h"

namespace bestand::scoring {

inline constexpr int kMostProductGroups = 12;
inline constexpr int64_t kProductsPerGroup = 20;  // on average, at least
inline constexpr int64_t kBasketsToGroup = 5;     // a product in fewer says too little

// Products in groups that the same baskets hold.
struct ProductGroups {
  std::vector<int32_t> of;   // group of each product, > 0; 0 for too few baskets: "everything else"
  std::vector<int32_t> ids;  // of the groups, ascending
  int32_t next_id = 1;       // ids below it were given
};

// Returns groups of products for shops without categories: spherical k-means on how much more often than by
// chance products are in one basket (positive pointwise mutual information, discounted where pairs are rare).
// There are as many groups as products / 20, at most 12. `product_ids` is what chance is drawn from.
// `last_of` has the group that each product was in before, 0 for none: it is where the search starts, and
// groups keep their id by their members. Deterministic; the order of the products matters, so send them by
// id.
//
// Source: Levy, Goldberg, "Neural Word Embedding as Implicit Matrix Factorization", NIPS 2014 (PPMI); Pantel,
// Lin, "Discovering Word Senses from Text", KDD 2002 (discount); Dhillon, Modha, Machine Learning 42 (2001).
ProductGroups GroupProducts(const CoPurchases& purchases, std::span<const std::string> product_ids,
                            std::span<const int32_t> last_of, int32_t next_id);

}  // namespace bestand::scoring
