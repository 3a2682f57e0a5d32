#include "services/scoring/api/score_set_api.h"

#include "tests/services/scoring/api/api_fixture.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using Sets = v1::ScoreSetService::Stub;

class ScoreSetApiTest : public ApiTest {
 protected:
  absl::StatusOr<v1::ListScoreSetsResponse> List(int32_t page_size, const std::string& token = "") {
    v1::ListScoreSetsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    return sets_.Call(&Sets::ListScoreSets, request);
  }
  absl::StatusOr<v1::GetScoreSetResponse> Get(const std::string& name) {
    v1::GetScoreSetRequest request;
    request.set_name(name);
    return sets_.Call(&Sets::GetScoreSet, request);
  }
  absl::StatusOr<v1::GetScoreResponse> GetScoreIn(const std::string& set) {
    v1::GetScoreRequest request;
    request.set_customer("customers/0001");
    request.set_score_set(set);
    return scores_.Call(&Scores::GetScore, request);
  }
  void ScoreTwice() {
    ScoreCdnow();
    ASSERT_EQ(RunJob(ScoringRequest{.as_of_day = kCdnowEnd + 1, .margin = .5}).state,
              jobs::JobState::kSucceeded);
  }
};

TEST_F(ScoreSetApiTest, ShowsWhatEachSetIsAndCameTo) {
  EXPECT_EQ(List(0)->score_sets_size(), 0);
  ScoreTwice();
  const auto list = List(0);
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->score_sets_size(), 2);
  const v1::ScoreSet &newest = list->score_sets(0), &older = list->score_sets(1);
  EXPECT_EQ(newest.name(), "scoreSets/2");
  EXPECT_TRUE(newest.in_force());
  EXPECT_FALSE(older.in_force());
  EXPECT_EQ(newest.model(), "models/" + (*models_.FindActive())->id);
  EXPECT_TRUE(newest.scoring_job().starts_with("scoringJobs/"));
  EXPECT_EQ(newest.customer_count(), 2357);
  EXPECT_EQ(newest.settings().margin_rate(), .5);
  EXPECT_EQ(newest.settings().as_of_date().day(), 1);
  EXPECT_GE(newest.publish_time().seconds(), older.publish_time().seconds());
  int64_t sum = 0;
  ASSERT_TRUE(reader_.ReadValues(2, [&](const CustomerValue& v) { sum += v.clv_60_months_minor; }).ok());
  EXPECT_EQ(newest.lifetime_value_60_months().units(), sum / 100);
  EXPECT_EQ(newest.lifetime_value_60_months().currency_code(), "USD");
}

TEST_F(ScoreSetApiTest, ListsPageByPage) {
  ScoreTwice();
  const auto first = List(1);
  ASSERT_EQ(first->score_sets_size(), 1);
  const auto second = List(1, first->next_page_token());
  ASSERT_EQ(second->score_sets_size(), 1);
  EXPECT_EQ(second->score_sets(0).name(), "scoreSets/1");
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_EQ(ReasonOf(List(1, "x").status()), "PAGE_TOKEN_MISMATCH");
}

TEST_F(ScoreSetApiTest, ReturnsOneSet) {
  ScoreTwice();
  EXPECT_EQ(Get("scoreSets/1")->score_set().customer_count(), 2357);
  const auto unknown = Get("scoreSets/3");
  EXPECT_EQ(ReasonOf(unknown.status()), "SCORE_SET_UNKNOWN");
  EXPECT_EQ(unknown.status().code(), absl::StatusCode::kNotFound);
  for (const char* name :
       {"", "scoreSets/", "scoreSets/x", "scoreSets/-1", "scoreSets/0", "scoreSets/99999999999"}) {
    EXPECT_THAT(FieldsOf(Get(name)), ElementsAre("name")) << name;
  }
}

TEST_F(ScoreSetApiTest, ComparesTheScoreOfAnOlderSet) {
  ScoreTwice();
  const auto old_score = GetScoreIn("scoreSets/1"), new_score = GetScoreIn("scoreSets/2"),
             plain = GetScoreIn("");
  ASSERT_TRUE(old_score.ok()) << old_score.status();
  EXPECT_EQ(old_score->score().as_of_date().day(), 30);
  EXPECT_EQ(new_score->score().as_of_date().day(), 1);
  EXPECT_EQ(plain->score().SerializeAsString(), new_score->score().SerializeAsString());
  EXPECT_FALSE(plain->stale());
  EXPECT_NEAR(plain->known_time().seconds(), absl::ToUnixSeconds(absl::Now()), 60);
  EXPECT_EQ(ReasonOf(GetScoreIn("scoreSets/9").status()), "SCORE_SET_UNKNOWN");
  EXPECT_THAT(FieldsOf(GetScoreIn("sets/1")), ElementsAre("score_set"));
}

}  // namespace
}  // namespace bestand::scoring
