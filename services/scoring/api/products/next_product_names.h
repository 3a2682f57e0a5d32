#pragma once

#include <string>
#include <string_view>

namespace bestand::scoring {

// A product's id is the company's own and freer than our ids: 1 to 64 printable characters without '/', also
// blanks.
inline constexpr std::string_view kProductPrefix = "products/";

inline std::string ProductName(std::string_view product_id) {
  return std::string(kProductPrefix) + std::string(product_id);
}

// Returns "" for a name that is none of a product.
inline std::string ProductIdOf(std::string_view name) {
  if (!name.starts_with(kProductPrefix)) return "";
  const std::string_view id = name.substr(kProductPrefix.size());
  if (id.size() > 64) return "";
  for (const char letter : id) {
    if (static_cast<unsigned char>(letter) < ' ' || letter == 0x7f || letter == '/') return "";
  }
  return std::string(id);
}

}  // namespace bestand::scoring
