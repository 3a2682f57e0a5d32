#include "services/scoring/work/score_work.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "common/id/id.h"
#include "services/scoring/storage/statements.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

using jobs::JobState;

class ScoreWorkTest : public ScoringTest {
 protected:
  void FitCdnow() {
    LoadCdnow(profile_);
    ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd, .as_of_day = kCdnowEnd}).state,
              JobState::kSucceeded);
  }

  int64_t CountRows(int32_t set_number) {
    int64_t rows = 0;
    EXPECT_TRUE(reader_.ReadValues(set_number, [&](const CustomerValue&) { ++rows; }).ok());
    return rows;
  }

  // In the published set.
  int64_t CountRepeats() {
    const auto scores = reader_.List((*reader_.Published())->number, "", 3000);
    int64_t repeats = 0;
    for (const CustomerScore& score : *scores) repeats += score.summary.repeats;
    return repeats;
  }
};

TEST_F(ScoreWorkTest, ScoresEverybodyAndPublishes) {
  FitCdnow();
  EXPECT_EQ(ReasonOf(reader_.Published().status()), "NO_SCORES");
  EXPECT_EQ(ReasonOf(reader_.Find("0001").status()), "NO_SCORES");
  const jobs::Job job = RunJob(ScoringRequest{});
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  EXPECT_EQ(job.result, "2357");
  EXPECT_EQ(job.progress.done, 2357);
  EXPECT_EQ(job.progress.unit, "customers");
  EXPECT_EQ(CountRows((*reader_.Published())->number), 2357);
}

// The model saw nothing of what came after the calibration; the scores must.
TEST_F(ScoreWorkTest, CountsAllPurchasesAndLooksFromTheLastUnlessTold) {
  FitCdnow();
  ASSERT_EQ(RunJob(ScoringRequest{}).state, JobState::kSucceeded);
  EXPECT_EQ((*reader_.Published())->as_of_day, kCdnowLast);
  EXPECT_FALSE((*reader_.Published())->as_of_given);
  EXPECT_EQ(reader_.Find("0001")->score.as_of_day, kCdnowLast);
  const int64_t repeats = CountRepeats();
  ASSERT_EQ(RunJob(ScoringRequest{.as_of_day = kCdnowEnd}).state, JobState::kSucceeded);
  const int64_t early_repeats = CountRepeats();
  EXPECT_EQ(repeats - early_repeats, 1882);  // purchase days in the hold-out
}

TEST_F(ScoreWorkTest, LooksFromTheModelsDayWhenNobodyBoughtLater) {
  LoadCdnow(profile_);
  ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd, .as_of_day = kCdnowLast + 50}).state,
            JobState::kSucceeded);
  ASSERT_EQ(RunJob(ScoringRequest{}).state, JobState::kSucceeded);
  EXPECT_EQ((*reader_.Published())->as_of_day, kCdnowLast + 50);
}

TEST_F(ScoreWorkTest, LooksFromTheDayAskedFor) {
  FitCdnow();
  ASSERT_EQ(RunJob(ScoringRequest{.as_of_day = kCdnowEnd - 30}).state, JobState::kSucceeded);
  const auto found = reader_.Find("0001");
  EXPECT_EQ(found->set->as_of_day, kCdnowEnd - 30);
  EXPECT_TRUE(found->set->as_of_given);
  EXPECT_EQ(found->score.as_of_day, kCdnowEnd - 30);
}

// Customer 0001 bought on 1997-01-01, 01-18 and 08-02: x = 2, t_x = 30.43, T = 38.86, z = 22.35.
TEST_F(ScoreWorkTest, GivesThePublishedScoreOfTheFirstCdnowCustomer) {
  ScoreCdnow();
  const auto found = reader_.Find("0001");
  ASSERT_TRUE(found.ok()) << found.status();
  const CustomerScore& score = found->score;
  EXPECT_EQ(score.summary.repeats, 2);
  EXPECT_EQ(score.summary.last_day - score.summary.first_day, 213);
  EXPECT_EQ(score.as_of_day - score.summary.first_day, 272);
  EXPECT_EQ(score.summary.repeat_value_minor, 4469);
  EXPECT_NEAR(score.alive, .7265785700807, 1e-3);
  EXPECT_NEAR(static_cast<double>(score.purchase_value_minor), 2466, 5);
  EXPECT_GT(score.clv_60_months_minor, score.clv_12_months_minor);
  EXPECT_LT(score.clv_60_low_minor, score.clv_60_months_minor);
  EXPECT_GT(score.clv_60_high_minor, score.clv_60_months_minor);
  EXPECT_EQ(score.create_time, clock_.Now());
}

TEST_F(ScoreWorkTest, TakesDiscountMarginAndHorizon) {
  ScoreCdnow();
  const CustomerScore before = reader_.Find("0001")->score;
  const ScoringRequest request{
      .as_of_day = kCdnowEnd, .annual_discount = 0, .margin = .5, .horizon_days = 365};
  ASSERT_EQ(RunJob(request).state, JobState::kSucceeded);
  const CustomerScore after = reader_.Find("0001")->score;
  EXPECT_GT(after.buys_again, before.buys_again);
  EXPECT_NEAR(static_cast<double>(after.clv_12_months_minor), .5 * before.clv_12_months_minor,
              .05 * before.clv_12_months_minor);
  EXPECT_DOUBLE_EQ(after.expected_12_months, before.expected_12_months);
}

// Nine in ten of CDNOW's customers who bought again by the end of the calibration do so at gaps below this.
TEST_F(ScoreWorkTest, LooksAsFarAheadAsTheModelsCustomersGapsReach) {
  ScoreCdnow();
  std::vector<double> gaps;
  const auto scores = reader_.List(1, "", 3000);
  for (const CustomerScore& score : *scores) {
    if (score.summary.repeats > 0) gaps.push_back(score.mean_gap_days());
  }
  std::sort(gaps.begin(), gaps.end());
  const double gap = gaps[static_cast<size_t>(.9 * static_cast<double>(gaps.size() - 1))];
  EXPECT_NE(std::lround(gap), 90);
  EXPECT_EQ((*reader_.Published())->settings.horizon_days, std::lround(gap));
  EXPECT_EQ((*models_.FindActive())->yardstick.horizon_days, gap);
}

TEST_F(ScoreWorkTest, FailsWithoutAModel) {
  profile_.Buy("one", 100, 500);
  EXPECT_EQ(ReasonOf(RunJob(ScoringRequest{}).error), "NO_ACTIVE_MODEL");
}

TEST_F(ScoreWorkTest, FailsWhenNobodyHadBoughtYet) {
  ScoreCdnow();
  const jobs::Job job = RunJob(ScoringRequest{.as_of_day = 100});
  EXPECT_EQ(ReasonOf(job.error), "TOO_FEW_CUSTOMERS");
  EXPECT_EQ((*reader_.Published())->as_of_day, kCdnowEnd);
}

TEST_F(ScoreWorkTest, RefusesAnotherCurrencyThanTheModels) {
  ScoreCdnow();
  profile_.set_currency("EUR");
  EXPECT_EQ(ReasonOf(RunJob(ScoringRequest{}).error), "CURRENCY_MIXED");
}

// Every row of the new set has another as-of day than the old; a reader must never see both in one answer,
// nor a set that is not whole.
TEST_F(ScoreWorkTest, ReadersSeeTheOldSetOrTheNewOneNeverAMix) {
  ScoreCdnow();
  std::vector<std::string> ids;
  ASSERT_TRUE(
      reader_.ReadValues(1, [&](const CustomerValue& value) { ids.emplace_back(value.customer_id); }).ok());
  ids.resize(200);
  std::atomic<bool> done = false;
  std::atomic<int> reads = 0, mixes = 0, holes = 0, new_seen = 0;
  std::thread reader([&] {
    SqlScoreReader own(*database_);
    while (!done) {
      const auto found = own.FindMany(ids);
      for (const auto& score : found->scores) {
        if (!score)
          ++holes;
        else if (score->as_of_day != found->set->as_of_day)
          ++mixes;
      }
      new_seen += found->set->number > 1;
      ++reads;
    }
  });
  const auto runner = Runner();
  for (int day = 1; day <= 4; ++day) {
    EXPECT_EQ(Await(Begin(ScoringRequest{.as_of_day = kCdnowEnd + day})).state, JobState::kSucceeded);
  }
  done = true;
  reader.join();
  EXPECT_GT(reads, 4);
  EXPECT_GT(new_seen, 0);
  EXPECT_EQ(mixes, 0);
  EXPECT_EQ(holes, 0);
}

TEST_F(ScoreWorkTest, KeepsAsManySetsAsAsked) {
  ScoreCdnow();
  for (int i = 0; i < 3; ++i) ASSERT_EQ(RunJob(ScoringRequest{}).state, JobState::kSucceeded);
  ASSERT_TRUE(writer_.RemoveOldSets(4).ok());
  EXPECT_EQ(CountRows(1), 2357);
  ASSERT_TRUE(writer_.RemoveOldSets(2).ok());
  EXPECT_EQ((*reader_.Published())->number, 4);
  EXPECT_EQ(CountRows(4), 2357);
  EXPECT_EQ(CountRows(3), 2357);
  EXPECT_EQ(CountRows(2), 0);
  EXPECT_EQ(CountRows(1), 0);
  EXPECT_EQ(ReasonOf(SqlScoreReader(*database_).FindSet(2).status()), "CONCURRENT_CHANGE");
}

TEST_F(ScoreWorkTest, ACancelledRunLeavesTheOldSet) {
  ScoreCdnow();
  profile_.set_rows_a_chunk(100);
  std::string id;
  profile_.set_before_chunk([&](int chunk) {
    if (chunk == 5) {
      EXPECT_TRUE(jobs_.RequestCancel(id).ok());
      absl::SleepFor(absl::Milliseconds(200));
    }
    return absl::OkStatus();
  });
  id = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 1});
  const auto runner = Runner();
  EXPECT_EQ(Await(id).state, JobState::kCancelled);
  EXPECT_EQ((*reader_.Published())->number, 1);
  EXPECT_EQ(reader_.Find("0001")->score.as_of_day, kCdnowEnd);
  profile_.set_before_chunk(nullptr);
  EXPECT_EQ(Await(Begin(ScoringRequest{})).state, JobState::kSucceeded);
  ASSERT_TRUE(writer_.RemoveOldSets(2).ok());
  EXPECT_EQ(CountRows(2), 0);  // what the cancelled run had written is gone
}

// The first runner is stopped in the middle, as a process that ends; the next one does what is left.
TEST_F(ScoreWorkTest, AnotherWorkerGoesOnWhereOneStopped) {
  ScoreCdnow();
  profile_.set_rows_a_chunk(100);
  std::atomic<int> chunks = 0;
  std::atomic<bool> first_worker = true;
  profile_.set_before_chunk([&](int chunk) {
    ++chunks;
    if (first_worker && chunk >= 12) absl::SleepFor(absl::Milliseconds(300));
    return absl::OkStatus();
  });
  const std::string id = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 1});
  auto first = Runner();
  while (chunks < 13) absl::SleepFor(absl::Milliseconds(1));
  first.reset();
  first_worker = false;
  EXPECT_EQ(reader_.Find("0001")->score.as_of_day, kCdnowEnd);
  EXPECT_FALSE(jobs::HasEnded(jobs_.Get(id)->state));
  chunks = 0;
  const auto second = Runner();
  const jobs::Job job = Await(id);
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  EXPECT_EQ(job.result, "2357");
  EXPECT_LT(chunks, 60);  // of 64: not from the start
  EXPECT_EQ(CountRows((*reader_.Published())->number), 2357);
  EXPECT_EQ(reader_.Find("0001")->score.as_of_day, kCdnowEnd + 1);
}

// A worker that dies without a word: what it claimed is taken up when its lease ends, and should it live on
// after all, what it stores then does not count.
TEST_F(ScoreWorkTest, ADeadWorkersClaimIsTakenOver) {
  ScoreCdnow();
  const std::string id = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 1});
  const auto set = writer_.Begin({.job_id = id,
                                  .model_id = (*models_.FindActive())->id,
                                  .as_of_day = kCdnowEnd + 1,
                                  .as_of_given = true,
                                  .create_time = clock_.Now()});
  ASSERT_TRUE(set.ok()) << set.status();
  const auto part = writer_.ClaimPart(set->number, kLease);
  ASSERT_TRUE(part->has_value());
  const auto runner = Runner();
  const jobs::Job job = Await(id);
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  CustomerScore late = reader_.Find("0001")->score;
  late.summary.customer_id = "late";
  EXPECT_TRUE(writer_.FinishPart(set->number, **part, {&late, 1}).ok());
  EXPECT_EQ(CountRows(set->number), 2357);
  EXPECT_EQ(ReasonOf(reader_.Find("late").status()), "SCORE_UNKNOWN");
}

// Rows of a set without parts are from the version before.
TEST_F(ScoreWorkTest, ASetThatTheVersionBeforeBeganIsWrittenAnew) {
  ScoreCdnow();
  const std::string id = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 1});
  const ScoreSet begun{.job_id = id,
                       .model_id = (*models_.FindActive())->id,
                       .as_of_day = kCdnowEnd + 1,
                       .as_of_given = true,
                       .create_time = clock_.Now()};
  const auto set = writer_.Begin(begun);
  const auto part = writer_.ClaimPart(set->number, kLease);
  CustomerScore stray = reader_.Find("0001")->score;
  ASSERT_TRUE(writer_.FinishPart(set->number, **part, {&stray, 1}).ok());
  ASSERT_TRUE(database_
                  ->InSession([&](storage::Session& session) {
                    return session.Run(sql::kRemoveParts, {{"number", set->number}}).status();
                  })
                  .ok());
  const auto runner = Runner();
  const jobs::Job job = Await(id);
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  EXPECT_EQ(CountRows(set->number), 2357);
}

TEST_F(ScoreWorkTest, GoesOnWhenCustomerProfileComesBack) {
  ScoreCdnow();
  profile_.set_rows_a_chunk(100);
  std::atomic<bool> broken = true;
  profile_.set_before_chunk([&](int chunk) -> absl::Status {
    if (chunk < 7 || !broken) return absl::OkStatus();
    return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "It cannot be reached; try again.");
  });
  const std::string id = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 1});
  const auto runner = Runner();
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ((*reader_.Published())->number, 1);
  broken = false;
  EXPECT_EQ(Await(id).result, "2357");
}

// Each writes a set of its own; the one that is published last is in force, the other is kept.
TEST_F(ScoreWorkTest, OfTwoRunsAtOnceEachPublishesAWholeSet) {
  ScoreCdnow();
  const std::string one = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 1});
  const std::string other = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 2});
  PartTeam second_team({profile_, writer_, clock_, 2, kLease});
  const auto first = Runner(), second = RunnerWith(second_team);
  EXPECT_EQ(Await(one).state, JobState::kSucceeded) << Await(one).error;
  EXPECT_EQ(Await(other).state, JobState::kSucceeded) << Await(other).error;
  EXPECT_EQ(CountRows(2), 2357);
  EXPECT_EQ(CountRows(3), 2357);
  const auto sets = *reader_.ListSets(100, 10);
  ASSERT_EQ(sets.size(), 3);
  const bool newest_last = *sets[0].publish_time > *sets[1].publish_time;
  EXPECT_EQ((*reader_.Published())->number, sets[newest_last ? 0 : 1].number);
}

TEST_F(ScoreWorkTest, AModelPromotedMeanwhileIsForTheNextRun) {
  ScoreCdnow();
  const FittedModel first = **models_.FindActive();
  FittedModel second = first;
  second.id = NewUuid();
  profile_.set_before_chunk(
      [&](int chunk) { return chunk == 5 ? models_.KeepActive(second) : absl::OkStatus(); });
  ASSERT_EQ(RunJob(ScoringRequest{}).state, JobState::kSucceeded);
  EXPECT_EQ((*models_.FindActive())->id, second.id);
  EXPECT_EQ(reader_.Find("0001")->set->model_id, first.id);
  ASSERT_EQ(RunJob(ScoringRequest{}).state, JobState::kSucceeded);
  EXPECT_EQ(reader_.Find("0001")->set->model_id, second.id);
}

TEST_F(ScoreWorkTest, ListsByValueAtRiskPageByPage) {
  ScoreCdnow();
  AtRiskPage page{.set_number = 1, .states = {DormancyState::kDormant, DormancyState::kLost}, .limit = 100};
  std::vector<std::pair<int64_t, std::string>> seen;
  for (auto scores = reader_.ListAtRisk(page); !scores->empty(); scores = reader_.ListAtRisk(page)) {
    for (const CustomerScore& score : *scores) {
      EXPECT_THAT(score.state, testing::AnyOf(DormancyState::kDormant, DormancyState::kLost));
      seen.emplace_back(score.value_at_risk_minor, score.summary.customer_id);
    }
    page.below_minor = seen.back().first;
    page.after = seen.back().second;
  }
  EXPECT_TRUE(std::is_sorted(seen.rbegin(), seen.rend()));
  int64_t expected = 0;
  ASSERT_TRUE(
      reader_
          .ReadValues(1,
                      [&](const CustomerValue& value) { expected += value.state >= DormancyState::kDormant; })
          .ok());
  EXPECT_EQ(static_cast<int64_t>(seen.size()), expected);
  EXPECT_GT(expected, 100);
}

}  // namespace
}  // namespace bestand::scoring
