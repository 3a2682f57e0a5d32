#include "services/scoring/work/segments/segment_work.h"

#include <cmath>

#include "common/id/id.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/storage/migrations.h"
#include "services/scoring/storage/segments/sql_segment_store.h"
#include "services/scoring/work/segments/newcomers.h"
#include "tests/services/scoring/work/segments/fake_shop.h"
#include "tests/support/postgres.h"
#include "tests/support/standing_clock.h"

namespace bestand::scoring {
namespace {

using testing::HasSubstr;

constexpr int32_t kToday = 15'000;

template <class T>
T Take(absl::StatusOr<T> answer) {
  EXPECT_TRUE(answer.ok()) << answer.status();
  return *std::move(answer);
}

// A job that keeps what it is told.
class FakeJob : public jobs::JobContext {
 public:
  explicit FakeJob(std::string parameters = "-") {
    job_.id = NewUuid();
    job_.parameters = std::move(parameters);
  }
  const jobs::Job& job() const override { return job_; }
  void Report(const jobs::Progress& progress) override { activities.insert(progress.activity); }
  bool Cancelled() const override { return cancelled; }
  absl::Status Checkpoint(std::string_view bytes) override {
    checkpoint_ = std::string(bytes);
    return checkpoint_result;
  }
  const std::string& LastCheckpoint() const override { return checkpoint_; }

  std::set<std::string> activities;
  bool cancelled = false;
  absl::Status checkpoint_result;

 private:
  jobs::Job job_;
  std::string checkpoint_;
};

// 120 regulars buy wine every three weeks, companies in AT; 120 others bought toys twice, long ago, persons
// in DE.
class SegmentWorkTest : public ::testing::Test {
 protected:
  SegmentWorkTest() {
    models_.model->id = NewUuid();
    models_.model->currency = {"EUR", 100};
    models_.model->buying.model = {ModelKind::kBgNbd, {.4, 4.4, .79, 2.4}};
    models_.model->buying.log_covariance.assign(16, 0);
    models_.model->spending = FlatSpending(50);
    for (int i = 0; i < 240; ++i) AddCustomer(i);
    for (int i = 0; i < 30; ++i) {
      shop_.catalogue.push_back({"t" + std::to_string(100 + i), "WOODEN TOY " + Letters(i), ""});
      shop_.catalogue.push_back({"w" + std::to_string(100 + i), "RED WINE " + Letters(i), ""});
    }
  }

  static std::string Letters(int i) {
    return std::string(1, static_cast<char>('A' + i % 26)) + static_cast<char>('A' + i / 26);
  }

  void AddCustomer(int i) {
    const bool regular = i % 2 == 0;
    const std::string id = "c" + std::to_string(1000 + i);
    shop_.customers.push_back({id, regular ? "COMPANY" : "PERSON", regular ? "AT" : "DE"});
    const int32_t first = kToday - 400 + i % 20;
    const int32_t last = regular ? kToday - i % 25 : first + 60;
    for (int32_t day = first; day <= last; day += regular ? 21 : 60)
      AddBasket(id, regular ? "w" : "t", day, i);
  }

  // Four products of a kind, chosen by customer and day.
  void AddBasket(const std::string& id, const std::string& kind, int32_t day, int seed) {
    for (int j = 0; j < 4; ++j) {
      const int product = 100 + (seed * 7 + day * 13 + j * 11 + (seed * day) % 17) % 30;
      shop_.Buy(id, kind + std::to_string(product), day, kind == "w" ? 2'000 : 500);
    }
  }

  absl::StatusOr<std::string> Run(FakeJob& job, int threads = 1) {
    const SegmentWork work({scores_, models_, shop_, shop_, store_, clock_, threads});
    return work(job);
  }

  SegmentRun RunOnce() {
    scores_.Score(kToday);
    FakeJob job;
    const auto result = Run(job);
    EXPECT_TRUE(result.ok()) << result.status();
    return *store_.Published();
  }

  std::map<std::string, SegmentMember> Members(int32_t run) {
    std::map<std::string, SegmentMember> members;
    const auto page = store_.ListById(run, "", 10'000);
    EXPECT_TRUE(page.ok()) << page.status();
    for (const SegmentMember& member : *page) members[member.customer_id] = member;
    return members;
  }

  TestDatabase database_{kMigrations};
  StandingClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  FakeShop shop_;
  OneModel models_;
  ShopScores scores_{shop_, models_};
  SqlSegmentStore store_{*database_};
};

TEST_F(SegmentWorkTest, FindsWhoBelongsTogetherAndSaysWhatTheyBuy) {
  const SegmentRun run = RunOnce();
  EXPECT_EQ(run.customers, 240);
  EXPECT_EQ(run.currency, "EUR");
  EXPECT_EQ(run.as_of_day, kToday);
  const auto members = Members(run.number);
  ASSERT_EQ(members.size(), 240);
  for (const auto& [id, member] : members) {
    const bool regular = std::stoi(id.substr(1)) % 2 == 0;
    for (const auto& other : {"c1000", "c1001"}) {
      const bool like = regular == (std::string(other) == "c1000");
      if (!like) {
        EXPECT_NE(member.segment, members.at(other).segment) << id;
      }
    }
  }
  const auto segments = store_.ListSegments(run.number, SegmentKind::kCluster);
  ASSERT_TRUE(segments.ok()) << segments.status();
  std::string all;
  int64_t customers = 0;
  for (const SegmentRow& segment : *segments) {
    all += segment.words.description + "\n";
    customers += segment.profile.customers;
  }
  EXPECT_EQ(customers, 240);
  EXPECT_THAT(all, HasSubstr("wine"));
  EXPECT_THAT(all, HasSubstr("toy"));
}

TEST_F(SegmentWorkTest, FindsGroupsByWhatIsBoughtTogether) {
  const SegmentRun run = RunOnce();
  const auto groups = *store_.ListGroups(run.number);
  ASSERT_GE(groups.size(), 2);
  for (const GroupedProduct& product : Take(store_.ListProducts(run.number))) {
    const auto group = std::find_if(groups.begin(), groups.end(),
                                    [&](const ProductGroup& one) { return one.id == product.group; });
    ASSERT_NE(group, groups.end());
    EXPECT_THAT(group->name, HasSubstr(product.id[0] == 'w' ? "wine" : "toy")) << product.id;
  }
}

TEST_F(SegmentWorkTest, TakesCategoriesWhereTheCatalogueHasThem) {
  for (CatalogueProduct& product : shop_.catalogue)
    product.category = product.id[0] == 'w' ? "Cellar" : "Nursery";
  const auto groups = *store_.ListGroups(RunOnce().number);
  ASSERT_EQ(groups.size(), 2);
  EXPECT_EQ(groups[0].name, "Cellar");
  EXPECT_EQ(groups[0].products, 30);
  EXPECT_EQ(groups[1].name, "Nursery");
}

TEST_F(SegmentWorkTest, MovesNobodyWhomTheDataDoesNotMove) {
  const SegmentRun first = RunOnce(), second = RunOnce();
  EXPECT_EQ(second.number, first.number + 1);
  EXPECT_TRUE(second.kept);
  EXPECT_EQ(second.silhouette, first.silhouette);
  EXPECT_EQ(second.next_segment_id, first.next_segment_id);
  const auto before = Members(first.number), after = Members(second.number);
  for (const auto& [id, member] : after) {
    ASSERT_EQ(member.segment, before.at(id).segment);
    EXPECT_EQ(member.history, std::to_string(member.segment) + " " + std::to_string(member.segment));
  }
  for (const SegmentMovement& movement : Take(store_.ListMovements(second.number))) {
    EXPECT_EQ(movement.from, movement.to);
  }
  EXPECT_TRUE(store_.ListMovements(first.number)->empty());
}

TEST_F(SegmentWorkTest, TellsWhoMovedCameAndWent) {
  const SegmentRun first = RunOnce();
  const auto before = Members(first.number);
  std::erase_if(shop_.lines, [](const ShopLine& line) { return line.customer == "c1003"; });
  AddCustomer(500);
  for (int32_t day = kToday - 300; day <= kToday; day += 21) AddBasket("c1001", "w", day, 2);
  const SegmentRun second = RunOnce();
  const auto after = Members(second.number);
  EXPECT_EQ(after.count("c1003"), 0);
  EXPECT_EQ(after.at("c1001").segment, before.at("c1000").segment);
  EXPECT_EQ(after.at("c1500").history, std::to_string(after.at("c1500").segment) + " 0");
  std::map<std::pair<int32_t, int32_t>, int64_t> moved;
  for (const SegmentMovement& movement : Take(store_.ListMovements(second.number))) {
    moved[{movement.from, movement.to}] = movement.customers;
  }
  EXPECT_EQ((moved[{0, after.at("c1500").segment}]), 1);
  EXPECT_EQ((moved[{before.at("c1003").segment, 0}]), 1);
  EXPECT_GE((moved[{before.at("c1001").segment, after.at("c1001").segment}]), 1);
}

TEST_F(SegmentWorkTest, GivesTheSameForAnyNumberOfThreadsAndCutOfChunks) {
  const SegmentRun one = RunOnce();
  const auto members = Members(one.number);
  TestDatabase other(kMigrations);
  SqlSegmentStore store(*other);
  shop_.lines_a_chunk = 7;
  FakeJob job;
  const SegmentWork work({scores_, models_, shop_, shop_, store, clock_, 3});
  ASSERT_TRUE(work(job).ok());
  EXPECT_EQ(store.Published()->silhouette, one.silhouette);
  for (const SegmentMember& member : Take(store.ListById(1, "", 10'000))) {
    EXPECT_EQ(member.segment, members.at(member.customer_id).segment);
    EXPECT_EQ(member.rfm, members.at(member.customer_id).rfm);
  }
}

TEST_F(SegmentWorkTest, ListsWhoIsRipeAndNobodyElse) {
  const SegmentRun run = RunOnce();
  const auto ripe = *store_.ListRipe({.run = run.number, .limit = 1000});
  ASSERT_FALSE(ripe.empty());
  int64_t last = std::numeric_limits<int64_t>::max();
  for (const SegmentMember& member : ripe) {
    EXPECT_LE(member.opens_day, kToday);
    EXPECT_GE(member.closes_day, kToday);
    EXPECT_LE(member.ripe_minor, last);
    last = member.ripe_minor;
    EXPECT_EQ(std::stoi(member.customer_id.substr(1)) % 2, 0) << "a customer who is long asleep";
    EXPECT_NEAR(static_cast<double>(member.ripe_minor), member.buys_probability * 5'000, 60);
  }
  // Who bought today is not ripe yet.
  EXPECT_TRUE(std::none_of(ripe.begin(), ripe.end(), [&](const SegmentMember& member) {
    return std::any_of(shop_.lines.begin(), shop_.lines.end(), [&](const ShopLine& line) {
      return line.customer == member.customer_id && line.day == kToday;
    });
  }));
}

TEST_F(SegmentWorkTest, FindsWhatRises) {
  for (int week = 0; week < 57; ++week) {
    for (int i = 0; i < week; ++i) {
      const int32_t day = kToday - 7 * (56 - week);
      shop_.Buy("c" + std::to_string(1000 + 2 * (i % 120)), "w100", day, 100);
    }
  }
  const SegmentRun run = RunOnce();
  const auto trends = *store_.ListTrends({.run = run.number, .subject = TrendSubject::kProduct});
  ASSERT_FALSE(trends.empty());
  EXPECT_EQ(trends[0].row.subject_id, "w100");
  EXPECT_EQ(trends[0].row.name, "RED WINE AA");
  EXPECT_GT(trends[0].row.trend.growth_low, .01);
  EXPECT_TRUE(trends[0].row.trend.season_known);
  EXPECT_EQ(trends[0].position, 1);
  const auto falling =
      *store_.ListTrends({.run = run.number, .subject = TrendSubject::kProduct, .rising = false});
  for (const PlacedTrend& trend : falling) EXPECT_LT(trend.row.trend.monthly_growth, 0);
}

TEST_F(SegmentWorkTest, ValuesProspectsByTheirLookalikes) {
  EXPECT_EQ(ReasonOf(ScoreProspects(store_, {{}}).status()), "NO_SEGMENTS");
  const SegmentRun run = RunOnce();
  const auto found = ScoreProspects(store_, {{.kind = "COMPANY"},
                                             {.kind = "PERSON", .country = "DE"},
                                             {.kind = "COMPANY", .country = "FR"},
                                             {.product = "w101"},
                                             {.product_group = "999"}});
  ASSERT_TRUE(found.ok()) << found.status();
  const auto& values = found->values;
  EXPECT_GT(values[0].cohort.value_minor, 3 * values[1].cohort.value_minor);
  EXPECT_EQ(values[0].cohort_name, "companies (n = 120)");
  EXPECT_EQ(values[1].cohort_name, "persons in DE (n = 120)");
  EXPECT_EQ(values[2].cohort_name, "companies (n = 120)");
  EXPECT_THAT(values[3].cohort_name, HasSubstr("wine"));
  EXPECT_EQ(values[4].cohort_name, "all customers (n = 240)");
  EXPECT_EQ(found->run.number, run.number);
}

TEST_F(SegmentWorkTest, KeepsTheOldRunInForceWhenTheNewOneEndsEarly) {
  const SegmentRun first = RunOnce();
  FakeJob cancelled;
  cancelled.cancelled = true;
  EXPECT_FALSE(Run(cancelled).ok());
  shop_.before_chunk = [] { return absl::UnavailableError("away"); };
  FakeJob away;
  EXPECT_EQ(Run(away).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(store_.Published()->number, first.number);
  EXPECT_EQ(Members(first.number).size(), 240);
}

TEST_F(SegmentWorkTest, StartsAgainAfterACrashWithNothingTwice) {
  scores_.Score(kToday);
  FakeJob job;
  job.checkpoint_result = absl::AbortedError("taken over");  // everything is written, nothing published
  EXPECT_FALSE(Run(job).ok());
  EXPECT_EQ(ReasonOf(store_.Published().status()), "NO_SEGMENTS");
  job.checkpoint_result = absl::OkStatus();
  EXPECT_EQ(*Run(job), "240");
  const int32_t number = store_.Published()->number;
  EXPECT_EQ(Members(number).size(), 240);
  EXPECT_EQ(*Run(job), "240");  // and a job that had ended changes nothing
  EXPECT_EQ(store_.Published()->number, number);
}

TEST_F(SegmentWorkTest, ForgetsOldRunsButNotTheirMovements) {
  const SegmentRun first = RunOnce(), second = RunOnce(), third = RunOnce();
  FakeJob job;
  ASSERT_TRUE(Run(job).ok());
  EXPECT_TRUE(Members(first.number).empty());
  EXPECT_TRUE(Members(second.number).empty());
  EXPECT_EQ(Members(third.number).size(), 240);
  EXPECT_EQ(ReasonOf(store_.FindRun(first.number).status()), "CONCURRENT_CHANGE");
  EXPECT_FALSE(store_.ListMovements(second.number)->empty());
  EXPECT_EQ(store_.ListRuns(1000, 12)->size(), 4);
  EXPECT_EQ(Members(third.number + 1).at("c1000").history, "1 1 1 1");
}

TEST_F(SegmentWorkTest, HasDefinedResultsForPoorData) {
  FakeJob nothing;
  EXPECT_EQ(ReasonOf(Run(nothing).status()), "NO_SCORES");
  shop_.lines.clear();
  shop_.catalogue.clear();
  shop_.customers.clear();
  shop_.Buy("only", "p", kToday - 5, 100);
  const SegmentRun one = RunOnce();
  EXPECT_EQ(one.customers, 1);
  EXPECT_THAT(one.notes, testing::Contains(HasSubstr("1 customers bear 1 segments")));
  EXPECT_EQ(ScoreProspects(store_, {{.kind = "PERSON"}})->values[0].cohort_name, "all customers (n = 1)");
  shop_.currency = "USD";
  scores_.Score(kToday);
  shop_.currency = "CHF";
  FakeJob mixed;
  EXPECT_EQ(ReasonOf(Run(mixed).status()), "CURRENCY_MIXED");
}

TEST_F(SegmentWorkTest, BearsProductsWithoutNamesAndPurchasesWithoutLines) {
  shop_.catalogue.clear();
  const SegmentRun run = RunOnce();
  for (const ProductGroup& group : Take(store_.ListGroups(run.number))) {
    EXPECT_EQ(group.name, "group " + std::to_string(group.id));
  }
  const std::vector<ShopLine> lines = shop_.lines;
  shop_.lines.clear();  // the scores know of purchases, customer-profile of no lines
  FakeJob job;
  ASSERT_TRUE(Run(job).ok());
  EXPECT_THAT(store_.Published()->notes, testing::Contains(HasSubstr("No purchase lines")));
  EXPECT_EQ(Members(store_.Published()->number).size(), 240);
}

TEST(SegmentRequest, IsReadAsItWasWritten) {
  EXPECT_EQ(DecodeSegmentRequest(Encode(SegmentRequest{}))->segments, std::nullopt);
  EXPECT_EQ(DecodeSegmentRequest(Encode(SegmentRequest{7}))->segments, 7);
  for (const char* bytes : {"", "x", "0", "21", "-1"}) {
    EXPECT_EQ(ReasonOf(DecodeSegmentRequest(bytes).status()), "INTERNAL_ERROR") << bytes;
  }
}

}  // namespace
}  // namespace bestand::scoring
