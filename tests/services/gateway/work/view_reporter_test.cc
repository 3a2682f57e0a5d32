#include "services/gateway/work/view_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/gateway/support/fake_desk.h"

namespace bestand::gateway {
namespace {

int64_t CountOf(const std::vector<ViewCount>& views, std::string_view campaign) {
  int64_t count = 0;
  for (const ViewCount& view : views) count += view.campaign == campaign ? view.count : 0;
  return count;
}

TEST(PageViews, AddUpByCampaignAndPage) {
  PageViews views;
  for (int i = 0; i < 3; ++i) views.Count("fair", ViewedPage::kScanned);
  views.Count("fair", ViewedPage::kPageOpened);
  views.Count("card", ViewedPage::kScanned);
  const auto taken = views.Take();
  EXPECT_EQ(taken.size(), 3u);
  EXPECT_EQ(CountOf(taken, "fair"), 4);
  EXPECT_TRUE(views.Take().empty());
}

TEST(PageViews, HoldNoMoreThanAThousandAndGoOnCountingThem) {
  PageViews views;
  for (int i = 0; i < 5000; ++i) views.Count("c" + std::to_string(i), ViewedPage::kFormOpened);
  views.Count("c7", ViewedPage::kFormOpened);
  const auto taken = views.Take();
  EXPECT_EQ(taken.size(), 1000u);
  EXPECT_EQ(CountOf(taken, "c7"), 2);
}

TEST(ViewReporter, TellsWhatWasCountedAtItsEnd) {
  PageViews views;
  FakeDesk desk;
  {
    const ViewReporter reporter(views, desk, absl::Hours(1));
    views.Count("fair", ViewedPage::kScanned);
  }
  ASSERT_EQ(desk.reports.size(), 1u);
  EXPECT_EQ(CountOf(desk.reports[0].second, "fair"), 1);
}

TEST(ViewReporter, TellsTheSameAgainUnderTheSameIdWhileConsentIsAway) {
  PageViews views;
  FakeDesk desk;
  desk.away = true;
  views.Count("fair", ViewedPage::kScanned);
  {
    const ViewReporter reporter(views, desk, absl::Milliseconds(1));
    absl::SleepFor(absl::Milliseconds(50));
  }
  ASSERT_GE(desk.reports.size(), 2u);
  EXPECT_EQ(desk.reports.front().first, desk.reports.back().first);
  EXPECT_EQ(CountOf(desk.reports.back().second, "fair"), 1);
}

}  // namespace
}  // namespace bestand::gateway
