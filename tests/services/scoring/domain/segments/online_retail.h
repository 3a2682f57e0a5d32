#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "services/scoring/domain/segments/co_purchases.h"
#include "services/scoring/domain/segments/features.h"

namespace bestand::scoring {

// A line that a known customer bought: no cancellation, a price, a product and not postage.
struct RetailLine {
  std::string customer, product;
  int32_t day;  // from 2010-12-01, which is 0
  int64_t value_minor;
};

struct Retail {
  std::vector<RetailLine> lines;             // by customer, day, product
  std::map<std::string, std::string> names;  // of the products
};

inline std::vector<std::string> SplitCsv(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\n' && c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

inline int RetailDay(const std::string& time) {
  static constexpr int kBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const int year = std::stoi(time.substr(0, 4)), month = std::stoi(time.substr(5, 2));
  return (year - 2011) * 365 + kBefore[month - 1] + std::stoi(time.substr(8, 2)) - 1 + 31;
}

inline void AddRetailLine(const std::vector<std::string>& f, Retail& retail) {
  if (f.size() != 8 || f[6].empty() || f[0][0] == 'C') return;
  const long quantity = std::stol(f[3]);
  const double price = std::stod(f[5]);
  const bool product = f[1].size() >= 5 && std::all_of(f[1].begin(), f[1].begin() + 5, ::isdigit);
  if (quantity <= 0 || price <= 0 || !product) return;
  retail.lines.push_back(
      {f[6], f[1], RetailDay(f[4]), std::lround(100 * price * static_cast<double>(quantity))});
  retail.names[f[1]] = f[2];
}

// Reads data/online_retail once.
inline const Retail& ReadRetail() {
  static const Retail retail = [] {
    Retail read;
    const char* root = std::getenv("BESTAND_ROOT");
    const std::string path = std::string(root ? root : ".") + "/data/online_retail/online_retail.csv.gz";
    FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
    char buffer[1024];
    bool header = true;
    while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
      if (!header) AddRetailLine(SplitCsv(buffer), read);
      header = false;
    }
    pclose(pipe);
    std::sort(read.lines.begin(), read.lines.end(), [](const RetailLine& a, const RetailLine& b) {
      return std::tie(a.customer, a.day, a.product) < std::tie(b.customer, b.day, b.product);
    });
    return read;
  }();
  return retail;
}

}  // namespace bestand::scoring
