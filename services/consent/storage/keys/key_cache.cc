#include "services/consent/storage/keys/key_cache.h"

#include <utility>

namespace bestand::consent {

std::vector<std::string> KeyCache::Take(std::span<const std::string> subjects, absl::Time now,
                                        SubjectKeys::Keys& found) {
  const std::lock_guard lock(mutex_);
  Age(now);
  std::vector<std::string> missing;
  for (const std::string& subject : subjects) {
    if (const auto young = young_.find(subject); young != young_.end()) {
      found.insert(*young);
    } else if (const auto old = old_.find(subject); old != old_.end()) {
      found.insert(*old);
    } else {
      missing.push_back(subject);
    }
  }
  return missing;
}

void KeyCache::Add(const SubjectKeys::Keys& keys, absl::Time now) {
  const std::lock_guard lock(mutex_);
  Age(now);
  young_.insert(keys.begin(), keys.end());
}

void KeyCache::Forget(std::span<const std::string> subjects) {
  const std::lock_guard lock(mutex_);
  for (const std::string& subject : subjects) {
    young_.erase(subject);
    old_.erase(subject);
  }
}

void KeyCache::Age(absl::Time now) {
  if (young_.size() < most_ && now < born_ + age_) return;
  old_ = std::exchange(young_, {});
  if (now >= born_ + 2 * age_) old_.clear();
  born_ = now;
}

}  // namespace bestand::consent
