#include <map>
#include <random>

#include "services/customer_profile/storage/sql_repeat_day_store.h"
#include "tests/services/customer_profile/storage/store_fixture.h"

namespace bestand::customer_profile {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RepeatDaysTest : public StoreTest {
 protected:
  RepeatDays Count(int64_t first_purchase_until, int64_t until) {
    const auto found = repeat_days.CountRepeatDays({first_purchase_until, until});
    EXPECT_TRUE(found.ok()) << found.status();
    return found.value_or(RepeatDays{});
  }

  SqlRepeatDayStore repeat_days{*database};
};

TEST_F(RepeatDaysTest, CountsEveryDayAfterTheFirstOnceACustomer) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 1, 100, 15000},
                      {"anna", "2", "p", 1, 100, 15007},
                      {"anna", "3", "q", 2, 100, 15007},
                      {"bert", "4", "p", 1, 100, 15001},
                      {"bert", "5", "p", 1, 100, 15007},
                      {"bert", "6", "p", 1, 100, 15009},
                      {"carl", "7", "p", 1, 100, 15007}})
                  .ok());
  const RepeatDays all = Count(15010, 15010);
  EXPECT_THAT(all.days, ElementsAre(15007, 15009));
  EXPECT_THAT(all.customers, ElementsAre(2, 1));
  EXPECT_THAT(Count(15000, 15010).customers, ElementsAre(1));
  EXPECT_THAT(Count(15010, 15008).days, ElementsAre(15007));
  EXPECT_THAT(Count(14999, 15010).days, IsEmpty());
}

TEST_F(RepeatDaysTest, CountsNoDayThatWasCancelledOrFree) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 1, 100, 15000},
                      {"anna", "2", "p", 3, 100, 15007},
                      {"anna", "3", "p", -3, 100, 15007},
                      {"anna", "4", "p", 1, 0, 15008},
                      {"anna", "5", "p", -1, 100, 15009}})
                  .ok());
  EXPECT_THAT(Count(15010, 15010).days, IsEmpty());
}

// What the models are fitted on and what is drawn beside them must be the same purchases.
TEST_F(RepeatDaysTest, AddUpToTheRepeatsOfTheSummaries) {
  std::mt19937 random(5);
  std::vector<OwnedRow> rows;
  for (int row = 0; row < 500; ++row) {
    rows.push_back({"c" + std::to_string(random() % 40), "R" + std::to_string(row), "p",
                    random() % 4 == 0 ? -1 : 2, 100, 15000 + static_cast<int64_t>(random() % 90)});
  }
  ASSERT_TRUE(Import(rows).ok());
  int64_t expected = 0, found = 0;
  ASSERT_TRUE(purchases
                  .Stream({.window = {.as_of = 15060}},
                          [&](const BulkSummary& bulk) {
                            expected += bulk.summary.repeats;
                            return absl::OkStatus();
                          })
                  .ok());
  for (const int64_t customers : Count(15060, 15060).customers) found += customers;
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace bestand::customer_profile
