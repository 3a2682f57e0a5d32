#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace bestand::scoring {

// A share and the interval that holds it in 19 of 20 cases.
struct Share {
  double share = 0, low = 0, high = 1;
};

// Returns k of n with its interval, which stays within [0, 1]; n = 0 says nothing: 0 to 1.
// Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
Share WilsonShare(int64_t k, int64_t n);

// Which customers are counted together.
struct ReasonGroup {
  int state = -1;  // DormancyState; -1 without a score
  bool companies = false;

  auto operator<=>(const ReasonGroup&) const = default;
};

struct CountedReason {
  ReasonGroup group;
  std::string reason;
  int64_t customers = 0;        // who gave it
  int64_t group_customers = 0;  // who gave any
  Share share;
};

// Counts who gave which reason. One thread at a time.
class ReasonCounts {
 public:
  // The same reason of the same customer counts once.
  void Add(const ReasonGroup& group, std::string_view reason, std::string_view customer_id);

  // Returns the counts by group, then most often first, then by reason.
  std::vector<CountedReason> Counts() const;

 private:
  struct Group {
    std::set<std::string> customers;
    std::map<std::string, std::set<std::string>> by_reason;
  };
  std::map<ReasonGroup, Group> groups_;
};

}  // namespace bestand::scoring
