#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestand::gateway {

// What of a campaign can be seen here. The numbers are those of consent's stages.
enum class ViewedPage {
  kScanned = 2,     // the form, by the printed code
  kFormOpened = 3,  // the form, by whatever way
  kPageOpened = 7,  // the page behind the confirmation mail
};

// How often one page of one campaign was seen.
struct ViewCount {
  std::string campaign;
  ViewedPage page = ViewedPage::kFormOpened;
  int64_t count = 0;
};

// Counts views by campaign in memory, and nothing about who viewed: so that looking at a page writes nothing
// anywhere. Threads may share it.
class PageViews {
 public:
  // Counts one; beyond 1,000 campaigns and pages at once it counts only those it knows.
  void Count(std::string_view campaign, ViewedPage page);

  // Returns what was counted since the last call.
  std::vector<ViewCount> Take();

 private:
  std::mutex mutex_;
  std::map<std::pair<std::string, ViewedPage>, int64_t> counts_;
};

}  // namespace bestand::gateway
