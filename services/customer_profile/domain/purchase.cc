#include "services/customer_profile/domain/purchase.h"

#include <cstdlib>

#include "common/id/id.h"
#include "services/customer_profile/domain/text.h"

namespace bestand::customer_profile {
namespace {

const absl::Time kEarliest = absl::FromUnixSeconds(-2208988800);  // 1900-01-01

class Fnv1a {
 public:
  void Byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3; }
  void Text(std::string_view text) {
    for (const char letter : text) Byte(static_cast<unsigned char>(letter));
    Byte(0);
  }
  void Number(int64_t number) {
    for (int shift = 0; shift < 64; shift += 8) Byte(static_cast<unsigned char>(number >> shift));
  }
  int64_t hash() const { return static_cast<int64_t>(hash_); }

 private:
  uint64_t hash_ = 0xCBF29CE484222325;
};

bool IsText(std::string_view text, size_t most_characters) {
  return IsAscii(text) ? text.size() <= most_characters : CharactersIn(text) <= most_characters;
}

std::optional<RowFault> IdFault(const PurchaseRow& row) {
  if (row.customer_id.empty()) return RowFault{"customer_id", "customer id is missing"};
  if (!IsCustomerId(row.customer_id)) {
    return RowFault{"customer_id", "customer id is not 1 to 64 of A-Z a-z 0-9 . _ ~ -"};
  }
  if (row.external_id.empty()) return RowFault{"external_id", "purchase number is missing"};
  if (row.external_id.size() > kMaxExternalIdBytes || HasControls(row.external_id)) {
    return RowFault{"external_id", "purchase number is not 1 to 64 printable characters"};
  }
  if (row.product_id.empty()) return RowFault{"product_id", "product id is missing"};
  if (!IsProductId(row.product_id)) {
    return RowFault{"product_id", "product id is not 1 to 64 printable characters without /"};
  }
  return std::nullopt;
}

std::optional<RowFault> TextFault(const PurchaseRow& row) {
  if (!IsText(row.product_display_name, kMaxProductNameCharacters)) {
    return RowFault{"product_display_name", "product name is longer than 200 characters"};
  }
  if (HasControls(row.product_display_name)) {
    return RowFault{"product_display_name", "product name has control characters"};
  }
  if (!IsText(row.country, kMaxCountryCharacters)) {
    return RowFault{"country", "country is longer than 64 characters"};
  }
  if (HasControls(row.country)) return RowFault{"country", "country has control characters"};
  return std::nullopt;
}

std::optional<RowFault> ValueFault(const PurchaseRow& row, absl::Time latest) {
  if (row.quantity == 0) return RowFault{"quantity", "quantity is 0"};
  if (!IsQuantity(row.quantity)) return RowFault{"quantity", "quantity is beyond 1,000,000,000"};
  if (row.unit_price_minor < 0) return RowFault{"unit_price", "unit price is negative"};
  if (row.unit_price_minor > kMaxLineValue / std::abs(row.quantity)) {
    return RowFault{"unit_price", "value of the line is beyond 1,000,000,000,000 minor units"};
  }
  if (row.purchase_time < kEarliest) return RowFault{"purchase_time", "purchase time is before 1900"};
  if (row.purchase_time > latest) return RowFault{"purchase_time", "purchase time is in the future"};
  return std::nullopt;
}

}  // namespace

bool IsProductId(std::string_view text) {
  return !text.empty() && IsText(text, kMaxProductIdCharacters) && !HasControls(text) &&
         text.find('/') == std::string_view::npos;
}

std::optional<RowFault> FaultOf(const PurchaseRow& row, absl::Time latest) {
  if (const auto fault = IdFault(row)) return fault;
  if (const auto fault = TextFault(row)) return fault;
  return ValueFault(row, latest);
}

int64_t LineKey(std::string_view product_id, int64_t quantity, int64_t unit_price_minor) {
  Fnv1a hash;
  hash.Text(product_id);
  hash.Number(quantity);
  hash.Number(unit_price_minor);
  return hash.hash();
}

}  // namespace bestand::customer_profile
