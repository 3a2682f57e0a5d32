#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::scoring {

// The kind of the jobs that fit product models.
inline constexpr char kProductFitJob[] = "products";

struct ProductFitRequest {
  std::optional<int32_t> as_of_day;            // the last day that counts; the last with a purchase if unset
  std::vector<std::string> excluded_products;  // ids, without line ends in them

  bool operator==(const ProductFitRequest&) const = default;
};

// The form in which jobs keep it: the day or "-", and each product on a line of its own. The opposite fails
// with INTERNAL_ERROR on anything else.
std::string Encode(const ProductFitRequest& request);
absl::StatusOr<ProductFitRequest> DecodeProductFitRequest(std::string_view bytes);

}  // namespace bestand::scoring
