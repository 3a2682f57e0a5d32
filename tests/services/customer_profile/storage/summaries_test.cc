#include <algorithm>
#include <map>
#include <random>

#include "common/id/id.h"
#include "tests/services/customer_profile/storage/store_fixture.h"

namespace bestand::customer_profile {
namespace {

constexpr int64_t kFirstDay = 15000, kLastDay = 15090;  // of all rows here

// What a customer's lines from one day to another come to, returns taken off.
int64_t NetOf(const std::vector<OwnedRow>& rows, const std::string& customer, int64_t first, int64_t last) {
  int64_t sum = 0;
  for (const OwnedRow& row : rows) {
    const bool in = row.customer_id == customer && row.day >= first && row.day <= last;
    sum += in ? row.quantity * row.unit_price_minor : 0;
  }
  return sum;
}

// What a customer bought on a day, whatever came back.
int64_t GrossOf(const std::vector<OwnedRow>& rows, const std::string& customer, int64_t day) {
  int64_t sum = 0;
  for (const OwnedRow& row : rows) {
    const bool in = row.customer_id == customer && row.day == day && row.quantity > 0;
    sum += in ? row.quantity * row.unit_price_minor : 0;
  }
  return sum;
}

// What a customer's summary should be, from the lines themselves and not, as the product has it, from days.
BulkSummary BruteForce(const std::vector<OwnedRow>& rows, const std::string& customer,
                       const SummaryWindow& window) {
  const int64_t end = window.as_of.value_or(kLastDay);
  BulkSummary bulk;
  std::vector<int64_t> bought_days;
  for (int64_t day = kFirstDay; day <= kLastDay; ++day) {
    const bool bought = GrossOf(rows, customer, day) > 0 && NetOf(rows, customer, day, day) > 0;
    if (bought && day <= end) bought_days.push_back(day);
    bulk.holdout_repeats += bought && day > end && day <= window.holdout_until.value_or(end);
  }
  bulk.summary.total_value_minor = NetOf(rows, customer, kFirstDay, end);
  if (bought_days.empty()) return bulk;
  const int64_t later = bulk.summary.total_value_minor - NetOf(rows, customer, kFirstDay, bought_days[0]);
  bulk.summary.repeat_value_minor = later < 0 ? 0 : later;
  bulk.summary.first_day = bought_days.front();
  bulk.summary.last_day = bought_days.back();
  bulk.summary.repeats = static_cast<int64_t>(bought_days.size()) - 1;
  const double middle = (bought_days.front() + bought_days.back()) / 2.0;
  bulk.summary.earlier_repeats = std::count_if(bought_days.begin() + 1, bought_days.end(), [&](int64_t day) {
    return static_cast<double>(day) <= middle;
  });
  return bulk;
}

std::vector<OwnedRow> RandomRows(int count, uint32_t seed) {
  std::mt19937 random(seed);
  const auto draw = [&](int most) { return static_cast<int>(random() % static_cast<uint32_t>(most)); };
  std::vector<OwnedRow> rows;
  for (int row = 0; row < count; ++row) {
    rows.push_back({"c" + std::to_string(draw(60)), "R" + std::to_string(row), "p" + std::to_string(draw(20)),
                    draw(4) == 0 ? -1 - draw(3) : 1 + draw(5), draw(8) == 0 ? 0 : draw(5000),
                    15000 + draw(90)});
  }
  return rows;
}

class SummariesTest : public StoreTest {
 protected:
  std::map<std::string, BulkSummary> Streamed(const PurchaseStore::BulkOrder& order) {
    std::map<std::string, BulkSummary> all;
    std::pair<int, std::string> last{-1, ""};
    const absl::Status status = purchases.Stream(order, [&](const BulkSummary& bulk) {
      const std::pair<int, std::string> place{bulk.bucket, std::string(bulk.customer_id)};
      EXPECT_LT(last, place);
      EXPECT_EQ(bulk.bucket, BucketOf(bulk.customer_id));
      last = place;
      all[place.second] = bulk;
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return all;
  }

  void ExpectBruteForce(const std::vector<OwnedRow>& rows, const SummaryWindow& window) {
    const auto streamed = Streamed({.window = window});
    size_t bought = 0;
    for (int customer = 0; customer < 60; ++customer) {
      const std::string id = "c" + std::to_string(customer);
      const BulkSummary expected = BruteForce(rows, id, window);
      EXPECT_EQ(*purchases.Summary(id, window.as_of), expected.summary) << id;
      if (!expected.summary.first_day.has_value()) continue;
      ++bought;
      ASSERT_TRUE(streamed.contains(id));
      EXPECT_EQ(streamed.at(id).summary, expected.summary) << id;
      EXPECT_EQ(streamed.at(id).holdout_repeats, expected.holdout_repeats) << id;
    }
    EXPECT_EQ(streamed.size(), bought);
  }
};

TEST_F(SummariesTest, EqualABruteForceRecomputationAfterEachWrite) {
  const auto rows = RandomRows(600, 7);
  ASSERT_TRUE(Import({rows.begin(), rows.begin() + 300}).ok());
  ASSERT_TRUE(Import({rows.begin() + 200, rows.begin() + 500}).ok());
  for (size_t at = 500; at < rows.size(); ++at) {
    const OwnedRow& row = rows[at];
    if (!customers.Find(row.customer_id).ok()) MakeCustomer(row.customer_id);
    const Purchase purchase{row.customer_id, "shop",
                            row.external_id, NoonOf(row.day),
                            "EUR",           {{row.product_id, "", row.quantity, row.unit_price_minor}}};
    ASSERT_TRUE(*purchases.Record(purchase));
    ASSERT_FALSE(*purchases.Record(purchase));
  }
  for (int customer = 0; customer < 60; ++customer) {
    const std::string id = "c" + std::to_string(customer);
    if (!customers.Find(id).ok()) MakeCustomer(id);
  }
  ExpectBruteForce(rows, {});
  for (const int64_t as_of : {14999, 15000, 15020, 15044, 15089}) {
    ExpectBruteForce(rows, {.as_of = as_of, .holdout_until = as_of + 20});
  }
}

TEST_F(SummariesTest, ACancelledDayIsNoPurchaseDayHoweverItCameIn) {
  ASSERT_TRUE(Import({{"anna", "R1", "p", 2, 145, 15000}, {"anna", "R2", "p", 80'995, 208, 15050}}).ok());
  EXPECT_EQ(Streamed({})["anna"].summary.repeats, 1);
  ASSERT_TRUE(Import({{"anna", "C2", "p", -80'995, 208, 15050}}).ok());
  const PurchaseSummary expected{.first_day = 15000, .last_day = 15000, .total_value_minor = 290};
  EXPECT_EQ(Streamed({})["anna"].summary, expected);
  EXPECT_EQ(Streamed({.window = {.as_of = 15060}})["anna"].summary, expected);
  EXPECT_EQ(Streamed({.window = {.as_of = 15010, .holdout_until = 15060}})["anna"].holdout_repeats, 0);
  ASSERT_TRUE(*purchases.Record({"anna", "shop", "C1", NoonOf(15000), "EUR", {{"p", "", -2, 145}}}));
  EXPECT_FALSE(purchases.Summary("anna", std::nullopt)->first_day.has_value());
  EXPECT_TRUE(Streamed({}).empty());
}

TEST_F(SummariesTest, StreamBucketByBucketGivesEachCustomerOnce) {
  ASSERT_TRUE(Import(RandomRows(400, 3)).ok());
  const auto all = Streamed({});
  size_t parts = 0;
  for (int first = 0; first < 1024; first += 256) {
    parts += Streamed({.first_bucket = first, .end_bucket = first + 256}).size();
  }
  EXPECT_EQ(parts, all.size());
}

TEST_F(SummariesTest, KnowTheDayLastAddressedAlsoInThePast) {
  ASSERT_TRUE(Import({{"anna", "R1", "p", 1, 100, 15000}}).ok());
  for (const int64_t day : {15030, 15010}) {
    ASSERT_TRUE(history
                    .Record("anna", Interaction{.interaction_id = NewUuid(),
                                                .direction = Direction::kOutbound,
                                                .event_time = NoonOf(day)})
                    .ok());
  }
  EXPECT_EQ(Streamed({})["anna"].summary.last_outbound_day, 15030);
  EXPECT_EQ(Streamed({.window = {.as_of = 15020}})["anna"].summary.last_outbound_day, 15010);
  EXPECT_EQ(Streamed({.window = {.as_of = 15005}})["anna"].summary.last_outbound_day, std::nullopt);
  EXPECT_EQ(purchases.Summary("anna", 15020)->last_outbound_day, 15010);
  EXPECT_EQ(purchases.Summary("anna", std::nullopt)->last_outbound_day, 15030);
}

TEST_F(SummariesTest, ADayIsADayInTheCompanysTimeZone) {
  MakeCustomer("anna");
  const absl::Time late = absl::FromCivil(absl::CivilMinute(2011, 6, 30, 23, 30), absl::UTCTimeZone());
  ASSERT_TRUE(*purchases.Record({"anna", "shop", "1", late, "EUR", {{"p", "", 1, 100}}}));
  EXPECT_EQ(purchases.Summary("anna", std::nullopt)->first_day,
            absl::CivilDay(2011, 7, 1) - absl::CivilDay(1970, 1, 1));
}

TEST_F(SummariesTest, TheSpanReachesFromTheFirstToTheLastPurchaseOfAll) {
  EXPECT_EQ(purchases.Span()->customers, 0);
  EXPECT_FALSE(purchases.Span()->first_day.has_value());
  ASSERT_TRUE(Import({{"anna", "R1", "p", 1, 100, 15010},
                      {"anna", "R2", "p", 1, 100, 15030},
                      {"bert", "R3", "p", 1, 100, 15020},
                      {"carl", "R4", "p", -1, 100, 15090}})
                  .ok());
  const auto span = purchases.Span();
  ASSERT_TRUE(span.ok()) << span.status();
  EXPECT_EQ(span->customers, 2);  // who only gave back has bought nothing
  EXPECT_EQ(*span->first_day, 15010);
  EXPECT_EQ(*span->last_day, 15030);
}

// More customers than are read together, so that pages meet within a bucket and between buckets.
TEST_F(SummariesTest, AStreamOfManyPagesGivesEachCustomerOnceInOrder) {
  std::vector<OwnedRow> rows;
  for (int row = 0; row < 9000; ++row) {
    rows.push_back({"c" + std::to_string(row), "R" + std::to_string(row), "p", 1, 100, 15000 + row % 50});
  }
  ASSERT_TRUE(Import(rows).ok());
  std::vector<std::pair<int, std::string>> seen;
  ASSERT_TRUE(purchases
                  .Stream({.first_bucket = 3, .end_bucket = 1000},
                          [&](const BulkSummary& bulk) {
                            seen.emplace_back(bulk.bucket, std::string(bulk.customer_id));
                            return absl::OkStatus();
                          })
                  .ok());
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end());
  const auto expected = std::count_if(rows.begin(), rows.end(), [](const OwnedRow& row) {
    return BucketOf(row.customer_id) >= 3 && BucketOf(row.customer_id) < 1000;
  });
  EXPECT_EQ(static_cast<int64_t>(seen.size()), expected);
}

}  // namespace
}  // namespace bestand::customer_profile
