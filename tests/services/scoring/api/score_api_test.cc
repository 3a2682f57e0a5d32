#include "services/scoring/api/score_api.h"

#include <limits>
#include <set>

#include "common/id/id.h"
#include "common/rpc/status.h"
#include "tests/services/scoring/api/api_fixture.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class ScoreApiTest : public ApiTest {
 protected:
  absl::StatusOr<v1::AssessDormancyResponse> Assess(const std::string& customer,
                                                    int64_t horizon_seconds = 0) {
    v1::AssessDormancyRequest request;
    request.set_customer(customer);
    if (horizon_seconds != 0) request.mutable_horizon()->set_seconds(horizon_seconds);
    return scores_.Call(&Scores::AssessDormancy, request);
  }

  absl::StatusOr<v1::ListAtRiskResponse> AtRisk(const v1::ListAtRiskRequest& request) {
    return scores_.Call(&Scores::ListAtRisk, request);
  }
};

TEST_F(ScoreApiTest, ReturnsAScoreWithItsOriginAndExpiry) {
  ScoreCdnow();
  const auto answer = GetScore("customers/0001");
  ASSERT_TRUE(answer.ok()) << answer.status();
  const v1::Score& score = answer->score();
  EXPECT_EQ(score.customer(), "customers/0001");
  EXPECT_EQ(score.model(), "models/" + (*models_.FindActive())->id);
  EXPECT_NEAR(score.alive_probability(), .7266, .001);
  EXPECT_EQ(score.dormancy_horizon().seconds(), (*reader_.Published())->settings.horizon_days * 86400);
  EXPECT_EQ(score.lifetime_value_60_months().currency_code(), "USD");
  EXPECT_GT(score.lifetime_value_60_months().units(), score.lifetime_value_12_months().units());
  EXPECT_EQ(score.revenue_so_far().units(), 74);  // 29.33 + 29.73 + 14.96
  EXPECT_EQ(score.days_since_purchase(), 59);
  EXPECT_DOUBLE_EQ(score.mean_gap_days(), 106.5);
  EXPECT_EQ(score.as_of_date().day(), 30);
  EXPECT_EQ(score.expire_time().seconds() - score.create_time().seconds(), 7 * 86400);
}

TEST_F(ScoreApiTest, SaysWhyThereIsNoScore) {
  EXPECT_EQ(ReasonOf(GetScore("customers/0001").status()), "NO_SCORES");
  ScoreCdnow();
  const auto unknown = GetScore("customers/nobody");
  EXPECT_EQ(ReasonOf(unknown.status()), "SCORE_UNKNOWN");
  EXPECT_EQ(unknown.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(FactsOf(unknown.status()).at("customer"), "nobody");
  EXPECT_THAT(FieldsOf(GetScore("")), ElementsAre("customer"));
  EXPECT_THAT(FieldsOf(GetScore("customers/a b")), ElementsAre("customer"));
}

TEST_F(ScoreApiTest, AnswersForManyOneByOne) {
  ScoreCdnow();
  v1::BatchGetScoresRequest request;
  for (const char* id : {"0002", "nobody", "0001"}) request.add_customers("customers/" + std::string(id));
  const auto answer = scores_.Call(&Scores::BatchGetScores, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->results_size(), 3);
  EXPECT_EQ(answer->results(0).score().customer(), "customers/0002");
  EXPECT_EQ(ReasonOf(rpc::FromWireStatus(answer->results(1).error())), "SCORE_UNKNOWN");
  EXPECT_EQ(answer->results(2).score().customer(), "customers/0001");
  request.add_customers("no name");
  EXPECT_THAT(FieldsOf(scores_.Call(&Scores::BatchGetScores, request)), ElementsAre("customers[3]"));
  for (int i = 0; i < 1000; ++i) request.add_customers("customers/a");
  EXPECT_THAT(FieldsOf(scores_.Call(&Scores::BatchGetScores, request)),
              UnorderedElementsAre("customers", "customers[3]"));
  EXPECT_THAT(FieldsOf(scores_.Call(&Scores::BatchGetScores, v1::BatchGetScoresRequest())),
              ElementsAre("customers"));
}

TEST_F(ScoreApiTest, StreamsAllOnceInOrder) {
  ScoreCdnow();
  const auto context = rpc::NewEndlessContext(scores_.remote());
  const auto reader = scores_.stub().StreamScores(context.get(), v1::StreamScoresRequest());
  std::vector<std::string> seen;
  for (v1::StreamScoresResponse chunk; reader->Read(&chunk);) {
    EXPECT_LE(chunk.scores_size(), 1000);
    for (const v1::Score& score : chunk.scores()) seen.push_back(score.customer());
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(seen.size(), 2357);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), 2357);
}

TEST_F(ScoreApiTest, ReasonsAddUpToTheLastBit) {
  ScoreCdnow();
  std::set<std::string> codes;
  const auto scores = reader_.List(1, "", 300);
  ASSERT_TRUE(scores.ok()) << scores.status();
  for (const CustomerScore& score : *scores) {
    const auto answer = Assess("customers/" + score.summary.customer_id);
    ASSERT_TRUE(answer.ok()) << answer.status();
    double sum = answer->cohort_log_odds();
    for (const v1::DormancyReason& reason : answer->reasons()) {
      sum += reason.log_odds();
      codes.insert(reason.code());
      EXPECT_NE(reason.explanation(), "");
    }
    EXPECT_EQ(sum, answer->log_odds());
    EXPECT_NEAR(answer->purchase_probability(), 1 / (1 + std::exp(answer->log_odds())), 1e-9);
    EXPECT_EQ(answer->days_since_addressed(), -1);
  }
  EXPECT_THAT(codes, UnorderedElementsAre("BASE", "DECLINING", "NOT_ADDRESSED", "ONE_AND_DONE", "OVERDUE"));
}

TEST_F(ScoreApiTest, RefusesHorizonsOutOfRange) {
  ScoreCdnow();
  EXPECT_TRUE(Assess("customers/0001", 30 * 86400).ok());
  for (const int64_t seconds : {int64_t{1}, int64_t{-86400}, int64_t{3651} * 86400, int64_t{86400} + 1}) {
    EXPECT_THAT(FieldsOf(Assess("customers/0001", seconds)), ElementsAre("horizon"));
  }
  v1::AssessDormancyRequest request;
  request.mutable_horizon();
  EXPECT_THAT(FieldsOf(scores_.Call(&Scores::AssessDormancy, request)), ElementsAre("customer", "horizon"));
}

TEST_F(ScoreApiTest, ListsWhomToWakeFirst) {
  ScoreCdnow();
  v1::ListAtRiskRequest request;
  request.set_page_size(50);
  request.add_states(v1::DORMANCY_STATE_LOST);
  request.add_states(v1::DORMANCY_STATE_DORMANT);
  request.add_states(v1::DORMANCY_STATE_LOST);
  const auto first = AtRisk(request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->scores_size(), 50);
  request.set_page_token(first->next_page_token());
  const auto second = AtRisk(request);
  ASSERT_EQ(second->scores_size(), 50);
  EXPECT_NE(first->scores(49).customer(), second->scores(0).customer());
  EXPECT_GE(first->scores(49).value_at_risk().units(), second->scores(0).value_at_risk().units());
}

TEST_F(ScoreApiTest, APageGoesOnInTheSetItBeganIn) {
  ScoreCdnow();
  v1::ListAtRiskRequest request;
  request.set_page_size(5);
  request.add_states(v1::DORMANCY_STATE_LOST);
  request.set_page_token(AtRisk(request)->next_page_token());
  ASSERT_EQ(RunJob(ScoringRequest{.as_of_day = kCdnowEnd + 1}).state, jobs::JobState::kSucceeded);
  EXPECT_EQ(AtRisk(request)->scores(0).as_of_date().month(), 9);
  ASSERT_TRUE(writer_.RemoveOldSets(1).ok());
  EXPECT_EQ(ReasonOf(AtRisk(request).status()), "CONCURRENT_CHANGE");
}

TEST_F(ScoreApiTest, NamesEverythingThatIsWrongWithAList) {
  v1::ListAtRiskRequest request;
  request.set_page_size(-1);
  request.add_states(v1::DORMANCY_STATE_UNSPECIFIED);
  request.add_states(v1::DORMANCY_STATE_LOST);
  request.add_states(static_cast<v1::DormancyState>(77));
  EXPECT_THAT(FieldsOf(AtRisk(request)), UnorderedElementsAre("page_size", "states[0]", "states[2]"));
}

TEST_F(ScoreApiTest, RunsAScoringJob) {
  LoadCdnow(profile_);
  EXPECT_EQ(ReasonOf(scores_.Call(&Scores::CreateScoringJob, v1::CreateScoringJobRequest()).status()),
            "NO_ACTIVE_MODEL");
  ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd}).state, jobs::JobState::kSucceeded);
  v1::CreateScoringJobRequest request;
  request.set_request_id(NewUuid());
  request.mutable_settings()->set_margin_rate(.4);
  const auto created = scores_.Call(&Scores::CreateScoringJob, request);
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(scores_.Call(&Scores::CreateScoringJob, request)->scoring_job().name(),
            created->scoring_job().name());
  EXPECT_EQ(created->scoring_job().settings().annual_discount_rate(), .1);
  EXPECT_EQ(created->scoring_job().settings().margin_rate(), .4);
  EXPECT_FALSE(created->scoring_job().settings().has_dormancy_horizon());

  const auto runner = Runner();
  v1::WatchScoringJobRequest watch;
  watch.set_name(created->scoring_job().name());
  const auto context = rpc::NewEndlessContext(scores_.remote());
  const auto reader = scores_.stub().WatchScoringJob(context.get(), watch);
  v1::WatchScoringJobResponse last;
  for (v1::WatchScoringJobResponse chunk; reader->Read(&chunk);) last = chunk;
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(last.scoring_job().scored_count(), 2357);
  v1::CancelScoringJobRequest cancel;
  cancel.set_name(watch.name());
  EXPECT_EQ(scores_.Call(&Scores::CancelScoringJob, cancel)->scoring_job().status().state(),
            common::v1::JOB_STATE_SUCCEEDED);
  v1::GetScoringJobRequest get;
  get.set_name("scoringJobs/" + NewUuid());
  EXPECT_EQ(ReasonOf(scores_.Call(&Scores::GetScoringJob, get).status()), "JOB_UNKNOWN");
}

TEST_F(ScoreApiTest, NamesEverythingThatIsWrongWithARun) {
  v1::CreateScoringJobRequest request;
  request.set_request_id("x");
  v1::ScoringSettings& settings = *request.mutable_settings();
  settings.mutable_as_of_date()->set_year(1);
  settings.set_annual_discount_rate(-.1);
  settings.set_margin_rate(1.5);
  settings.mutable_dormancy_horizon();
  EXPECT_THAT(FieldsOf(scores_.Call(&Scores::CreateScoringJob, request)),
              UnorderedElementsAre("request_id", "settings.as_of_date", "settings.annual_discount_rate",
                                   "settings.margin_rate", "settings.dormancy_horizon"));
  settings.Clear();
  request.clear_request_id();
  settings.set_annual_discount_rate(std::numeric_limits<double>::quiet_NaN());
  EXPECT_THAT(FieldsOf(scores_.Call(&Scores::CreateScoringJob, request)),
              ElementsAre("settings.annual_discount_rate"));
}

TEST_F(ScoreApiTest, IsUnavailableWhileTheDatabaseIsAwayAndComesBackByItself) {
  ScoreCdnow();
  TestPostgres::Get().StopImmediately();
  EXPECT_EQ(ReasonOf(GetScore("customers/0001").status()), "DATABASE_AWAY");
  TestPostgres::Get().Start();
  EXPECT_TRUE(GetScore("customers/0001").ok());
}

}  // namespace
}  // namespace bestand::scoring
