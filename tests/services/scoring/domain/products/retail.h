#pragma once

#include <zlib.h>

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "services/scoring/domain/products/purchase_table.h"

namespace bestand::scoring {

// A retailer's year without returns, free lines, lines without a customer and what is no product: its code
// does not begin with five digits.
struct Retail {
  PurchaseTable table;
  std::vector<std::string> codes;  // of each item
};

inline int32_t DayNumber(int year, int month, int day) {
  return static_cast<int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

// The fields of a line that count. A description may hold commas, so the last ones are found from the end.
struct RetailLine {
  explicit RetailLine(std::string_view line) {
    invoice = line.substr(0, line.find(','));
    line.remove_prefix(invoice.size() + 1);
    code = line.substr(0, line.find(','));
    TakeLast(line);  // the country
    customer = TakeLast(line);
    price = TakeLast(line);
    time = TakeLast(line);
    quantity = TakeLast(line);
  }

  static std::string_view TakeLast(std::string_view& line) {
    const size_t comma = line.rfind(',');
    const std::string_view field = line.substr(comma + 1);
    line = line.substr(0, comma);
    return field;
  }

  bool IsPurchase() const {
    double amount = 0, cost = 0;
    const bool numbers =
        absl::SimpleAtod(std::string(quantity), &amount) && absl::SimpleAtod(std::string(price), &cost);
    const bool product = code.size() >= 5 && code.substr(0, 5).find_first_not_of("0123456789") == code.npos;
    return numbers && amount > 0 && cost > 0 && product && !customer.empty() && !invoice.starts_with('C');
  }

  int32_t Day() const {
    const auto number = [&](size_t at, size_t size) {
      return std::atoi(std::string(time.substr(at, size)).c_str());
    };
    return DayNumber(number(0, 4), number(5, 2), number(8, 2));
  }

  std::string_view invoice, code, quantity, time, price, customer;
};

inline Retail ReadRetail() {
  const std::string path =
      std::string(std::getenv("BESTAND_ROOT")) + "/data/online_retail/online_retail.csv.gz";
  const gzFile file = gzopen(path.c_str(), "rb");
  Retail retail;
  std::unordered_map<std::string, uint32_t> items;
  std::map<std::string, std::vector<ItemLine>> customers;
  std::string buffer(4096, '\0');
  while (file != nullptr && gzgets(file, buffer.data(), 4096) != nullptr) {
    const RetailLine line(std::string_view(buffer.c_str()));
    if (!line.IsPurchase()) continue;
    const auto [item, added] = items.try_emplace(std::string(line.code), static_cast<uint32_t>(items.size()));
    if (added) retail.codes.emplace_back(line.code);
    customers[std::string(line.customer)].push_back({item->second, line.Day(), 1});
  }
  gzclose(file);
  for (const auto& [customer, lines] : customers) retail.table.Add(Net(lines).bought);
  return retail;
}

}  // namespace bestand::scoring
