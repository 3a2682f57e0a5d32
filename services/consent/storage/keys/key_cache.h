#pragma once

#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/consent/domain/vault/subject_keys.h"

namespace bestand::consent {

// Unwrapped keys that were used lately: in two generations, of which the older one goes when the younger is
// full or old. So memory is bounded, and no key is given out for longer than twice its time. Threads may
// share it.
class KeyCache {
 public:
  KeyCache(size_t most_of_generation, absl::Duration age) : most_(most_of_generation), age_(age) {}

  // Copies the keys that are here into `found`; returns whose are not.
  std::vector<std::string> Take(std::span<const std::string> subjects, absl::Time now,
                                SubjectKeys::Keys& found);

  void Add(const SubjectKeys::Keys& keys, absl::Time now);
  void Forget(std::span<const std::string> subjects);

 private:
  void Age(absl::Time now);

  const size_t most_;
  const absl::Duration age_;
  std::mutex mutex_;
  SubjectKeys::Keys young_, old_;
  absl::Time born_ = absl::InfinitePast();  // of the young ones
};

}  // namespace bestand::consent
