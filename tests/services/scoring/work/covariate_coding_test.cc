#include "services/scoring/work/covariate_coding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bestand::scoring {
namespace {

using testing::ElementsAre;

const Traits kPersonDe{"PERSON", "DE"}, kCompanyDe{"COMPANY", "DE"}, kPersonAt{"PERSON", "AT"};

TEST(CovariateCoding, ComparesWithTheMostFrequent) {
  const auto coding = CovariateCoding::Of({{kPersonDe, 600}, {kCompanyDe, 300}, {kPersonAt, 100}});
  EXPECT_EQ(coding.reference(), kPersonDe);
  EXPECT_THAT(coding.columns(),
              ElementsAre(CovariateColumn{"kind", "COMPANY", 300}, CovariateColumn{"country", "AT", 100}));
  EXPECT_EQ(coding.groups(), 4);
  EXPECT_THAT(coding.ValuesOf(coding.GroupOf(kPersonDe)), ElementsAre(0, 0));
  EXPECT_THAT(coding.ValuesOf(coding.GroupOf(kCompanyDe)), ElementsAre(1, 0));
  EXPECT_THAT(coding.ValuesOf(coding.GroupOf({"COMPANY", "AT"})), ElementsAre(1, 1));
}

TEST(CovariateCoding, JoinsRareCountries) {
  std::map<Traits, int64_t> customers = {{kPersonDe, 5000}, {kPersonAt, 300}};
  for (char c = 'A'; c < 'K'; ++c) customers[{"PERSON", std::string("X") + c}] = 10;
  const auto coding = CovariateCoding::Of(customers);
  EXPECT_THAT(coding.columns(),
              ElementsAre(CovariateColumn{"country", "AT", 300}, CovariateColumn{"country", "*", 100}));
  EXPECT_THAT(coding.ValuesOf(coding.GroupOf({"PERSON", "XB"})), ElementsAre(0, 1));
  EXPECT_THAT(coding.ValuesOf(coding.GroupOf({"PERSON", "never seen"})), ElementsAre(0, 1));
  EXPECT_EQ(coding.GroupOf({"COMPANY", "DE"}), 0);  // no kind has a column
}

TEST(CovariateCoding, CountsWhatIsNotKnownOfFewAsTheMostFrequent) {
  const Traits unknown{"", ""};
  const auto coding = CovariateCoding::Of({{kPersonDe, 5000}, {{"PERSON", "XA"}, 40}, {unknown, 45}});
  EXPECT_TRUE(coding.empty());
  const auto joined =
      CovariateCoding::Of({{kPersonDe, 2000}, {{"PERSON", "XA"}, 19}, {{"PERSON", "XB"}, 19}});
  EXPECT_EQ(joined.columns().size(), 1);
  EXPECT_EQ(joined.GroupOf({"PERSON", "XA"}), 1);
  EXPECT_EQ(joined.GroupOf(unknown), 0);
}

TEST(CovariateCoding, GivesWhatIsNotKnownOfManyAColumn) {
  const auto coding = CovariateCoding::Of({{kPersonDe, 900}, {{"", "DE"}, 100}});
  EXPECT_THAT(coding.columns(), ElementsAre(CovariateColumn{"kind", "", 100}));
  EXPECT_EQ(coding.GroupOf({"", "DE"}), 1);
}

TEST(CovariateCoding, HasAtMostEightColumns) {
  std::map<Traits, int64_t> customers;
  for (const char* kind : {"", "PERSON", "COMPANY"}) {
    for (char c = 'A'; c < 'K'; ++c) customers[{kind, std::string("X") + c}] = 100;
  }
  const auto coding = CovariateCoding::Of(customers);
  EXPECT_EQ(coding.columns().size(), 8);
  EXPECT_EQ(coding.groups(), 21);
  for (size_t group = 0; group < coding.groups(); ++group) EXPECT_EQ(coding.ValuesOf(group).size(), 8);
}

TEST(CovariateCoding, CountsTooFewAsTheMostFrequent) {
  const auto coding = CovariateCoding::Of({{kPersonDe, 900}, {kCompanyDe, 29}});
  EXPECT_TRUE(coding.empty());
  EXPECT_EQ(coding.groups(), 1);
  EXPECT_EQ(coding.GroupOf(kCompanyDe), 0);
  EXPECT_TRUE(CovariateCoding::Of({}).empty());
}

}  // namespace
}  // namespace bestand::scoring
