#include "services/scoring/work/products/product_fit_request.h"

#include <charconv>
#include <sstream>

#include "common/error/error.h"

namespace bestand::scoring {

std::string Encode(const ProductFitRequest& request) {
  std::string bytes = request.as_of_day ? std::to_string(*request.as_of_day) : "-";
  for (const std::string& product : request.excluded_products) bytes += "\n" + product;
  return bytes;
}

absl::StatusOr<ProductFitRequest> DecodeProductFitRequest(std::string_view bytes) {
  std::istringstream lines{std::string(bytes)};
  ProductFitRequest request;
  std::string day;
  std::getline(lines, day);
  int32_t number = 0;
  const auto [end, error] = std::from_chars(day.data(), day.data() + day.size(), number);
  const bool readable = day == "-" || (error == std::errc() && end == day.data() + day.size());
  if (!readable) {
    return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                   "A job's own record cannot be read; start a new job.");
  }
  if (day != "-") request.as_of_day = number;
  for (std::string product; std::getline(lines, product);) request.excluded_products.push_back(product);
  return request;
}

}  // namespace bestand::scoring
