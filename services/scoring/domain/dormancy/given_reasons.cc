#include "services/scoring/domain/dormancy/given_reasons.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {

Share WilsonShare(int64_t k, int64_t n) {
  if (n == 0) return {};
  constexpr double kZ = 1.959963984540054;  // 95 %
  const double size = static_cast<double>(n), share = static_cast<double>(k) / size;
  const double widen = 1 + kZ * kZ / size;
  const double middle = (share + kZ * kZ / (2 * size)) / widen;
  const double half = kZ / widen * std::sqrt(share * (1 - share) / size + kZ * kZ / (4 * size * size));
  return {share, std::max(middle - half, 0.), std::min(middle + half, 1.)};
}

void ReasonCounts::Add(const ReasonGroup& group, std::string_view reason, std::string_view customer_id) {
  Group& counted = groups_[group];
  counted.customers.emplace(customer_id);
  counted.by_reason[std::string(reason)].emplace(customer_id);
}

std::vector<CountedReason> ReasonCounts::Counts() const {
  std::vector<CountedReason> counts;
  for (const auto& [group, counted] : groups_) {
    const auto all = static_cast<int64_t>(counted.customers.size());
    for (const auto& [reason, customers] : counted.by_reason) {
      const auto gave = static_cast<int64_t>(customers.size());
      counts.push_back({group, reason, gave, all, WilsonShare(gave, all)});
    }
  }
  std::ranges::stable_sort(counts, [](const CountedReason& one, const CountedReason& other) {
    return std::tie(one.group, other.customers) < std::tie(other.group, one.customers);
  });
  return counts;
}

}  // namespace bestand::scoring
