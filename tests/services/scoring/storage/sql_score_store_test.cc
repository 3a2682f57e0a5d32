#include "common/id/id.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

class SqlScoreStoreTest : public ScoringTest {
 protected:
  // A score with another value in every field.
  static CustomerScore Sample(const std::string& id) {
    return {.summary = {.customer_id = id,
                        .first_day = 1,
                        .last_day = 2,
                        .repeats = 3,
                        .earlier_repeats = 4,
                        .last_outbound_day = -1,
                        .repeat_value_minor = -6,
                        .total_value_minor = 7},
            .group = 200,
            .as_of_day = 8,
            .alive = .9,
            .buys_again = .10,
            .expected_12_months = 1.1,
            .purchase_value_minor = 12,
            .clv_12_months_minor = 13,
            .clv_60_months_minor = 1LL << 60,
            .clv_60_low_minor = 15,
            .clv_60_high_minor = 16,
            .value_at_risk_minor = 17,
            .state = DormancyState::kLost,
            .create_time = absl::FromUnixMicros(1769860800123456)};
  }

  // Writes the whole set: all scores as its first part, the other parts empty.
  absl::Status Write(const ScoreSet& set, std::span<const CustomerScore> scores) {
    for (;;) {
      ASSIGN_OR_RETURN(const auto part, writer_.ClaimPart(set.number, absl::Minutes(1)));
      if (!part) return absl::OkStatus();
      RETURN_IF_ERROR(writer_.FinishPart(set.number, *part, scores));
      scores = {};
    }
  }

  ScoreSet BeginSet(const std::string& job_id) {
    FittedModel model{.id = NewUuid(), .create_time = clock_.Now(), .currency = {"KWD", 1000}};
    model.buying.model = BgNbd{.1, .2, .3, .4};
    EXPECT_TRUE(models_.KeepActive(model).ok());
    const auto set = writer_.Begin({.job_id = job_id,
                                    .model_id = model.id,
                                    .as_of_day = 8,
                                    .as_of_given = true,
                                    .settings = {.2, .3, 40},
                                    .create_time = clock_.Now()});
    EXPECT_TRUE(set.ok()) << set.status();
    return *set;
  }
};

TEST_F(SqlScoreStoreTest, GivesBackEveryField) {
  const ScoreSet set = BeginSet(NewUuid());
  const std::vector<CustomerScore> scores = {Sample("a"), Sample("B.~_-")};
  ASSERT_TRUE(Write(set, scores).ok());
  ASSERT_TRUE(writer_.Publish(set, [] { return absl::OkStatus(); }).ok());
  const auto found = reader_.Find("B.~_-");
  ASSERT_TRUE(found.ok()) << found.status();
  const CustomerScore& score = found->score;
  const CustomerScore want = Sample("B.~_-");
  EXPECT_EQ(score.summary.first_day, 1);
  EXPECT_EQ(score.summary.last_day, 2);
  EXPECT_EQ(score.summary.repeats, 3);
  EXPECT_EQ(score.summary.earlier_repeats, 4);
  EXPECT_EQ(score.summary.last_outbound_day, -1);
  EXPECT_EQ(score.summary.repeat_value_minor, -6);
  EXPECT_EQ(score.summary.total_value_minor, 7);
  EXPECT_EQ(score.group, 200);
  EXPECT_EQ(score.as_of_day, 8);
  EXPECT_EQ(score.alive, want.alive);
  EXPECT_EQ(score.buys_again, want.buys_again);
  EXPECT_EQ(score.expected_12_months, want.expected_12_months);
  EXPECT_EQ(score.purchase_value_minor, 12);
  EXPECT_EQ(score.clv_12_months_minor, 13);
  EXPECT_EQ(score.clv_60_months_minor, 1LL << 60);
  EXPECT_EQ(score.clv_60_low_minor, 15);
  EXPECT_EQ(score.clv_60_high_minor, 16);
  EXPECT_EQ(score.value_at_risk_minor, 17);
  EXPECT_EQ(score.state, DormancyState::kLost);
  EXPECT_EQ(score.create_time, want.create_time);
  EXPECT_EQ(found->set->currency, "KWD");
  EXPECT_EQ(found->set->settings.horizon_days, 40);
  EXPECT_TRUE(found->set->as_of_given);
}

// Returns on days without a purchase may exceed what the first purchase brought.
TEST_F(SqlScoreStoreTest, NobodysFirstPurchaseIsBelowNothing) {
  const ScoreSet set = BeginSet(NewUuid());
  std::vector<CustomerScore> scores = {Sample("a"), Sample("b")};
  scores[0].summary.repeat_value_minor = 5;
  scores[1].summary.repeat_value_minor = 20;
  ASSERT_TRUE(Write(set, scores).ok());
  std::map<std::string, int64_t> first;
  const auto show = [&](const CustomerValue& value) {
    first[std::string(value.customer_id)] = value.first_purchase_value_minor;
  };
  ASSERT_TRUE(reader_.ReadValues(set.number, show).ok());
  EXPECT_EQ(first, (std::map<std::string, int64_t>{{"a", 2}, {"b", 0}}));
}

TEST_F(SqlScoreStoreTest, AnswersForManyInTheOrderAsked) {
  const ScoreSet set = BeginSet(NewUuid());
  const std::vector<CustomerScore> scores = {Sample("a"), Sample("b")};
  ASSERT_TRUE(Write(set, scores).ok());
  ASSERT_TRUE(writer_.Publish(set, [] { return absl::OkStatus(); }).ok());
  const std::vector<std::string> ids = {"b", "none", "a", "b"};
  const auto found = reader_.FindMany(ids);
  ASSERT_EQ(found->scores.size(), 4);
  EXPECT_EQ(found->scores[0]->summary.customer_id, "b");
  EXPECT_FALSE(found->scores[1].has_value());
  EXPECT_EQ(found->scores[2]->summary.customer_id, "a");
  EXPECT_EQ(found->scores[3]->summary.customer_id, "b");
}

TEST_F(SqlScoreStoreTest, AFailedStepPublishesNothing) {
  const ScoreSet set = BeginSet(NewUuid());
  ASSERT_TRUE(Write(set, std::vector{Sample("a")}).ok());
  EXPECT_FALSE(writer_.Publish(set, [] { return absl::AbortedError("lost"); }).ok());
  EXPECT_EQ(ReasonOf(reader_.Published().status()), "NO_SCORES");
  ASSERT_TRUE(writer_.Publish(set, [] { return absl::OkStatus(); }).ok());
  EXPECT_TRUE(reader_.Find("a").ok());
}

TEST_F(SqlScoreStoreTest, NeverPublishesASetWithAPartMissing) {
  const ScoreSet set = BeginSet(NewUuid());
  while (true) {
    const auto part = *writer_.ClaimPart(set.number, absl::Minutes(1));
    ASSERT_TRUE(part.has_value());
    if (part->end_bucket == 1024) break;
    ASSERT_TRUE(writer_.FinishPart(set.number, *part, {}).ok());
  }
  EXPECT_EQ(writer_.Progress(set.number)->open_parts, 1);
  EXPECT_EQ(ReasonOf(writer_.Publish(set, [] { return absl::OkStatus(); })), "CONCURRENT_CHANGE");
  EXPECT_EQ(ReasonOf(reader_.Published().status()), "NO_SCORES");
}

TEST_F(SqlScoreStoreTest, PartsCoverAllBucketsOnceEach) {
  const ScoreSet set = BeginSet(NewUuid());
  int next = 0;
  for (auto part = *writer_.ClaimPart(set.number, absl::Minutes(1)); part;
       part = *writer_.ClaimPart(set.number, absl::Minutes(1))) {
    EXPECT_EQ(part->first_bucket, next);
    next = part->end_bucket;
  }
  EXPECT_EQ(next, 1024);
}

TEST_F(SqlScoreStoreTest, APartIsClaimedByOneUntilItsLeaseEnds) {
  const ScoreSet set = BeginSet(NewUuid());
  const auto part = *writer_.ClaimPart(set.number, absl::Milliseconds(50));
  EXPECT_NE((*writer_.ClaimPart(set.number, absl::Minutes(1)))->first_bucket, part->first_bucket);
  absl::SleepFor(absl::Milliseconds(60));
  EXPECT_EQ((*writer_.ClaimPart(set.number, absl::Minutes(1)))->first_bucket, part->first_bucket);
  ASSERT_TRUE(writer_.ReleasePart(set.number, *part).ok());
  EXPECT_EQ((*writer_.ClaimPart(set.number, absl::Minutes(1)))->first_bucket, part->first_bucket);
}

TEST_F(SqlScoreStoreTest, OfTwoWhoFinishAPartTheFirstCounts) {
  const ScoreSet set = BeginSet(NewUuid());
  const auto part = *writer_.ClaimPart(set.number, absl::Minutes(1));
  const CustomerScore one = Sample("a"), other = Sample("b");
  ASSERT_TRUE(writer_.FinishPart(set.number, *part, {&one, 1}).ok());
  ASSERT_TRUE(writer_.FinishPart(set.number, *part, {&other, 1}).ok());
  ASSERT_TRUE(Write(set, {}).ok());
  ASSERT_TRUE(writer_.Publish(set, [] { return absl::OkStatus(); }).ok());
  EXPECT_TRUE(reader_.Find("a").ok());
  EXPECT_EQ(ReasonOf(reader_.Find("b").status()), "SCORE_UNKNOWN");
}

TEST_F(SqlScoreStoreTest, ARemovedSetTakesNoMoreScores) {
  const ScoreSet set = BeginSet(NewUuid());
  const auto part = *writer_.ClaimPart(set.number, absl::Minutes(1));
  ASSERT_TRUE(writer_.RemoveOldSets(2).ok());  // no job of this id lives
  const CustomerScore score = Sample("a");
  EXPECT_TRUE(writer_.FinishPart(set.number, *part, {&score, 1}).ok());
  int rows = 0;
  ASSERT_TRUE(reader_.ReadValues(set.number, [&](const CustomerValue&) { ++rows; }).ok());
  EXPECT_EQ(rows, 0);
  EXPECT_EQ(ReasonOf(writer_.Publish(set, [] { return absl::OkStatus(); })), "CONCURRENT_CHANGE");
}

TEST_F(SqlScoreStoreTest, SumsUpWhatASetCameTo) {
  const ScoreSet set = BeginSet(NewUuid());
  std::vector<CustomerScore> scores = {Sample("a"), Sample("b")};
  scores[0].clv_60_months_minor = 100;
  scores[1].clv_60_months_minor = 250;
  ASSERT_TRUE(Write(set, scores).ok());
  ASSERT_TRUE(writer_.Publish(set, [] { return absl::OkStatus(); }).ok());
  const auto sets = *reader_.ListSets(set.number + 1, 5);
  ASSERT_EQ(sets.size(), 1);
  EXPECT_EQ(sets[0].customers, 2);
  EXPECT_EQ(sets[0].clv_60_months_minor, 350);
  EXPECT_TRUE(sets[0].publish_time.has_value());
  EXPECT_TRUE(reader_.ListSets(set.number, 5)->empty());
}

TEST_F(SqlScoreStoreTest, ReadsTheScoreOfAnOlderSet) {
  const ScoreSet first = BeginSet(NewUuid()), second = BeginSet(NewUuid());
  std::vector<CustomerScore> scores = {Sample("a")};
  ASSERT_TRUE(Write(first, scores).ok());
  scores[0].summary.repeats = 50;
  ASSERT_TRUE(Write(second, scores).ok());
  ASSERT_TRUE(writer_.Publish(first, [] { return absl::OkStatus(); }).ok());
  ASSERT_TRUE(writer_.Publish(second, [] { return absl::OkStatus(); }).ok());
  EXPECT_EQ(reader_.FindIn(first.number, "a")->score.summary.repeats, 3);
  EXPECT_EQ(reader_.FindIn(second.number, "a")->score.summary.repeats, 50);
  EXPECT_EQ(ReasonOf(reader_.FindIn(first.number, "b").status()), "SCORE_UNKNOWN");
  EXPECT_EQ(ReasonOf(reader_.FindIn(99, "a").status()), "SCORE_SET_UNKNOWN");
}

TEST_F(SqlScoreStoreTest, NumbersWhatIsScoredAnewWithoutGaps) {
  const ScoreSet set = BeginSet(NewUuid());
  ASSERT_TRUE(Write(set, std::vector{Sample("a"), Sample("b"), Sample("c")}).ok());
  ASSERT_TRUE(writer_.Publish(set, [] { return absl::OkStatus(); }).ok());
  EXPECT_EQ(changes_.Head()->set_number, set.number);
  EXPECT_EQ(changes_.Head()->last_change, 0);
  CustomerScore again = Sample("a");
  again.summary.repeats = 99;
  ASSERT_TRUE(follow_.Apply(*follow_.Place(), {.scores = {again}, .without_score = {"b"}}, "1").ok());
  EXPECT_EQ(changes_.Head()->last_change, 2);
  const auto news = *changes_.ChangesAfter(set.number, 0, 10);
  ASSERT_EQ(news.changes.size(), 2);
  EXPECT_EQ(news.last_change, 2);
  EXPECT_EQ(news.changes[0].customer_id, "b");
  EXPECT_FALSE(news.changes[0].score.has_value());
  EXPECT_EQ(news.changes[1].score->summary.repeats, 99);
  EXPECT_EQ(changes_.ChangesAfter(set.number, 1, 10)->changes.size(), 1);
  EXPECT_TRUE(changes_.ChangesAfter(set.number, 2, 10)->changes.empty());
}

TEST_F(SqlScoreStoreTest, AJobHasOneSetHoweverOftenItBegins) {
  const std::string job_id = NewUuid();
  const ScoreSet set = BeginSet(job_id);
  EXPECT_EQ(BeginSet(job_id).number, set.number);
  ASSERT_TRUE(Write(set, {}).ok());
  ASSERT_TRUE(writer_.Publish(set, [] { return absl::OkStatus(); }).ok());
  EXPECT_TRUE(BeginSet(job_id).published);
}

TEST_F(SqlScoreStoreTest, PublishingTwiceIsPublishingOnce) {
  const ScoreSet first = BeginSet(NewUuid()), second = BeginSet(NewUuid());
  ASSERT_TRUE(Write(first, {}).ok() && Write(second, {}).ok());
  ASSERT_TRUE(writer_.Publish(first, [] { return absl::OkStatus(); }).ok());
  ASSERT_TRUE(writer_.Publish(second, [] { return absl::OkStatus(); }).ok());
  ASSERT_TRUE(writer_.Publish(first, [] { return absl::OkStatus(); }).ok());
  EXPECT_EQ((*reader_.Published())->number, second.number);
}

TEST_F(SqlScoreStoreTest, AFollowerWhoseSetIsNoLongerPublishedIsTurnedAway) {
  const ScoreSet first = BeginSet(NewUuid()), second = BeginSet(NewUuid());
  ASSERT_TRUE(Write(first, {}).ok() && Write(second, {}).ok());
  ASSERT_TRUE(writer_.Publish(first, [] { return absl::OkStatus(); }).ok());
  const FollowPlace place = *follow_.Place();
  ASSERT_TRUE(writer_.Publish(second, [] { return absl::OkStatus(); }).ok());
  EXPECT_EQ(ReasonOf(follow_.Apply(place, {.scores = {Sample("a")}}, "1")), "CONCURRENT_CHANGE");
  EXPECT_EQ(ReasonOf(reader_.Find("a").status()), "SCORE_UNKNOWN");
  EXPECT_EQ(follow_.Place()->set_number, second.number);
}

TEST_F(SqlScoreStoreTest, ASetThatIsBeingWrittenIsNobodysToRead) {
  const ScoreSet set = BeginSet(NewUuid());
  EXPECT_EQ(ReasonOf(reader_.FindSet(set.number).status()), "CONCURRENT_CHANGE");
}

}  // namespace
}  // namespace bestand::scoring
