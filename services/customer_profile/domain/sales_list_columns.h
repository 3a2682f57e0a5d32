#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::customer_profile {

// What a sales list tells of each line, in the order of kSalesFieldNames.
enum SalesField {
  kCustomerId,
  kExternalId,
  kProductId,
  kProductName,
  kQuantity,
  kUnitPrice,
  kPurchaseTime,
  kCountry,
  kSalesFields
};
inline constexpr std::array<std::string_view, kSalesFields> kSalesFieldNames = {
    "customer_id", "external_id", "product_id",    "product_display_name",
    "quantity",    "unit_price",  "purchase_time", "country"};

// Field name -> the file's column; what is missing is found by usual names.
using ColumnMapping = std::map<std::string, std::string>;

// Where each field stands in a record, from 0; -1 for a product name or a country that is not there.
struct SalesColumns {
  std::array<int, kSalesFields> at;
  std::vector<std::string> header;  // the file's columns
};

// Says whether `name` is one of kSalesFieldNames.
bool IsSalesField(std::string_view name);

// Finds the fields in a header (UTF-8) by `mapping` and by the names that shops and tills usually give
// them, in English and German, whatever their case and punctuation. Fails with IMPORT_FORMAT_UNKNOWN
// naming each column that is missing.
absl::StatusOr<SalesColumns> FindColumns(const std::vector<std::string>& header,
                                         const ColumnMapping& mapping);

// Returns the character of , ; tab that cuts a header line into most fields; "," when none does.
char DelimiterOf(std::string_view header);

}  // namespace bestand::customer_profile
