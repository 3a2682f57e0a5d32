#include <random>
#include <thread>

#include "tests/services/customer_profile/storage/store_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<OwnedRow> SomeRows() {
  return {{"anna", "R1", "p1", 2, 500, 15000},
          {"anna", "R1", "p2", 1, 250, 15000},
          {"anna", "R2", "p1", -1, 500, 15010},
          {"ben", "R3", "p3", 1, 100, 15005}};
}

TEST_F(StoreTest, ImportMakesCustomersProductsAndLines) {
  const auto report = Import(SomeRows());
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->rows, 4);
  EXPECT_EQ(report->imported, 4);
  EXPECT_EQ(report->unchanged, 0);
  EXPECT_EQ(report->new_customers, 2);
  EXPECT_EQ(report->new_products, 3);
  EXPECT_EQ(report->first_purchase, NoonOf(15000));
  EXPECT_EQ(report->last_purchase, NoonOf(15010));
  EXPECT_EQ(customers.Find("anna")->country, "DE");
  EXPECT_EQ(products.Find("p2")->display_name, "Name");
  EXPECT_EQ(*purchases.Currency(), "EUR");
}

TEST_F(StoreTest, ImportNetsReturns) {
  ASSERT_TRUE(Import(SomeRows()).ok());
  const auto summary = purchases.Summary("anna", std::nullopt);
  EXPECT_EQ(summary->first_day, 15000);
  EXPECT_EQ(summary->last_day, 15000);
  EXPECT_EQ(summary->repeats, 0);
  EXPECT_EQ(summary->total_value_minor, 750);
  EXPECT_EQ(FindLastContact("anna")->last_purchase, NoonOf(15000));
}

TEST_F(StoreTest, ImportingTheSameTwiceChangesNothing) {
  ASSERT_TRUE(Import(SomeRows()).ok());
  const auto summary = purchases.Summary("anna", std::nullopt);
  const size_t told = AllChanges().size();
  const auto again = Import(SomeRows());
  EXPECT_EQ(again->imported, 0);
  EXPECT_EQ(again->unchanged, 4);
  EXPECT_EQ(again->new_customers, 0);
  EXPECT_EQ(again->new_products, 0);
  EXPECT_EQ(*purchases.Summary("anna", std::nullopt), *summary);
  EXPECT_EQ(AllChanges().size(), told);
}

TEST_F(StoreTest, ImportInTwoHalvesIsTheSameAsInOne) {
  const auto rows = SomeRows();
  ASSERT_TRUE(Import({rows.begin(), rows.begin() + 2}).ok());
  ASSERT_TRUE(Import({rows.begin() + 2, rows.end()}).ok());
  const auto whole = Import(rows);
  EXPECT_EQ(whole->imported, 0);
  EXPECT_EQ(purchases.Summary("anna", std::nullopt)->total_value_minor, 750);
}

TEST_F(StoreTest, EqualLinesOfOnePurchaseStayApart) {
  const std::vector<OwnedRow> rows(3, {"anna", "R1", "p1", 1, 100, 15000});
  EXPECT_EQ(Import(rows)->imported, 3);
  EXPECT_EQ(Import(rows)->unchanged, 3);
  EXPECT_EQ(purchases.Summary("anna", std::nullopt)->total_value_minor, 300);
}

// As when a list is read again with another --time-zone.
TEST_F(StoreTest, TheSameLinesAtOtherTimesAreTheSame) {
  std::vector<OwnedRow> rows = SomeRows();
  rows.push_back(rows[0]);
  ASSERT_EQ(Import(rows)->imported, 5);
  const auto summary = purchases.Summary("anna", std::nullopt);
  for (OwnedRow& row : rows) row.day += 1;
  const auto again = Import(rows);
  EXPECT_EQ(again->imported, 0);
  EXPECT_EQ(again->unchanged, 5);
  EXPECT_EQ(*purchases.Summary("anna", std::nullopt), *summary);
}

TEST_F(StoreTest, EqualLinesOfOnePurchaseAtTwoTimesStayTwo) {
  std::vector<OwnedRow> rows(2, {"anna", "R1", "p1", 1, 100, 15000});
  rows[1].day = 15001;
  EXPECT_EQ(Import(rows)->imported, 2);
  EXPECT_EQ(Import(rows)->unchanged, 2);
  EXPECT_EQ(purchases.Summary("anna", std::nullopt)->repeats, 1);
}

TEST_F(StoreTest, TheSameNumberInAnotherSourceIsAnotherPurchase) {
  ASSERT_TRUE(Import(SomeRows(), {.source = "shop"}).ok());
  EXPECT_EQ(Import(SomeRows(), {.source = "till"})->imported, 4);
}

TEST_F(StoreTest, FreeLinesMakeNoPurchaseDay) {
  ASSERT_TRUE(Import({{"anna", "R1", "p1", 1, 0, 15000}}).ok());
  EXPECT_FALSE(purchases.Summary("anna", std::nullopt)->first_day.has_value());
  EXPECT_FALSE(FindLastContact("anna")->last_purchase.has_value());
}

TEST_F(StoreTest, ADryRunReportsTheSameAndStoresNothing) {
  const auto report = Import(SomeRows(), {.dry_run = true});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->dry_run);
  EXPECT_EQ(report->imported, 4);
  EXPECT_EQ(report->new_customers, 2);
  EXPECT_EQ(report->new_products, 3);
  EXPECT_EQ(ReasonOf(customers.Find("anna").status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(*purchases.Currency(), "");
  EXPECT_THAT(AllChanges(), IsEmpty());
  EXPECT_EQ(Import(SomeRows())->imported, 4);
}

TEST_F(StoreTest, AnImportIdThatWasCompletedGivesItsReportAgain) {
  const std::string id = NewUuid();
  ASSERT_TRUE(Import(SomeRows(), {.import_id = id}).ok());
  const auto again = Import({{"carl", "R9", "p1"}}, {.import_id = id});
  EXPECT_EQ(again->imported, 4);
  EXPECT_EQ(ReasonOf(customers.Find("carl").status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(Import({}, {.import_id = id, .source = "till"}).status()), "REQUEST_ID_REUSED");
}

TEST_F(StoreTest, AnImportThatBrokeOffIsCompletedByTheSameRows) {
  const std::string id = NewUuid();
  const auto broken =
      imports.Import({id, "shop", "EUR"}, [](RowSink& sink) -> absl::StatusOr<RejectedFormat> {
        RETURN_IF_ERROR(sink.Reject({.line = 1, .reason = "bad", .raw = "x"}));
        RETURN_IF_ERROR(sink.Flush());
        return absl::CancelledError("gone");
      });
  EXPECT_FALSE(broken.ok());
  EXPECT_EQ(ReasonOf(imports.Find(id).status()), "IMPORT_UNKNOWN");
  EXPECT_EQ(Import(SomeRows(), {.import_id = id})->imported, 4);
  EXPECT_EQ(imports.Find(id)->rejected, 0);
  EXPECT_THAT(imports.Find(id)->first_rejected, IsEmpty());
}

TEST_F(StoreTest, AnotherCurrencyIsRefused) {
  ASSERT_TRUE(Import(SomeRows()).ok());
  const auto other = Import(SomeRows(), {.source = "us", .currency_code = "USD"});
  EXPECT_EQ(ReasonOf(other.status()), "CURRENCY_MIXED");
}

TEST_F(StoreTest, RejectedRowsComeBackAsCsv) {
  const std::string id = NewUuid();
  const auto report =
      imports.Import({id, "shop", "EUR"}, [](RowSink& sink) -> absl::StatusOr<RejectedFormat> {
        for (int line = 2; line < 12'002; ++line) {
          RETURN_IF_ERROR(
              sink.Reject({line, "Menge", "x", line % 3 == 0 ? "odd" : "bad", "a;" + std::to_string(line)}));
        }
        return RejectedFormat{"Menge;Nr", ';'};
      });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->rejected, 12'000);
  EXPECT_EQ(report->rejections.at("odd"), 4'000);
  const auto found = imports.Find(id);
  EXPECT_EQ(found->rejections, report->rejections);
  ASSERT_EQ(found->first_rejected.size(), 20u);
  EXPECT_EQ(found->first_rejected[0].column, "Menge");
  std::string csv;
  ASSERT_TRUE(imports
                  .ExportRejected(id,
                                  [&](std::string_view piece) {
                                    csv += piece;
                                    return absl::OkStatus();
                                  })
                  .ok());
  EXPECT_EQ(csv.substr(0, 45), "reason;Menge;Nr\n\"bad\";a;2\n\"odd\";a;3\n\"bad\";a;4");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 12'001);
}

TEST_F(StoreTest, TwoImportsOfTheSameCustomersAtOnceLoseNothing) {
  std::vector<OwnedRow> left, right;
  for (int row = 0; row < 3000; ++row) {
    const std::string customer = "c" + std::to_string(row % 50);
    left.push_back({customer, "L" + std::to_string(row), "p", 1, 100, 15000 + row % 40});
    right.push_back({customer, "R" + std::to_string(row), "p", 1, 10, 15000 + row % 37});
  }
  std::thread other([&] { EXPECT_TRUE(Import(left).ok()); });
  const auto report = Import(right);
  other.join();
  ASSERT_TRUE(report.ok()) << report.status();
  for (int customer = 0; customer < 50; ++customer) {
    const auto summary = purchases.Summary("c" + std::to_string(customer), std::nullopt);
    EXPECT_EQ(summary->total_value_minor, 60 * 110);
    // The summary kept is the one the days give.
    auto past = purchases.Summary("c" + std::to_string(customer), 20000);
    EXPECT_EQ(*past, *summary);
  }
}

TEST_F(StoreTest, ALargeImportIsMergedInStepsAndTellsEachCustomerOnce) {
  std::vector<OwnedRow> rows;
  for (int row = 0; row < 130'000; ++row) {
    rows.push_back({"c" + std::to_string(row % 2000), "R" + std::to_string(row / 7),
                    "p" + std::to_string(row % 9), 1, 100, 14000 + row % 300});
  }
  const auto report = Import(rows);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->imported, 130'000);
  EXPECT_EQ(report->new_customers, 2000);
  EXPECT_EQ(AllChanges().size(), 2000u);
  EXPECT_EQ(Import(rows)->unchanged, 130'000);
}

}  // namespace
}  // namespace bestand::customer_profile
