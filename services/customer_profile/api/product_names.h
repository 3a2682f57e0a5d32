#pragma once

#include <string>
#include <string_view>

#include "common/validate/violations.h"
#include "services/customer_profile/domain/purchase.h"

namespace bestand::customer_profile {

// A product's id is the company's own and freer than our ids: it may hold blanks.
inline constexpr std::string_view kProductPrefix = "products/";

inline std::string ProductName(std::string_view product_id) {
  return std::string(kProductPrefix) + std::string(product_id);
}

inline std::string ProductIdOf(std::string_view name) {
  return name.starts_with(kProductPrefix) ? std::string(name.substr(kProductPrefix.size())) : "";
}

inline void UnlessProduct(Violations& found, std::string_view field, std::string_view name) {
  found.Unless(IsProductId(ProductIdOf(name)), field,
               "must be products/{product} with an id of 1 to 64 printable characters without /");
}

}  // namespace bestand::customer_profile
