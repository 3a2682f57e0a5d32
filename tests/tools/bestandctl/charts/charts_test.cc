#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tools/bestandctl/charts/markup.h"
#include "tools/bestandctl/charts/numbers.h"
#include "tools/bestandctl/charts/plot.h"

namespace bestand::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Markup, EscapesTextsAndAttributes) {
  EXPECT_EQ(Escape("<a href='x'>&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
  EXPECT_EQ(Element("p", {{"class", "\"><script>"}}, "in"), "<p class=\"&quot;&gt;&lt;script&gt;\">in</p>");
}

TEST(Coordinate, IsShortAndAlwaysANumber) {
  EXPECT_EQ(Coordinate(12.5), "12.5");
  EXPECT_EQ(Coordinate(3), "3");
  EXPECT_EQ(Coordinate(-0.001), "0");
  EXPECT_EQ(Coordinate(kNaN), "0");
  EXPECT_EQ(Coordinate(-kInfinity), "0");
}

TEST(Numbers, AreWrittenAsPeopleReadThem) {
  EXPECT_EQ(Grouped(4334), "4,334");
  EXPECT_EQ(Grouped(-1234567), "-1,234,567");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Fixed(1234.567, 1), "1,234.6");
  EXPECT_EQ(Fixed(-0.0004, 2), "0.00");
  EXPECT_EQ(Fixed(kNaN, 2), "–");
  EXPECT_EQ(Percent(.253), "25 %");
  EXPECT_EQ(Percent(.253, 1), "25.3 %");
  EXPECT_EQ(Brief(1500), "1.5k");
  EXPECT_EQ(Brief(12500), "12.5k");
  EXPECT_EQ(Brief(2e6), "2M");
  EXPECT_EQ(Brief(.25), "0.25");
  EXPECT_EQ(Brief(-0.), "0");
  EXPECT_EQ(Significant(3.59281), "3.593");
  EXPECT_EQ(Significant(29809.6), "29,810");
  EXPECT_EQ(Significant(.000234), "0.000234");
  EXPECT_EQ(Significant(1e-9), "1.00e-09");
  EXPECT_EQ(Significant(0), "0");
}

TEST(RoundTicks, AreRoundAndWithinTheRange) {
  EXPECT_THAT(RoundTicks({0, 100}, 6), ElementsAre(0, 20, 40, 60, 80, 100));
  EXPECT_THAT(RoundTicks({3, 18}, 5), ElementsAre(5, 10, 15));
  EXPECT_THAT(RoundTicks({7, 7}, 5), ElementsAre(7));
  EXPECT_EQ(RoundTicks({0, kNaN}, 5).size(), 1u);
}

TEST(FromZero, EndsAtARoundNumberAboveTheMost) {
  for (const double most : {.0013, .7, 1., 93., 1411., 9e6}) {
    EXPECT_GE(FromZero(most).to, most);
    EXPECT_LE(FromZero(most).to, 2 * most);
    EXPECT_LE(RoundTicks(FromZero(most), 6).size(), 6u) << most;
  }
  EXPECT_EQ(FromZero(0).to, 1);
  EXPECT_EQ(FromZero(kNaN).to, 1);
}

Plot EmptyPlot() {
  return Plot({.id = "one",
               .title = "A <title>",
               .description = "words",
               .x = AxisFromZero("across", 10),
               .y = AxisFromZero("up", 6)});
}

TEST(Plot, TellsScreenReadersWhatItIs) {
  const std::string svg = EmptyPlot().Finish();
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"one-title one-text\""));
  EXPECT_THAT(svg, HasSubstr("<title id=\"one-title\">A &lt;title&gt;</title>"));
  EXPECT_THAT(svg, HasSubstr("<desc id=\"one-text\">words</desc>"));
}

TEST(Plot, LeavesOutWhatIsNoNumber) {
  Plot plot = EmptyPlot();
  plot.Line({{1, 1}, {2, kNaN}, {3, 3}, {4, 4}}, "s-actual");
  plot.Dots({{kInfinity, 1}, {2, 2}}, "s-actual");
  plot.Bar({1, kNaN}, 1, "s-actual");
  const std::string svg = plot.Finish();
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
  EXPECT_THAT(svg, Not(HasSubstr("inf\"")));
  EXPECT_THAT(svg, Not(HasSubstr("<rect")));
  EXPECT_EQ(svg.find("<circle"), svg.rfind("<circle"));  // one
  const size_t path = svg.find(" d=\"M");
  EXPECT_NE(svg.find('M', path + 5), std::string::npos);  // the line begins anew behind the gap
}

TEST(Plot, PutsZeroAtTheLowerLeftAndTheMostAtTheUpperRight) {
  Plot plot = EmptyPlot();
  plot.Line({{0, 0}, {10, 6}}, "s-actual");
  EXPECT_THAT(plot.Finish(), HasSubstr("d=\"M58 232L398 14\""));
}

TEST(ColourOf, GrowsDarkerWithTheShade) {
  EXPECT_EQ(ColourOf(0), "#f4f7fb");
  EXPECT_EQ(ColourOf(1), "#0a3161");
  EXPECT_EQ(ColourOf(7), "#0a3161");
  EXPECT_GT(ColourOf(.2), ColourOf(.8));
}

}  // namespace
}  // namespace bestand::ctl
