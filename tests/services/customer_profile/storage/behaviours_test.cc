#include <cmath>
#include <map>
#include <random>

#include "services/customer_profile/storage/sql_behaviour_store.h"
#include "tests/services/customer_profile/storage/store_fixture.h"

namespace bestand::customer_profile {
namespace {

constexpr int64_t kDay = 15000;  // 2011-01-26

int MonthOf(int64_t day) {
  const absl::CivilDay date = absl::CivilDay(1970, 1, 1) + day;
  return static_cast<int>(date.year()) * 12 + date.month();
}

struct Day {
  int64_t value = 0, items = 0;
  bool bought = false;
};

// What a customer's purchases say, from the lines themselves.
Behaviour BruteForce(const std::vector<OwnedRow>& rows, const std::string& customer, int64_t end) {
  std::map<int64_t, Day> days;
  for (const OwnedRow& row : rows) {
    if (row.customer_id != customer || row.day > end) continue;
    Day& day = days[row.day];
    day.value += row.quantity * row.unit_price_minor;
    const bool bought = row.quantity > 0 && row.unit_price_minor > 0;
    day.items += bought;
    day.bought |= bought;
  }
  std::vector<int64_t> purchases;
  for (const auto& [number, day] : days) {
    if (day.bought && day.value > 0) purchases.push_back(number);
  }
  Behaviour found{.customer_id = customer, .bucket = BucketOf(customer)};
  if (purchases.empty()) return found;
  const int64_t first = purchases.front(), last = purchases.back();
  int64_t returned = 0;
  for (const auto& [number, day] : days) {
    const bool earlier = 2 * (number - first) <= last - first;
    if (earlier) found.earlier_value_minor += day.value;
    if (number > last) returned -= day.value;
    if (!(day.bought && day.value > 0)) continue;
    found.items += day.items;
    if (earlier) found.earlier_items += day.items;
    const int back = MonthOf(last) - MonthOf(number);
    if (back < 63) found.bought_months |= int64_t{1} << back;
  }
  for (size_t i = 1; i < purchases.size(); ++i) {
    found.log_gaps_milli +=
        std::llround(1000 * std::log(static_cast<double>(purchases[i] - purchases[i - 1])));
  }
  const double part = static_cast<double>(returned) / static_cast<double>(days[last].value);
  found.returned_permille = std::min<int64_t>(std::llround(part * 1000), 1000);
  return found;
}

class BehavioursTest : public StoreTest {
 protected:
  Behaviour Of(const std::string& customer, std::optional<int64_t> as_of = {}) {
    const auto found = behaviours.Find({&customer, 1}, as_of);
    EXPECT_TRUE(found.ok()) << found.status();
    return found.ok() && !found->empty() ? (*found)[0] : Behaviour{};
  }
  void Contact(const std::string& customer, int64_t day, Direction direction = Direction::kOutbound) {
    const Interaction interaction{
        .interaction_id = NewUuid(), .direction = direction, .channel = 1, .event_time = NoonOf(day)};
    ASSERT_TRUE(history.Record(customer, interaction).ok());
  }

  SqlBehaviourStore behaviours{*database, company};
};

TEST_F(BehavioursTest, AreWhatTheLinesSayNowAndOnPastDays) {
  std::mt19937 random(5);
  const auto draw = [&](uint32_t most) { return static_cast<int64_t>(random() % most); };
  std::vector<OwnedRow> rows;
  for (int row = 0; row < 900; ++row) {
    rows.push_back({"c" + std::to_string(draw(40)), "R" + std::to_string(row), "p" + std::to_string(draw(20)),
                    draw(4) == 0 ? -1 - draw(3) : 1 + draw(5), draw(8) == 0 ? 0 : draw(5000),
                    kDay + draw(3000)});
  }
  // In two imports, so that behaviours are reckoned anew.
  ASSERT_TRUE(Import({rows.begin(), rows.begin() + 500}).ok());
  ASSERT_TRUE(Import({rows.begin() + 500, rows.end()}).ok());
  for (const std::optional<int64_t> as_of : {std::optional<int64_t>{}, std::optional<int64_t>{kDay + 1400}}) {
    std::map<std::string, Behaviour> streamed;
    ASSERT_TRUE(behaviours
                    .Stream({.as_of = as_of},
                            [&](const Behaviour& behaviour) {
                              streamed[behaviour.customer_id] = behaviour;
                              return absl::OkStatus();
                            })
                    .ok());
    EXPECT_EQ(streamed.size(), 40u);
    for (const auto& [customer, behaviour] : streamed) {
      const Behaviour expected = BruteForce(rows, customer, as_of.value_or(kDay + 3000));
      EXPECT_EQ(behaviour, expected) << customer;
      EXPECT_EQ(Of(customer, as_of), expected) << customer;
    }
  }
}

TEST_F(BehavioursTest, CountTheLinesOfAPurchaseRecordedAlone) {
  MakeCustomer("a");
  ASSERT_TRUE(
      purchases.Record({"a", "shop", "1", NoonOf(kDay), "EUR", {{"p", "P", 2, 300}, {"q", "Q", 1, 100}}})
          .ok());
  EXPECT_EQ(Of("a").items, 2);
  EXPECT_EQ(Of("a").bought_months, 1);
  ASSERT_TRUE(purchases.Record({"a", "shop", "2", NoonOf(kDay + 9), "EUR", {{"p", "P", -1, 300}}}).ok());
  EXPECT_EQ(Of("a").returned_permille, 429);
  EXPECT_EQ(Of("a", kDay).returned_permille, 0);
}

TEST_F(BehavioursTest, ForgetAPurchaseThatWasAllGivenBackOnItsDay) {
  ASSERT_TRUE(Import({{"a", "1", "p", 1, 500, kDay}}).ok());
  ASSERT_TRUE(Import({{"a", "2", "p", -1, 500, kDay}}).ok());
  EXPECT_EQ(Of("a"), (Behaviour{.customer_id = "a", .bucket = BucketOf("a")}));
  int shown = 0;
  ASSERT_TRUE(behaviours.Stream({}, [&](const Behaviour&) { return ++shown, absl::OkStatus(); }).ok());
  EXPECT_EQ(shown, 0);
}

TEST_F(BehavioursTest, CountContactsSinceTheLastPurchase) {
  ASSERT_TRUE(Import({{"a", "1", "p", 1, 500, kDay}}).ok());
  for (const int64_t day : {kDay - 5, kDay, kDay + 3, kDay + 80, kDay + 100}) Contact("a", day);
  Contact("a", kDay + 101, Direction::kInbound);
  EXPECT_EQ(Of("a").unanswered_contacts, 3);
  EXPECT_EQ(Of("a").recent_contacts, 2);  // 90 days up to the last one: +11 to +100
  EXPECT_EQ(Of("a").last_inbound_day, kDay + 101);
  const Behaviour then = Of("a", kDay + 90);
  EXPECT_EQ(then.unanswered_contacts, 2);
  EXPECT_EQ(then.recent_contacts, 4);
  EXPECT_EQ(then.last_inbound_day, std::nullopt);
  // Buying is an answer.
  ASSERT_TRUE(Import({{"a", "2", "p", 1, 500, kDay + 110}}).ok());
  EXPECT_EQ(Of("a").unanswered_contacts, 0);
}

TEST_F(BehavioursTest, KnowComplaintsWhileTheyAreOpen) {
  ASSERT_TRUE(Import({{"a", "1", "p", 1, 500, kDay}}).ok());
  const Complaint complaint{.complaint_id = NewUuid(), .subject = "late", .open_time = NoonOf(kDay + 5)};
  ASSERT_TRUE(history.Record("a", complaint).ok());
  EXPECT_EQ(Of("a").open_complaints, 1);
  EXPECT_EQ(Of("a", kDay + 4).open_complaints, 0);
  EXPECT_EQ(Of("a", kDay + 5).open_complaints, 1);
  ASSERT_TRUE(history.Resolve("a", complaint.complaint_id).ok());
  EXPECT_EQ(Of("a").open_complaints, 0);
  EXPECT_EQ(Of("a", kDay + 5).open_complaints, 1);  // resolved today, open then
}

}  // namespace
}  // namespace bestand::customer_profile
