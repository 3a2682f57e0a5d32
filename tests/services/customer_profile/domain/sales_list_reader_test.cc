#include "services/customer_profile/domain/sales_list_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Rows : public RowSink {
 public:
  absl::Status Add(const PurchaseRow& row) override {
    good.push_back(std::string(row.customer_id) + "|" + std::string(row.external_id) + "|" +
                   std::string(row.product_id) + "|" + std::string(row.product_display_name) + "|" +
                   std::to_string(row.quantity) + "|" + std::to_string(row.unit_price_minor) + "|" +
                   absl::FormatTime("%Y-%m-%d %H:%M", row.purchase_time, absl::UTCTimeZone()) + "|" +
                   std::string(row.country));
    return absl::OkStatus();
  }
  absl::Status Reject(RejectedRow row) override {
    bad.push_back(std::to_string(row.line) + " " + row.column + "=" + row.value + ": " + row.reason);
    raw.push_back(row.raw);
    return absl::OkStatus();
  }
  absl::Status Flush() override { return absl::OkStatus(); }

  std::vector<std::string> good, bad, raw;
};

SalesListOptions Options() {
  return {.latest = absl::FromCivil(absl::CivilDay(2030, 1, 1), absl::UTCTimeZone())};
}

struct Outcome {
  absl::Status status;
  Rows rows;
};

Outcome Read(const std::vector<std::string_view>& pieces, SalesListOptions options = Options()) {
  Outcome outcome;
  SalesListReader reader(std::move(options));
  for (const std::string_view piece : pieces) outcome.status.Update(reader.Feed(piece, outcome.rows));
  if (outcome.status.ok()) outcome.status.Update(reader.Finish(outcome.rows));
  return outcome;
}

constexpr std::string_view kHeader =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

Outcome ReadRow(std::string_view row) { return Read({std::string(kHeader) + std::string(row) + "\n"}); }

TEST(SalesListReader, ReadsARetailersList) {
  const auto outcome = ReadRow("536365,85123A,WHITE HEART,6,2010-12-01T08:26:00Z,2.55,17850,United Kingdom");
  EXPECT_THAT(outcome.rows.good,
              ElementsAre("17850|536365|85123A|WHITE HEART|6|255|2010-12-01 08:26|United Kingdom"));
  EXPECT_THAT(outcome.rows.bad, IsEmpty());
}

TEST(SalesListReader, ReadsAGermanListInWindows1252) {
  const auto outcome =
      Read({"Kundennummer;Belegnummer;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Datum\r\n"
            "K1;R1;A1;K\xFC"
            "chenmesser 5 \x80;2;1.234,50;31.12.2011 08:26\r\n"});
  EXPECT_THAT(outcome.rows.good, ElementsAre("K1|R1|A1|Küchenmesser 5 €|2|123450|2011-12-31 08:26|"));
}

TEST(SalesListReader, TakesTimesAsLocalOnceAZoneIsGiven) {
  SalesListOptions options = Options();
  absl::TimeZone zone;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/London", &zone));
  options.zone = zone;
  const std::string text = std::string(kHeader) + "1,A,,1,2011-07-01T00:30:00Z,1,C1,\n";
  EXPECT_THAT(Read({text}, options).rows.good, ElementsAre("C1|1|A||1|100|2011-06-30 23:30|"));
  EXPECT_THAT(Read({text}).rows.good, ElementsAre("C1|1|A||1|100|2011-07-01 00:30|"));
}

TEST(SalesListReader, LetsTheCallerNameColumns) {
  SalesListOptions options = Options();
  options.columns = {{"customer_id", "Wer"}, {"quantity", "Wieviel"}};
  const auto outcome = Read({"Wer,Beleg,SKU,Wieviel,Preis,Datum\nC1,1,A,2,3.50,2011-01-01\n"}, options);
  EXPECT_THAT(outcome.rows.good, ElementsAre("C1|1|A||2|350|2011-01-01 00:00|"));
}

TEST(SalesListReader, SaysWhichColumnsAreMissing) {
  const auto outcome = Read({"InvoiceNo,StockCode,Quantity,InvoiceDate\n1,2,3,4\n"});
  EXPECT_EQ(ReasonOf(outcome.status), "IMPORT_FORMAT_UNKNOWN");
  EXPECT_EQ(FactsOf(outcome.status)["column"], "customer_id, unit_price");
}

TEST(SalesListReader, RefusesWhatIsNoList) {
  for (const std::string_view text :
       {std::string_view(""), std::string_view("\n\n"), std::string_view("\xFF\xFEK\0", 4),
        std::string_view("PK\x03\x04zip"), std::string_view("\0\0\0\0", 4)}) {
    EXPECT_EQ(ReasonOf(Read({text}).status), "IMPORT_FORMAT_UNKNOWN") << text;
  }
}

TEST(SalesListReader, TakesAFileWithAHeaderOnly) {
  const auto outcome = Read({kHeader});
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_THAT(outcome.rows.good, IsEmpty());
}

TEST(SalesListReader, RejectsEachKindOfBadRowWithLineColumnAndValue) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"1,A,,1,2011-01-01,1,,", "2 CustomerID=: customer id is missing"},
      {"1,A,,1,2011-01-01,1,a@b.test,",
       "2 CustomerID=a@b.test: customer id is not 1 to 64 of A-Z a-z 0-9 . _ ~ -"},
      {",A,,1,2011-01-01,1,C,", "2 InvoiceNo=: purchase number is missing"},
      {"1,,,1,2011-01-01,1,C,", "2 StockCode=: product id is missing"},
      {"1,A/B,,1,2011-01-01,1,C,",
       "2 StockCode=A/B: product id is not 1 to 64 printable characters without /"},
      {"1,A,,0,2011-01-01,1,C,", "2 Quantity=0: quantity is 0"},
      {"1,A,,1.5,2011-01-01,1,C,", "2 Quantity=1.5: quantity is not a whole number"},
      {"1,A,,,2011-01-01,1,C,", "2 Quantity=: quantity is missing"},
      {"1,A,,9999999999,2011-01-01,1,C,", "2 Quantity=9999999999: quantity is beyond 1,000,000,000"},
      {"1,A,,1,2011-01-01,-11062.06,C,", "2 UnitPrice=-11062.06: unit price is negative"},
      {"1,A,,1,2011-01-01,0.001,C,", "2 UnitPrice=0.001: unit price has more decimals than the currency"},
      {"1,A,,1,2011-01-01,free,C,", "2 UnitPrice=free: unit price is not a number"},
      {"1,A,,1,2011-01-01,,C,", "2 UnitPrice=: unit price is missing"},
      {"1,A,,1000000,2011-01-01,99999999,C,",
       "2 UnitPrice=99999999: value of the line is beyond 1,000,000,000,000 minor units"},
      {"1,A,,1,2011-02-30,1,C,", "2 InvoiceDate=2011-02-30: purchase time is not a date"},
      {"1,A,,1,9999-12-31,1,C,", "2 InvoiceDate=9999-12-31: purchase time is in the future"},
      {"1,A,,1,1899-12-31,1,C,", "2 InvoiceDate=1899-12-31: purchase time is before 1900"},
      {"1,A,,1,2011-01-01,1,C", "2 =: the row has fewer columns than the header"},
      {"1,A,,1,2011-01-01,1,C,,", "2 =: the row has more columns than the header"},
      {"1,A,b\x01"
       "c,1,2011-01-01,1,C,",
       "2 Description=b\x01"
       "c: product name has control characters"},
  };
  for (const auto& [row, expected] : cases) {
    const auto outcome = ReadRow(row);
    EXPECT_THAT(outcome.rows.bad, ElementsAre(std::string(expected)));
    EXPECT_THAT(outcome.rows.raw, ElementsAre(std::string(row)));
    EXPECT_THAT(outcome.rows.good, IsEmpty());
  }
}

TEST(SalesListReader, RejectsALineWithAnOpenQuoteAndNeverBlendsItWithTheNext) {
  const auto outcome =
      Read({"InvoiceNo;StockCode;Note;Quantity;InvoiceDate;UnitPrice;CustomerID\n"
            "1;A;\"open;1;2011-01-01;2.50;C1\n"
            "2;B;\"x\";3;2011-02-01;9.90;C2\n"});
  EXPECT_THAT(outcome.rows.good, ElementsAre("C2|2|B||3|990|2011-02-01 00:00|"));
  EXPECT_THAT(outcome.rows.bad, ElementsAre("2 =: a quotation mark is not closed"));
}

TEST(SalesListReader, RejectsNulBytesAndKeepsTheRowStorable) {
  const auto outcome = ReadRow(std::string_view("1,A\0B,,1,2011-01-01,1,C,", 24));
  EXPECT_THAT(outcome.rows.bad, ElementsAre(HasSubstr("product id is not 1 to 64 printable")));
  EXPECT_EQ(outcome.rows.raw[0], "1,A\uFFFDB,,1,2011-01-01,1,C,");
}

TEST(SalesListReader, RejectsInvalidUtf8OnceTheFileIsUtf8) {
  const auto outcome =
      Read({std::string(kHeader) + "1,A,gr\u00FCn,1,2011-01-01,1,C,\n2,A,gr\xFCn,1,2011-01-01,1,C,\n"});
  EXPECT_EQ(outcome.rows.good.size(), 1u);
  EXPECT_THAT(outcome.rows.bad, ElementsAre("3 =: the row is not valid UTF-8"));
}

TEST(SalesListReader, AcceptsReturnsAndFreeLines) {
  const auto outcome = ReadRow("C1,A,,-2,2011-01-01,1,C,\nC1,B,,2,2011-01-01,0,C,");
  EXPECT_EQ(outcome.rows.good.size(), 2u);
}

TEST(SalesListReader, RejectsTheLastLineOfACutFileAtEveryCut) {
  const std::string text =
      std::string(kHeader) + "1,A,x,1,2011-01-01,1,C,UK\n2,B,\"y, \"\"z\"\"\",1,2011-01-01,1,C,UK\n";
  const size_t second = text.find("2,B");
  for (size_t cut = second + 1; cut < text.size() - 1; ++cut) {
    const auto outcome = Read({std::string_view(text).substr(0, cut)});
    ASSERT_TRUE(outcome.status.ok()) << cut;
    const bool whole = cut > text.find(",UK", second);
    EXPECT_EQ(outcome.rows.good.size(), whole ? 2u : 1u) << cut;
    EXPECT_EQ(outcome.rows.bad.size(), whole ? 0u : 1u) << cut;
    for (const std::string& bad : outcome.rows.bad)
      EXPECT_EQ(bad, "3 =: the file ends in the middle of a line");
  }
}

TEST(SalesListReader, ReadsTheSameWhereverItIsCut) {
  const std::string text = "\xEF\xBB\xBF" + std::string(kHeader) +
                           "1,A,\"gr\u00FCn, \"\"x\"\"\",1,2011-01-01,1.5,C,UK\r\n2,B,,0,2011-01-01,1,C,\n";
  const auto whole = Read({text});
  ASSERT_EQ(whole.rows.good.size(), 1u);
  ASSERT_EQ(whole.rows.bad.size(), 1u);
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    const std::string_view all = text;
    const auto outcome = Read({all.substr(0, cut), all.substr(cut)});
    EXPECT_EQ(outcome.rows.good, whole.rows.good) << cut;
    EXPECT_EQ(outcome.rows.bad, whole.rows.bad) << cut;
  }
}

TEST(SalesListReader, GoesOnBehindTheFirst64KibWithWhatTheyShowed) {
  std::string text = "Kundennummer;Belegnummer;Artikelnummer;Menge;Einzelpreis;Datum\n";
  for (int row = 0; row < 5000; ++row) text += "K;R;A;1;2,50;31.12.2011\n";
  const auto outcome = Read({text});
  EXPECT_EQ(outcome.rows.good.size(), 5000u);
}

}  // namespace
}  // namespace bestand::customer_profile
