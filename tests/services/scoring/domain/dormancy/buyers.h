#pragma once

#include <zlib.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {

// A day on which somebody bought, in days since 1970-01-01, net of what came back on it.
struct BuyersDay {
  int32_t day = 0;
  double value = 0;
  int32_t items = 0;  // lines bought
};

// The purchase days of each customer, in order.
using Buyers = std::vector<std::vector<BuyersDay>>;

inline Buyers BuyersOf(const std::map<std::string, std::map<int32_t, BuyersDay>>& days) {
  Buyers buyers;
  for (const auto& [customer, by_day] : days) {
    std::vector<BuyersDay> bought;
    for (const auto& [day, purchase] : by_day) {
      if (purchase.items > 0 && purchase.value > 0) bought.push_back(purchase);
    }
    if (!bought.empty()) buyers.push_back(std::move(bought));
  }
  return buyers;
}

// 2,357 customers, 1997-01-01 to 1998-06-30.
inline Buyers ReadCdnowBuyers() {
  std::ifstream file = OpenCdnow("CDNOW_sample.txt");
  std::map<std::string, std::map<int32_t, BuyersDay>> days;
  std::string master, id;
  int date = 0, count = 0;
  for (double value = 0; file >> master >> id >> date >> count >> value;) {
    BuyersDay& day = days[id][DayNumber(date)];
    day = {DayNumber(date), day.value + std::max(value, .01), day.items + count};
  }
  return BuyersOf(days);
}

inline void ForEachLineUnzipped(const std::string& path,
                                const std::function<void(const std::string&)>& show) {
  const gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return;
  char line[4096];
  while (gzgets(file, line, sizeof line) != nullptr) show(line);
  gzclose(file);
}

// InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country: the description may hold
// commas, so that the fields behind it are counted from the end.
inline std::vector<std::string> FieldsOf(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream text(line);
  for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
  return fields;
}

// 4,334 customers, 2010-12-01 to 2011-12-09; what was all given back on the same day was not bought.
inline Buyers ReadRetailBuyers() {
  const char* root = std::getenv("BESTAND_ROOT");
  std::map<std::string, std::map<int32_t, BuyersDay>> days;
  ForEachLineUnzipped(
      std::string(root ? root : ".") + "/data/online_retail/online_retail.csv.gz",
      [&](const std::string& line) {
        const auto fields = FieldsOf(line);
        if (fields.size() < 8 || fields[fields.size() - 2].empty() || fields[0] == "InvoiceNo") return;
        const size_t last = fields.size() - 1;
        const std::string& time = fields[last - 3];
        const double quantity = std::stod(fields[last - 4]), price = std::stod(fields[last - 2]);
        const int date = std::stoi(time.substr(0, 4) + time.substr(5, 2) + time.substr(8, 2));
        BuyersDay& day = days[fields[last - 1]][DayNumber(date)];
        day = {DayNumber(date), day.value + quantity * price, day.items + (quantity > 0 && price > 0)};
      });
  return BuyersOf(days);
}

}  // namespace bestand::scoring
