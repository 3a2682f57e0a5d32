#include "services/scoring/work/follower.h"

#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

class FollowerTest : public ScoringTest {
 protected:
  std::unique_ptr<Follower> Follow() {
    return std::make_unique<Follower>(Follower::Parts{profile_, profile_, models_, reader_, follow_, jobs_,
                                                      clock_, logger_, metrics_, absl::Milliseconds(20)});
  }

  // Waits until the customer's score satisfies `holds`; patient, since the machine may be busy.
  template <class Holds>
  bool Soon(const std::string& customer_id, const Holds& holds) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (absl::Now() < end) {
      const auto found = reader_.Find(customer_id);
      if (holds(found)) return true;
      absl::SleepFor(absl::Milliseconds(5));
    }
    return false;
  }

  void AwaitCursor(const std::string& cursor) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (follow_.Place()->cursor != cursor && absl::Now() < end) absl::SleepFor(absl::Milliseconds(5));
    ASSERT_EQ(follow_.Place()->cursor, cursor);
  }

  std::string lines_;
  log::Logger logger_{"scoring", log::Level::kWarning, [this](std::string_view line) { lines_ += line; }};
  metrics::Metrics metrics_;
};

TEST_F(FollowerTest, APurchaseChangesTheScore) {
  LoadCdnow(profile_);
  const auto follower = Follow();
  AwaitCursor("6919");
  ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd}).state, jobs::JobState::kSucceeded);
  ASSERT_EQ(RunJob(ScoringRequest{}).state, jobs::JobState::kSucceeded);
  follower->Restart();
  const CustomerScore before = reader_.Find("0001")->score;
  profile_.Buy("0001", kCdnowLast, 5000);
  EXPECT_TRUE(Soon(
      "0001", [&](const auto& found) { return found->score.summary.repeats == before.summary.repeats + 1; }));
  const CustomerScore after = reader_.Find("0001")->score;
  EXPECT_EQ(after.summary.total_value_minor, before.summary.total_value_minor + 5000);
  EXPECT_GT(after.buys_again, before.buys_again);
  EXPECT_EQ(after.as_of_day, kCdnowLast);
  EXPECT_EQ(reader_.Find("0001")->set->number, 1);
}

// The best of five counts: the promise is about the way, not about what else the machine does.
TEST_F(FollowerTest, APurchaseIsInTheScoreWithinASecond) {
  ScoreCdnow(ScoringRequest{});
  const auto follower = Follow();
  AwaitCursor("6919");
  absl::Duration best = absl::InfiniteDuration();
  for (int i = 1; i <= 5; ++i) {
    const absl::Time begin = absl::Now();
    profile_.Buy("0001", kCdnowLast + i, 100);
    EXPECT_TRUE(
        Soon("0001", [&](const auto& found) { return found->score.summary.last_day == kCdnowLast + i; }));
    best = std::min(best, absl::Now() - begin);
  }
  EXPECT_LT(best, absl::Seconds(1));
}

TEST_F(FollowerTest, ALaterPurchaseMovesTheCustomersOwnDayForward) {
  ScoreCdnow(ScoringRequest{});
  const auto follower = Follow();
  profile_.Buy("0002", kCdnowLast + 40, 1000);
  EXPECT_TRUE(Soon("0002", [&](const auto& found) { return found->score.as_of_day == kCdnowLast + 40; }));
  EXPECT_EQ(reader_.Find("0002")->score.days_silent(), 0);
  EXPECT_EQ(reader_.Find("0003")->score.as_of_day, kCdnowLast);
}

// A set of the past stays one: what came later must not seep in, what came before must.
TEST_F(FollowerTest, ALaterPurchaseStaysOutOfASetWhoseDayWasAskedFor) {
  ScoreCdnow();
  const CustomerScore before = reader_.Find("0002")->score;
  const auto follower = Follow();
  profile_.Buy("0002", kCdnowEnd + 1, 1000);
  profile_.Buy("late", kCdnowEnd + 1, 1000);
  profile_.Buy("0003", kCdnowEnd, 1000);
  EXPECT_TRUE(Soon("0003", [&](const auto& found) { return found->score.summary.last_day == kCdnowEnd; }));
  AwaitCursor("6922");
  const CustomerScore after = reader_.Find("0002")->score;
  EXPECT_EQ(after.summary.repeats, before.summary.repeats);
  EXPECT_EQ(after.as_of_day, kCdnowEnd);
  EXPECT_EQ(ReasonOf(reader_.Find("late").status()), "SCORE_UNKNOWN");
}

TEST_F(FollowerTest, ANewCustomerGetsAScore) {
  ScoreCdnow();
  const auto follower = Follow();
  profile_.Buy("new", kCdnowEnd, 1000);
  EXPECT_TRUE(Soon("new", [](const auto& found) { return found.ok(); }));
}

TEST_F(FollowerTest, AnErasedCustomerLosesTheScore) {
  ScoreCdnow();
  const auto follower = Follow();
  profile_.Erase("0001");
  EXPECT_TRUE(Soon("0001", [](const auto& found) { return ReasonOf(found.status()) == "SCORE_UNKNOWN"; }));
}

TEST_F(FollowerTest, BeingAddressedIsKnownToo) {
  ScoreCdnow();
  const auto follower = Follow();
  profile_.Address("0001", kCdnowEnd - 3);
  EXPECT_TRUE(Soon(
      "0001", [&](const auto& found) { return found->score.summary.last_outbound_day == kCdnowEnd - 3; }));
}

// A purchase that comes while a set is being written is in that set soon after it is published.
TEST_F(FollowerTest, ChangesDuringARunAreWorkedOffAgain) {
  LoadCdnow(profile_);
  const auto follower = Follow();
  AwaitCursor("6919");
  ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd}).state, jobs::JobState::kSucceeded);
  ASSERT_EQ(RunJob(ScoringRequest{}).state, jobs::JobState::kSucceeded);
  profile_.set_rows_a_chunk(500);
  profile_.set_before_chunk([&](int chunk) {
    if (chunk == 60) {  // of 64: the customer was most probably scored before
      profile_.Buy("0001", kCdnowLast, 5000);
      AwaitCursor("6920");  // worked off in the old set
    }
    return absl::OkStatus();
  });
  ASSERT_EQ(RunJob(ScoringRequest{}).state, jobs::JobState::kSucceeded);
  follower->Restart();
  EXPECT_TRUE(Soon("0001", [&](const auto& found) {
    return found->set->number == 2 && found->score.summary.last_day == kCdnowLast;
  }));
}

TEST_F(FollowerTest, GoesOnAfterCustomerProfileWasAway) {
  ScoreCdnow();
  const auto follower = Follow();
  profile_.set_away(true);
  profile_.Buy("0001", kCdnowEnd, 777);
  absl::SleepFor(absl::Milliseconds(100));
  profile_.set_away(false);
  EXPECT_TRUE(Soon("0001", [&](const auto& found) { return found->score.summary.last_day >= kCdnowEnd; }));
}

TEST_F(FollowerTest, StartsAnewWhenItsPlaceIsUnknown) {
  ScoreCdnow();
  ASSERT_TRUE(follow_.Apply(*follow_.Place(), {}, "9999999").ok());
  auto follower = Follow();
  AwaitCursor("6919");
  follower.reset();
  EXPECT_THAT(lines_, testing::HasSubstr("changes may be missing"));
}

// What happened between the lost place and the oldest change still told is in no stream: only a run knows it.
TEST_F(FollowerTest, RenewsAllScoresWhenItsPlaceIsUnknown) {
  ScoreCdnow({.margin = .5});
  ASSERT_TRUE(follow_.Apply(*follow_.Place(), {}, "9999999").ok());
  const auto one = Follow(), other = Follow();
  AwaitCursor("6919");
  const auto jobs = jobs_.List({.kind = kScoringJob});
  ASSERT_EQ(jobs->size(), 2);
  EXPECT_EQ(jobs->front().creator, "scoring");
  const auto runner = Runner();
  EXPECT_EQ(Await(jobs->front().id).state, jobs::JobState::kSucceeded);
  EXPECT_EQ((*reader_.Published())->number, 2);
  EXPECT_EQ((*reader_.Published())->settings.margin, .5);
  EXPECT_FALSE((*reader_.Published())->as_of_given);
}

// Tells no more what came before its 1,000th change.
class ForgetfulSource final : public ChangeSource {
 public:
  explicit ForgetfulSource(ChangeSource& changes) : changes_(changes) {}
  absl::Status Follow(const std::string& cursor, std::stop_token stop,
                      absl::FunctionRef<absl::Status(const ChangeChunk&)> take) override {
    if (!cursor.empty() && std::stoi(cursor) >= 1000) return changes_.Follow(cursor, std::move(stop), take);
    return Failure(absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN", "gone", {{"oldest_cursor", "1000"}});
  }

 private:
  ChangeSource& changes_;
};

TEST_F(FollowerTest, RenewsAllScoresWhenTheFirstChangesAreForgotten) {
  ScoreCdnow();
  ForgetfulSource forgetful(profile_);
  for (const std::string place : {"", "500"}) {
    ASSERT_TRUE(follow_.Apply(*follow_.Place(), {}, place).ok());
    const size_t before = jobs_.List({.kind = kScoringJob})->size();
    const Follower follower({forgetful, profile_, models_, reader_, follow_, jobs_, clock_, logger_, metrics_,
                             absl::Milliseconds(20)});
    AwaitCursor("6919");
    EXPECT_EQ(jobs_.List({.kind = kScoringJob})->size(), before + 1);
  }
}

TEST_F(FollowerTest, WhatCannotBeScoredKeepsTheOldScoreAndStopsNothing) {
  ScoreCdnow();
  const auto follower = Follow();
  AwaitCursor("6919");
  const CustomerScore before = reader_.Find("0001")->score;
  profile_.set_currency("EUR");
  profile_.Buy("0001", kCdnowLast, 1);
  AwaitCursor("6920");
  EXPECT_EQ(reader_.Find("0001")->score.summary.repeats, before.summary.repeats);
  EXPECT_THAT(metrics_.Text(), testing::HasSubstr("scoring_rescore_skipped_total 1"));
}

TEST_F(FollowerTest, TwoOfThemDoNoHarm) {
  ScoreCdnow();
  const auto one = Follow(), other = Follow();
  for (int i = 0; i < 20; ++i) profile_.Buy("x" + std::to_string(i), kCdnowEnd, 100);
  AwaitCursor("6939");
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(reader_.Find("x" + std::to_string(i)).ok());
}

}  // namespace
}  // namespace bestand::scoring
