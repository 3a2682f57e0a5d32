#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace bestand::consent {

// Which customers were judged before by what is stored here. A hint in 2 MB, however many there are:
// it never forgets one, and says yes of one it never saw with a chance of n / 16.8 million after n
// customers. Threads may share it.
class SeenCustomers {
 public:
  void Add(std::string_view customer) {
    const size_t bit = BitOf(customer);
    words_[bit / 64].fetch_or(uint64_t{1} << (bit % 64), std::memory_order_relaxed);
  }

  bool MayHold(std::string_view customer) const {
    const size_t bit = BitOf(customer);
    return (words_[bit / 64].load(std::memory_order_relaxed) >> (bit % 64) & 1) != 0;
  }

 private:
  static constexpr size_t kBits = size_t{1} << 24;

  static size_t BitOf(std::string_view customer) { return std::hash<std::string_view>()(customer) % kBits; }

  std::vector<std::atomic<uint64_t>> words_ = std::vector<std::atomic<uint64_t>>(kBits / 64);
};

}  // namespace bestand::consent
