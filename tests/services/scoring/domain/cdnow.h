#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// The CDNOW sample: 2,357 customers seen to 1997-09-30, and what they did in the 39 weeks after it.
struct Cdnow {
  std::vector<PurchaseHistory> histories;  // as published: weeks rounded to two decimals
  std::vector<int32_t> repeats, recency_days, age_days, hold_out;
  std::vector<double> mean_value;
};

inline std::ifstream OpenCdnow(const std::string& name) {
  const char* root = std::getenv("BESTAND_ROOT");
  return std::ifstream(std::string(root ? root : ".") + "/tests/data/cdnow/" + name);
}

// Days since 1970-01-01 of a date written yyyymmdd (Howard Hinnant's days_from_civil).
inline int DayNumber(int yyyymmdd) {
  const int d = yyyymmdd % 100, m = yyyymmdd / 100 % 100, y = yyyymmdd / 10000 - (m <= 2);
  const int day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return 365 * y + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

inline void ReadSummary(Cdnow& cdnow) {
  std::ifstream file = OpenCdnow("cdnow_customers_summary_with_transactions.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    for (char& c : line) c = c == ',' ? ' ' : c;
    std::istringstream fields(line);
    int id = 0;
    PurchaseHistory h{};
    double value = 0;
    fields >> id >> h.repeats >> h.recency_weeks >> h.age_weeks >> value;
    cdnow.histories.push_back(h);
    cdnow.mean_value.push_back(value);
  }
}

inline void ReadTransactions(Cdnow& cdnow) {
  std::ifstream file = OpenCdnow("CDNOW_sample.txt");
  std::map<int, std::set<int>> days;  // by the sample's customer id
  int master = 0, id = 0, date = 0, count = 0;
  for (double value = 0; file >> master >> id >> date >> count >> value;) days[id].insert(DayNumber(date));
  const int end = DayNumber(19970930);
  for (const auto& [customer, bought] : days) {
    const int first = *bought.begin();
    const auto after = bought.upper_bound(end);
    cdnow.repeats.push_back(static_cast<int>(std::distance(bought.begin(), after)) - 1);
    cdnow.recency_days.push_back(*std::prev(after) - first);
    cdnow.age_days.push_back(end - first);
    cdnow.hold_out.push_back(static_cast<int>(std::distance(after, bought.end())));
  }
}

inline const Cdnow& ReadCdnow() {
  static const Cdnow cdnow = [] {
    Cdnow read;
    ReadSummary(read);
    ReadTransactions(read);
    return read;
  }();
  return cdnow;
}

}  // namespace bestand::scoring
