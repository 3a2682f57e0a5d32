#include "services/scoring/work/stack_work.h"

#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/scoring/work/behaving_summaries.h"
#include "services/scoring/work/customer_scorer.h"
#include "services/scoring/work/dormancy_facts.h"
#include "services/scoring/work/fit_data.h"
#include "tests/services/scoring/support/fake_profile.h"

namespace bestand::scoring {
namespace {

// A job that nobody runs.
class NoJob : public jobs::JobContext {
 public:
  const jobs::Job& job() const override { return job_; }
  void Report(const jobs::Progress&) override {}
  bool Cancelled() const override { return cancelled; }
  absl::Status Checkpoint(std::string_view) override { return absl::OkStatus(); }
  const std::string& LastCheckpoint() const override { return nothing_; }

  bool cancelled = false;

 private:
  jobs::Job job_;
  const std::string nothing_;
};

class StackWorkTest : public testing::Test {
 protected:
  const int32_t kBegin = DayNumber(1997, 1, 1), kCalibrated = DayNumber(1997, 9, 30),
                kEnd = DayNumber(1998, 6, 30);

  // MBG/NBD on all of CDNOW, and what dormancy learned beside it.
  FittedModel Learned() {
    LoadCdnow(profile_);
    const FitData data = *CollectFitData(profile_, {}, job_);
    FittedModel model{.currency = data.currency, .as_of_day = data.as_of_day};
    model.buying = *FitModel(ModelKind::kMbgNbd, *Compress(data.History()), {});
    model.spending = FlatSpending(data.mean_purchase);
    model.yardstick = *YardstickOf(data.History());
    const absl::Status status = LearnDormancy(summaries_, {kBegin, kCalibrated, kEnd}, job_, model);
    EXPECT_TRUE(status.ok()) << status;
    return model;
  }

  FakeProfile profile_;
  BehavingSummaries summaries_{profile_, profile_};
  NoJob job_;
};

TEST_F(StackWorkTest, LearnsOutOfTimeWhatForetellsBetter) {
  const FittedModel model = Learned();
  ASSERT_TRUE(model.dormancy);
  EXPECT_EQ(model.dormancy->customers, 2357);
  EXPECT_EQ(model.dormancy->days, kEnd - kCalibrated);
  std::printf("AUC silence %.4f, model %.4f, stack %.4f\n", model.dormancy->baseline.auc,
              model.dormancy->model.auc, model.dormancy->stack.auc);
  EXPECT_GT(model.dormancy->stack.auc, model.dormancy->baseline.auc + .003);
  EXPECT_TRUE(model.dormancy->StackIsBetter());
  EXPECT_TRUE(model.yardstick.stack.trained);
  EXPECT_TRUE(model.warnings.empty());
}

// The bulk run and one assessment are two ways to the same answer, with a stack and by the season's clock.
TEST_F(StackWorkTest, ScoresInBulkAsItAssessesOne) {
  const FittedModel model = Learned();
  for (int year = 1994; year < 1998; ++year) {
    profile_.Buy("santa", DayNumber(year, 12, 10), 3000);
    profile_.Buy("santa", DayNumber(year, 12, 20), 3000);
  }
  profile_.Complain("0001");
  for (int day = 10; day < 50; day += 10) profile_.Address("0002", kEnd - day);
  CustomerScorer scorer = *CustomerScorer::Make(model, {.horizon_days = 90});
  DormancyYardstick yardstick = model.yardstick;
  yardstick.horizon_days = 90;
  std::vector<std::string> ids{"0001", "0002", "0007", "0100", "1000", "2357", "santa"};
  std::vector<Summary> found;
  const auto all = *summaries_.Find(ids, {"USD", {}});
  for (const auto& summary : all) found.push_back(*summary);
  const auto scores = *scorer.Score(found, kEnd, absl::UnixEpoch());
  for (size_t i = 0; i < ids.size(); ++i) {
    const auto alone =
        AssessDormancy(model.buying.model, DormancyFactsOf(found[i], scores[i].as_of_day), yardstick);
    ASSERT_TRUE(alone.ok()) << alone.status();
    EXPECT_NEAR(scores[i].buys_again, alone->buys_again, 1e-9) << ids[i];
    EXPECT_EQ(scores[i].state, alone->state) << ids[i];
    EXPECT_NEAR(scores[i].alive, alone->alive, 1e-9) << ids[i];
  }
  EXPECT_EQ(scores.back().state, DormancyState::kSeasonalPause);
  EXPECT_EQ(scores.back().value_at_risk_minor, 0);
}

TEST_F(StackWorkTest, SpeaksAloneWhereThereIsTooLittleToLearnFrom) {
  for (int i = 0; i < 60; ++i) profile_.Buy("c" + std::to_string(i), kBegin + i, 1000);
  FittedModel model{.buying = {.model = MbgNbd{.5, 6, .9, 1.6}}};
  EXPECT_TRUE(LearnDormancy(summaries_, {kBegin, kCalibrated, kEnd}, job_, model).ok());
  EXPECT_FALSE(model.yardstick.stack.trained);
  ASSERT_EQ(model.warnings.size(), 1u);
  EXPECT_NE(model.warnings[0].find("Dormancy learned nothing"), std::string::npos);
}

TEST_F(StackWorkTest, EndsWithTheJobAndWithoutCustomerProfile) {
  LoadCdnow(profile_);
  FittedModel model{.buying = {.model = MbgNbd{.5, 6, .9, 1.6}}};
  job_.cancelled = true;
  EXPECT_TRUE(absl::IsCancelled(LearnDormancy(summaries_, {kBegin, kCalibrated, kEnd}, job_, model)));
  job_.cancelled = false;
  profile_.set_away(true);
  EXPECT_EQ(ReasonOf(LearnDormancy(summaries_, {kBegin, kCalibrated, kEnd}, job_, model)), "SERVICE_AWAY");
}

}  // namespace
}  // namespace bestand::scoring
