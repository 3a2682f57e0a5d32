#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace bestand::customer_profile {

inline constexpr size_t kMaxExternalIdBytes = 64;
inline constexpr size_t kMaxProductIdCharacters = 64;
inline constexpr size_t kMaxProductNameCharacters = 200;
inline constexpr size_t kMaxCountryCharacters = 64;
inline constexpr int64_t kMaxQuantity = 1'000'000'000;
// Of one line, in minor units: sums of millions of lines stay within 64 bits.
inline constexpr int64_t kMaxLineValue = 1'000'000'000'000;

// Says whether `text` may be a product's id: 1 to 64 printable characters without "/".
bool IsProductId(std::string_view text);

// One line of a purchase or a return.
struct PurchaseLine {
  std::string product_id;
  std::string product_display_name;  // makes the product if it is new; may be empty
  int64_t quantity = 0;              // negative for a return; never 0
  int64_t unit_price_minor = 0;      // never negative
};

// One purchase of one customer. Its identity is (customer, source, external_id).
struct Purchase {
  std::string customer_id;
  std::string source;
  std::string external_id;
  absl::Time purchase_time;
  std::string currency_code;
  std::vector<PurchaseLine> lines;
};

// A purchase line with the purchase it belongs to, as imports bring it. Views live as long as the
// chunk it came in.
struct PurchaseRow {
  std::string_view customer_id;
  std::string_view external_id;
  std::string_view product_id;
  std::string_view product_display_name;
  std::string_view country;
  int64_t quantity = 0;
  int64_t unit_price_minor = 0;
  absl::Time purchase_time;
};

// What is wrong with a row.
struct RowFault {
  std::string_view column;  // as PurchaseRow names it; empty for the whole row
  std::string_view reason;  // one of a few constants: rejections are counted by it
};

// Returns `number` without its sign, also of the smallest there is, which has no positive one.
constexpr uint64_t Magnitude(int64_t number) {
  return number < 0 ? uint64_t{0} - static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
}

// Says whether a line may have this quantity: at most kMaxQuantity either way, and not 0.
constexpr bool IsQuantity(int64_t quantity) {
  return quantity != 0 && quantity >= -kMaxQuantity && quantity <= kMaxQuantity;
}

// Returns the first thing that is wrong with `row`, in the order of its columns; nothing when it is
// good. `latest` is the end of time for purchases: tomorrow.
std::optional<RowFault> FaultOf(const PurchaseRow& row, absl::Time latest);

// Says whether a line is one that was bought: it is neither a return nor free.
inline bool IsBought(int64_t quantity, int64_t unit_price_minor) {
  return quantity > 0 && unit_price_minor > 0;
}

// What tells the lines of one purchase apart: a hash (FNV-1a, 64 bits) of product, quantity and price.
// Lines with the same key are counted: their 1st, 2nd … occurrence. So the same file twice gives the
// same lines, two equal lines on one invoice stay two, and a mended line is a line of its own. Stored:
// it must never change.
int64_t LineKey(std::string_view product_id, int64_t quantity, int64_t unit_price_minor);

}  // namespace bestand::customer_profile
