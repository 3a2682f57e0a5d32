#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "bestand/consent/v1/consent_service.pb.h"
#include "bestand/consent/v1/frequency_service.pb.h"
#include "bestand/scoring/v1/score_service.pb.h"
#include "tools/bestandctl/output/render.h"
#include "tools/bestandctl/output/table.h"
#include "tools/bestandctl/special/file_reader.h"

namespace bestand::ctl {
namespace {

using testing::ElementsAre;

scoring::v1::ListAtRiskResponse TwoScores() {
  scoring::v1::ListAtRiskResponse response;
  for (const char* customer : {"customers/1", "customers/12345"}) {
    auto& score = *response.add_scores();
    score.set_customer(customer);
    score.set_purchase_probability(0.25);
    score.mutable_value_at_risk()->set_currency_code("GBP");
    score.mutable_value_at_risk()->set_units(1234567);
    score.mutable_value_at_risk()->set_nanos(890'000'000);
  }
  return response;
}

const Layout kLayout = {"scores", {"customer", "value_at_risk", "purchase_probability"}};

TEST(Render, AlignsATable) {
  std::ostringstream out;
  Render(TwoScores(), kLayout, Format::kTable, out);
  EXPECT_EQ(out.str(),
            "CUSTOMER     VALUE AT RISK  PURCHASE PROBABILITY\n"
            "1         1,234,567.89 GBP                0.2500\n"
            "12345     1,234,567.89 GBP                0.2500\n");
}

TEST(Render, SaysThatThereAreNoRows) {
  std::ostringstream out;
  Render(scoring::v1::ListAtRiskResponse(), kLayout, Format::kTable, out);
  EXPECT_EQ(out.str(), "no scores\n");
}

TEST(Render, ShortensNamesOfResourcesAndNothingElse) {
  scoring::v1::ListAtRiskResponse response;
  for (const char* text : {"customers/4711", "BG/NBD", "a/b c", "https://x"})
    response.add_scores()->set_customer(text);
  std::ostringstream out;
  Render(response, {"scores", {"customer"}}, Format::kTable, out);
  EXPECT_EQ(out.str(), "CUSTOMER\n4711\nBG/NBD\na/b c\nhttps://x\n");
}

TEST(Render, WritesCsvWithQuotedMoney) {
  std::ostringstream out;
  Render(TwoScores(), kLayout, Format::kCsv, out);
  EXPECT_EQ(out.str().substr(0, out.str().find('\n')), "CUSTOMER,VALUE AT RISK,PURCHASE PROBABILITY");
  EXPECT_NE(out.str().find("\"1,234,567.89 GBP\""), std::string::npos);
}

TEST(Render, CutsTheCollectionOffANameAndNothingOffATimeZone) {
  consent::v1::GetFrequencyPolicyResponse policy;
  policy.mutable_policy()->set_time_zone("Europe/Berlin");
  consent::v1::GetConsentRequest consent;
  consent.set_name("customers/1/consents/2");
  std::ostringstream out;
  Render(policy, {}, Format::kTable, out);
  Render(consent, {}, Format::kTable, out);
  EXPECT_THAT(out.str(), testing::HasSubstr("Europe/Berlin"));
  EXPECT_THAT(out.str(), testing::HasSubstr("  1/consents/2"));
}

TEST(WriteTable, CountsCharactersNotBytes) {
  std::ostringstream out;
  WriteTable({{{"A"}, {"B"}}, {{"Müller", "1"}, {"Meyers", "2"}}}, out);
  EXPECT_EQ(out.str(), "A       B\nMüller  1\nMeyers  2\n");
}

TEST(ReadCsv, UnderstandsQuotesAndLineEnds) {
  const std::string file = testing::TempDir() + "/list.csv";
  std::ofstream(file) << "id,text\r\n1,\"a, \"\"b\"\"\nc\"\n2,plain";
  const auto list = ReadCsv(file);
  ASSERT_TRUE(list.ok());
  EXPECT_THAT(list->header, ElementsAre("id", "text"));
  ASSERT_EQ(list->rows.size(), 2u);
  EXPECT_EQ(list->Value(0, "text"), "a, \"b\"\nc");
  EXPECT_EQ(list->Value(1, "text"), "plain");
  EXPECT_EQ(list->Value(1, "missing"), "");
}

TEST(ReadCsv, RefusesAnEmptyOrMissingFile) {
  const std::string file = testing::TempDir() + "/empty.csv";
  std::ofstream{file};
  EXPECT_FALSE(ReadCsv(file).ok());
  EXPECT_EQ(ReadCsv(file + ".none").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace bestand::ctl
