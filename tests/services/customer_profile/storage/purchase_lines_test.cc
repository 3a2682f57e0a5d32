#include <set>

#include "services/customer_profile/storage/sql_purchase_line_store.h"
#include "tests/services/customer_profile/storage/store_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Writes down what it is shown, one text each: "anna", "anna never q", "anna p day quantity value".
class Notes : public LineSink {
 public:
  absl::Status TakeCustomer(std::string_view customer_id, int bucket) override {
    EXPECT_EQ(bucket, BucketOf(customer_id));
    places.emplace_back(bucket, customer_id);
    all.emplace_back(customer_id);
    return absl::OkStatus();
  }
  absl::Status TakeRefused(std::string_view product_id) override {
    all.push_back(places.back().second + " never " + std::string(product_id));
    return absl::OkStatus();
  }
  absl::Status TakeLine(const BulkLine& line) override {
    if (all.size() >= most) return absl::CancelledError("enough");
    all.push_back(places.back().second + " " + std::string(line.product_id) + " " + std::to_string(line.day) +
                  " " + std::to_string(line.quantity) + " " + std::to_string(line.value_minor));
    return absl::OkStatus();
  }

  std::vector<std::pair<int, std::string>> places;
  std::vector<std::string> all;
  size_t most = 1'000'000;
};

class PurchaseLinesTest : public StoreTest {
 protected:
  std::vector<std::string> Streamed(const LineOrder& order) {
    Notes notes;
    const absl::Status status = lines.Stream(order, notes);
    EXPECT_TRUE(status.ok()) << status;
    return notes.all;
  }

  void Refuse(const std::string& customer_id, const std::string& attribute, Attitude attitude) {
    ASSERT_TRUE(history.SetPreference(customer_id, {attribute, "q", attitude, true}).ok());
  }

  SqlPurchaseLineStore lines{*database};
};

TEST_F(PurchaseLinesTest, ComeByDayWithReturnsAndValues) {
  ASSERT_TRUE(Import({{"anna", "2", "p", 3, 250, 15007},
                      {"anna", "1", "q", 1, 100, 15000},
                      {"anna", "3", "p", -1, 250, 15009}})
                  .ok());
  EXPECT_THAT(Streamed({}),
              ElementsAre("anna", "anna q 15000 1 100", "anna p 15007 3 750", "anna p 15009 -1 -250"));
}

TEST_F(PurchaseLinesTest, EndWithTheDayAskedFor) {
  ASSERT_TRUE(Import({{"anna", "1", "q", 1, 100, 15000}, {"anna", "2", "p", 1, 100, 15001}}).ok());
  EXPECT_THAT(Streamed({.as_of = 15000}), ElementsAre("anna", "anna q 15000 1 100"));
  EXPECT_THAT(Streamed({.as_of = 14999}), ElementsAre("anna"));
}

TEST_F(PurchaseLinesTest, TellWhatACustomerNeverWants) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 1, 100, 15000}}).ok());
  Refuse("anna", "product", Attitude::kNever);
  EXPECT_THAT(Streamed({}), ElementsAre("anna", "anna never q", "anna p 15000 1 100"));
  Refuse("anna", "product", Attitude::kDislike);
  Refuse("anna", "colour", Attitude::kNever);
  EXPECT_THAT(Streamed({}), ElementsAre("anna", "anna p 15000 1 100"));
}

TEST_F(PurchaseLinesTest, OfSomeCustomersLeaveOutUnknownOnesAndKeepThoseWithoutAny) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 1, 100, 15000}, {"carl", "2", "p", 1, 100, 15000}}).ok());
  MakeCustomer("bert");
  EXPECT_THAT(Streamed({.customer_ids = {"nobody", "bert", "anna"}}),
              ElementsAre("anna", "anna p 15000 1 100", "bert"));
  EXPECT_THAT(Streamed({.customer_ids = {"nobody"}}), IsEmpty());
}

// More customers than one page holds.
TEST_F(PurchaseLinesTest, ComeBucketByBucketOnceEach) {
  std::vector<OwnedRow> rows;
  for (int at = 0; at < 1200; ++at) {
    rows.push_back({"c" + std::to_string(at % 600), "R" + std::to_string(at), "p", 1, 100, 15000 + at});
  }
  ASSERT_TRUE(Import(rows).ok());
  Notes whole;
  ASSERT_TRUE(lines.Stream({}, whole).ok());
  EXPECT_EQ(whole.all.size(), 600u + 1200u);
  EXPECT_EQ(std::set(whole.places.begin(), whole.places.end()).size(), 600u);
  EXPECT_TRUE(std::is_sorted(whole.places.begin(), whole.places.end()));
  Notes parts;
  for (int first = 0; first < 1024; first += 256) {
    ASSERT_TRUE(lines.Stream({.first_bucket = first, .end_bucket = first + 256}, parts).ok());
  }
  EXPECT_EQ(parts.all, whole.all);
}

TEST_F(PurchaseLinesTest, EndWhenTheyAreNotWanted) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 1, 100, 15000}, {"anna", "2", "p", 1, 100, 15001}}).ok());
  Notes notes;
  notes.most = 2;
  EXPECT_TRUE(absl::IsCancelled(lines.Stream({}, notes)));
  EXPECT_EQ(notes.all.size(), 2u);
}

TEST_F(PurchaseLinesTest, OfNobodyAreNone) { EXPECT_THAT(Streamed({}), IsEmpty()); }

}  // namespace
}  // namespace bestand::customer_profile
