#include "tools/bestandctl/page/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <regex>

#include "tests/tools/bestandctl/page/sample_report.h"

namespace bestand::ctl {
namespace {

using scoring::v1::ModelReport;
using ::testing::HasSubstr;
using ::testing::Not;

size_t Count(const std::string& page, const std::string& what) {
  size_t count = 0;
  for (size_t at = page.find(what); at != std::string::npos; at = page.find(what, at + 1)) ++count;
  return count;
}

// Every element that is opened is closed, in order.
void ExpectWellFormed(const std::string& page) {
  std::vector<std::string> open;
  const std::regex tag("<(/?)([a-z0-9]+)[^>]*>");
  for (auto found = std::sregex_iterator(page.begin(), page.end(), tag); found != std::sregex_iterator();
       ++found) {
    const std::string name = (*found)[2];
    if (name == "meta") continue;
    if ((*found)[1].length() == 0) {
      open.push_back(name);
      continue;
    }
    ASSERT_FALSE(open.empty()) << name;
    ASSERT_EQ(open.back(), name);
    open.pop_back();
  }
  EXPECT_TRUE(open.empty());
}

TEST(ReportPage, DrawsNineChartsEachWithItsTable) {
  const std::string page = ReportPage(SampleReport());
  EXPECT_EQ(Count(page, "<svg"), 9u);
  EXPECT_EQ(Count(page, "<figure"), 9u);
  EXPECT_EQ(Count(page, "<details>"), 9u);
  EXPECT_EQ(Count(page, "role=\"img\""), 9u);
  ExpectWellFormed(page);
}

TEST(ReportPage, NeedsNothingElse) {
  const std::string page = ReportPage(SampleReport());
  for (const char* outside :
       {"http:", "https:", "//", "<script", "<link", "<img", "@import", "url(", "src="}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
  EXPECT_LT(page.size(), 400'000u);
}

TEST(ReportPage, SaysWhatTheReportSays) {
  const ModelReport report = SampleReport();
  const std::string page = ReportPage(report);
  for (const std::string& warning : report.model().warnings()) EXPECT_THAT(page, HasSubstr(warning));
  for (const std::string& sentence : report.assumptions()) {
    EXPECT_THAT(page, HasSubstr(sentence.substr(0, sentence.find('\''))));
  }
  EXPECT_THAT(page, HasSubstr(report.model().choice_reason()));
  for (const auto& candidate : report.model().candidates())
    EXPECT_THAT(page, HasSubstr(candidate.display_name()));
  for (const auto& parameter : report.model().buying_parameters()) {
    EXPECT_THAT(page, HasSubstr("<td>" + parameter.name() + "</td>"));
  }
  EXPECT_THAT(page, Not(::testing::ContainsRegex("[>( ]-?(nan|inf)[< )]")));
}

TEST(ReportPage, EscapesEveryText) {
  ModelReport report = SampleReport();
  const std::string evil = "<script>alert(1)</script>\"'&";
  auto& model = *report.mutable_model();
  model.set_name(evil);
  model.set_currency_code(evil);
  model.set_choice_reason(evil);
  model.add_warnings(evil);
  model.mutable_candidates(0)->set_display_name(evil);
  model.mutable_candidates(1)->set_state(scoring::v1::CANDIDATE_STATE_FAILED);
  model.mutable_candidates(1)->set_failure(evil);
  model.mutable_buying_parameters(0)->set_name(evil);
  report.add_assumptions(evil);
  report.mutable_concentrations(0)->set_display_name(evil);
  const std::string page = ReportPage(report);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_GE(Count(page, "&lt;script&gt;"), 9u);
  ExpectWellFormed(page);
}

TEST(ReportPage, OfAModelWithoutHoldOutSaysSo) {
  ModelReport report = SampleReport();
  report.mutable_model()->clear_hold_out();
  report.mutable_model()->clear_candidates();
  report.mutable_model()->set_choice_reason("BG/NBD was asked for; no time was kept back to measure it.");
  for (auto& week : *report.mutable_weeks()) week.set_held_out(false);
  const std::string page = ReportPage(report);
  EXPECT_EQ(Count(page, "<svg"), 7u);
  EXPECT_EQ(Count(page, "No time was kept back when this model was fitted"), 2u);
  EXPECT_THAT(page, HasSubstr("not measured"));
  EXPECT_THAT(page, HasSubstr("no time was kept back to measure it"));
  ExpectWellFormed(page);
}

// A model that was kept before reports were, or one whose figures could not be reckoned.
TEST(ReportPage, OfAnEmptyReportSaysWhatIsMissing) {
  ModelReport report;
  report.mutable_model()->set_name("models/1");
  const std::string page = ReportPage(report);
  EXPECT_EQ(Count(page, "<svg"), 0u);
  EXPECT_EQ(Count(page, "card empty"), 9u);
  EXPECT_THAT(page, HasSubstr("nothing to track"));
  ExpectWellFormed(page);
}

TEST(ReportPage, DrawsNothingThatIsNoNumber) {
  ModelReport report = SampleReport();
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  report.mutable_weeks(3)->set_expected(no_number);
  report.mutable_repeats(2)->set_expected(no_number);
  report.mutable_values(1)->set_expected(no_number);
  report.mutable_recency_grid()->set_alive_probabilities(0, no_number);
  report.mutable_model()->mutable_hold_out()->set_auc(no_number);
  report.mutable_model()->mutable_hold_out()->mutable_frequencies(0)->set_expected_mean(
      std::numeric_limits<double>::infinity());
  const std::string page = ReportPage(report);
  EXPECT_THAT(page, Not(::testing::ContainsRegex("nan|NaN|[^a-z]inf[^a-z]")));
  ExpectWellFormed(page);
}

TEST(ReportPage, MarksParametersThatTheDataDoNotPinDown) {
  ModelReport report = SampleReport();
  auto& parameter = *report.mutable_model()->mutable_buying_parameters(0);
  parameter.set_value(1);
  parameter.set_standard_error(0);
  EXPECT_THAT(ReportPage(report), HasSubstr("<td>1.000</td><td>–</td><td>not identified</td>"));
  parameter.set_standard_error(.1);
  EXPECT_THAT(ReportPage(report), HasSubstr("<td>0.1000</td><td>0.8220 – 1.217</td>"));
}

}  // namespace
}  // namespace bestand::ctl
