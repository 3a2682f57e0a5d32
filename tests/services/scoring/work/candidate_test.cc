#include "services/scoring/work/candidate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Candidate Fitted(const std::string& family, double log_score) {
  return {.family = family, .log_score = log_score};
}

Candidate Failed(const std::string& family) {
  return {.family = family, .state = CandidateState::kFailed, .failure = "It has no optimum."};
}

TEST(Ranked, PutsTheBestLogScoreFirstAndLeavesOutWhatHasNoFit) {
  const std::vector<Candidate> candidates = {Fitted("bg_nbd", -.5), Failed("mbg_nbd"),
                                             Fitted("pareto_nbd", -.4)};
  EXPECT_THAT(Ranked(candidates), ElementsAre(2, 0));
  EXPECT_THAT(Ranked(std::vector{Failed("bg_nbd")}), IsEmpty());
}

TEST(Ranked, TakesTheFirstOfEquals) {
  const std::vector<Candidate> candidates = {Fitted("bg_nbd", -.5), Fitted("mbg_nbd", -.5 + 1e-7),
                                             Fitted("pareto_nbd", -.5 + 2e-7), Fitted("nbd", -.6)};
  EXPECT_THAT(Ranked(candidates), ElementsAre(0, 1, 2, 3));
}

TEST(LeadOf, IsTheMeanDifferenceWithItsStandardError) {
  const std::vector<float> first = {1, 2, 3, 6}, second = {0, 1, 2, 1};
  const Lead lead = LeadOf(first, second);
  EXPECT_DOUBLE_EQ(lead.mean, 2);
  EXPECT_DOUBLE_EQ(lead.standard_error, 1);  // differences 1 1 1 5: variance 4, of four
  EXPECT_EQ(LeadOf({}, {}).mean, 0);
  EXPECT_EQ(LeadOf(std::vector<float>{3}, std::vector<float>{1}).standard_error, 0);
}

// The best first, as the model keeps them.
std::string ReasonWith(double behind, double error) {
  std::vector<Candidate> candidates = {Fitted("mbg_nbd", -.5), Fitted("pareto_nbd", -.5 - behind)};
  candidates[0].chosen = true;
  candidates[1].behind = behind;
  candidates[1].behind_error = error;
  return ReasonFor(candidates);
}

TEST(ReasonFor, SaysByHowMuchAndWhetherThatIsMoreThanChance) {
  EXPECT_EQ(
      ReasonWith(.01, .002),
      "MBG/NBD foretold best who buys in the hold-out. It leads Pareto/NBD by 0.0100 a customer (standard "
      "error 0.0020), more than chance explains.");
  EXPECT_THAT(ReasonWith(.003, .002), HasSubstr("chance may explain"));
  EXPECT_THAT(ReasonWith(1e-8, 0), HasSubstr("foretells the same as Pareto/NBD"));
  EXPECT_THAT(ReasonWith(-.01, .002), HasSubstr("could not be fitted on all data"));
}

TEST(ReasonFor, KnowsWhenThereWasNoChoice) {
  std::vector<Candidate> candidates = {Fitted("bg_nbd", -.5)};
  EXPECT_EQ(ReasonFor(candidates), "");
  candidates[0].chosen = true;
  EXPECT_THAT(ReasonFor(candidates), HasSubstr("was asked for"));
  candidates.push_back(Failed("mbg_nbd"));
  EXPECT_THAT(ReasonFor(candidates), HasSubstr("nothing else could be fitted"));
}

TEST(TitleOf, IsThePapersNameOfTheFamily) {
  EXPECT_EQ(TitleOf("pareto_nbd"), "Pareto/NBD");
  EXPECT_EQ(TitleOf("of_tomorrow"), "of_tomorrow");
}

}  // namespace
}  // namespace bestand::scoring
