#include "services/customer_profile/domain/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;

struct Kept {
  int64_t line;
  std::vector<std::string> fields;
  std::string raw;
  CsvFault fault;
  bool cut;
  bool operator==(const Kept&) const = default;
};

std::vector<Kept> Read(const std::vector<std::string_view>& pieces, char delimiter = ',') {
  CsvReader reader(delimiter);
  std::vector<Kept> records;
  const auto keep = [&](const CsvRecord& record) {
    records.push_back({record.line,
                       {record.fields.begin(), record.fields.end()},
                       std::string(record.raw),
                       record.fault,
                       record.cut});
    return absl::OkStatus();
  };
  for (const std::string_view piece : pieces) EXPECT_TRUE(reader.Feed(piece, keep).ok());
  EXPECT_TRUE(reader.Finish(keep).ok());
  return records;
}

std::vector<std::vector<std::string>> Fields(std::string_view text, char delimiter = ',') {
  std::vector<std::vector<std::string>> all;
  for (const Kept& record : Read({text}, delimiter)) all.push_back(record.fields);
  return all;
}

TEST(CsvReader, CutsLinesIntoFields) {
  EXPECT_THAT(Fields("a,b,c\n1,,3\n"), ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("1", "", "3")));
}

TEST(CsvReader, TakesSemicolonsAndWindowsLineEnds) {
  EXPECT_THAT(Fields("a;b\r\n1,5;2\r\n", ';'), ElementsAre(ElementsAre("a", "b"), ElementsAre("1,5", "2")));
}

TEST(CsvReader, KeepsDelimitersLineEndsAndQuotesInQuotes) {
  EXPECT_THAT(Fields("\"a,\"\"b\"\"\nc\",d\n"), ElementsAre(ElementsAre("a,\"b\"\nc", "d")));
}

TEST(CsvReader, TakesAQuoteInsideAPlainFieldAsItIs) {
  EXPECT_THAT(Fields("5\" disk,x\ny,z\n"), ElementsAre(ElementsAre("5\" disk", "x"), ElementsAre("y", "z")));
}

TEST(CsvReader, SkipsEmptyLinesAndStillCountsThem) {
  const auto records = Read({"a\n\n\r\nb\n"});
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].line, 4);
}

TEST(CsvReader, CountsLinesInsideQuotes) {
  const auto records = Read({"\"a\nb\"\nc\n"});
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].line, 3);
}

TEST(CsvReader, ReadsTheSameWhereverItIsCut) {
  const std::string text = "id,name\r\n1,\"a,\"\"b\"\"\r\nc\"\r\n\r\n2,\xC3\xBC\n3,\"\"\n4,x";
  const auto whole = Read({text});
  ASSERT_EQ(whole.size(), 5u);
  for (size_t first = 0; first <= text.size(); ++first) {
    for (size_t second = first; second <= text.size(); ++second) {
      const std::string_view all = text;
      ASSERT_EQ(Read({all.substr(0, first), all.substr(first, second - first), all.substr(second)}), whole)
          << first << " " << second;
    }
  }
}

TEST(CsvReader, SaysThatTheTextEndedWithoutALineEnd) {
  const auto records = Read({"a,b\nc"});
  EXPECT_FALSE(records[0].cut);
  EXPECT_TRUE(records[1].cut);
}

TEST(CsvReader, GivesUpOnlyTheLineWhoseQuoteIsNeverClosed) {
  const auto records = Read({"a\n\"b\nc\nd\n"});
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[1].fault, CsvFault::kOpenQuote);
  EXPECT_EQ(records[1].raw, "\"b");
  EXPECT_THAT(records[2].fields, ElementsAre("c"));
  EXPECT_EQ(records[3].line, 4);
}

// The next line's opening mark looks like the closing one, and the fields even come out right in number.
TEST(CsvReader, NeverMixesTwoLinesAtAnOpenQuote) {
  const std::string text = "1;A;\"open;1;9\r\n2;B;\"x\";3;8\r\n3;C;\"y\nz\";4;7\r\n";
  const auto records = Read({text}, ';');
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].fault, CsvFault::kOpenQuote);
  EXPECT_EQ(records[0].raw, "1;A;\"open;1;9");
  EXPECT_THAT(records[1].fields, ElementsAre("2", "B", "x", "3", "8"));
  EXPECT_EQ(records[1].line, 2);
  EXPECT_THAT(records[2].fields, ElementsAre("3", "C", "y\nz", "4", "7"));
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    const std::string_view all = text;
    EXPECT_EQ(Read({all.substr(0, cut), all.substr(cut)}, ';'), records) << cut;
  }
}

TEST(CsvReader, GivesUpEachOfManyLinesWithAnOpenQuote) {
  const auto records = Read({"\"a,1\n\"b,2\n\"c,3\n\"d\",4\n"});
  ASSERT_EQ(records.size(), 4u);
  for (size_t bad = 0; bad < 3; ++bad) EXPECT_EQ(records[bad].fault, CsvFault::kOpenQuote);
  EXPECT_THAT(records[3].fields, ElementsAre("d", "4"));
}

TEST(CsvReader, TakesWhatFollowsAClosingQuoteInOneLineAsItIs) {
  EXPECT_THAT(Fields("\"5\" disk,x\ny,z\n"), ElementsAre(ElementsAre("5 disk", "x"), ElementsAre("y", "z")));
}

TEST(CsvReader, FindsItsWayAgainAfterAQuoteOpenInALargeText) {
  std::string text = "\"open,1\n";
  for (int line = 0; line < 20000; ++line) text += "row,2\n";
  const auto records = Read({text});
  ASSERT_EQ(records.size(), 20001u);
  EXPECT_EQ(records[0].fault, CsvFault::kOpenQuote);
  EXPECT_EQ(records[20000].line, 20001);
}

TEST(CsvReader, SkipsALineThatIsTooLong) {
  const std::string text = "a\n" + std::string(3 * kMaxCsvRecord, 'x') + "\nb\n";
  for (const size_t piece : {size_t{1000}, text.size()}) {
    std::vector<std::string_view> pieces;
    for (size_t at = 0; at < text.size(); at += piece)
      pieces.push_back(std::string_view(text).substr(at, piece));
    const auto records = Read(pieces);
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[1].fault, CsvFault::kTooLong);
    EXPECT_EQ(records[1].line, 2);
    EXPECT_EQ(records[2].line, 3);
  }
}

TEST(CsvReader, EndsWhenItsReaderFails) {
  CsvReader reader(',');
  int shown = 0;
  const absl::Status status = reader.Feed("a\nb\n", [&](const CsvRecord&) {
    ++shown;
    return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR", "stop");
  });
  EXPECT_EQ(ReasonOf(status), "INTERNAL_ERROR");
  EXPECT_EQ(shown, 1);
}

}  // namespace
}  // namespace bestand::customer_profile
