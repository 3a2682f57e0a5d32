#include "services/gateway/domain/page_views.h"

namespace bestand::gateway {
namespace {

constexpr size_t kMostCounts = 1000;  // what consent takes at once

}  // namespace

void PageViews::Count(std::string_view campaign, ViewedPage page) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find({std::string(campaign), page});
  if (found != counts_.end()) {
    ++found->second;
  } else if (counts_.size() < kMostCounts) {
    counts_[{std::string(campaign), page}] = 1;
  }
}

std::vector<ViewCount> PageViews::Take() {
  const std::lock_guard lock(mutex_);
  std::vector<ViewCount> taken;
  for (const auto& [what, count] : counts_) taken.push_back({what.first, what.second, count});
  counts_.clear();
  return taken;
}

}  // namespace bestand::gateway
