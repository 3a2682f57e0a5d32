#include "services/scoring/api/segments/segment_api.h"

#include "common/id/id.h"
#include "common/jobs/runner.h"
#include "common/rpc/client.h"
#include "common/storage/sql_replays.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/api/segments/prospect_api.h"
#include "services/scoring/api/segments/segment_names.h"
#include "services/scoring/storage/migrations.h"
#include "services/scoring/storage/segments/sql_segment_store.h"
#include "services/scoring/work/segments/segment_work.h"
#include "tests/services/scoring/work/segments/fake_shop.h"
#include "tests/support/postgres.h"
#include "tests/support/served_api.h"

namespace bestand::scoring {
namespace {

using Segments = v1::SegmentService::Stub;
using Prospects = v1::ProspectService::Stub;

constexpr int32_t kToday = 15'000;

// 60 regulars and 60 who came once, long ago, behind a real server.
class SegmentApiTest : public ::testing::Test {
 protected:
  SegmentApiTest() {
    models_.model->id = NewUuid();
    models_.model->currency = {"EUR", 100};
    models_.model->buying.model = {ModelKind::kBgNbd, {.4, 4.4, .79, 2.4}};
    models_.model->buying.log_covariance.assign(16, 0);
    models_.model->spending = FlatSpending(50);
    for (int i = 0; i < 120; ++i) {
      const std::string id = "c" + std::to_string(1000 + i);
      shop_.customers.push_back({id, i % 2 == 0 ? "COMPANY" : "PERSON", "DE"});
      const int32_t last = i % 2 == 0 ? kToday - i % 23 : kToday - 380;
      for (int32_t day = kToday - 400 + i % 20; day <= last; day += 21)
        shop_.Buy(id, "p" + std::to_string(i % 7), day, 999);
    }
  }

  v1::SegmentJob RunJob() {
    scores_.Score(kToday);
    v1::CreateSegmentJobRequest request;
    request.set_segment_count(2);
    auto job = segments_.Call(&Segments::CreateSegmentJob, request)->segment_job();
    const SegmentWork work({scores_, models_, shop_, shop_, store_, SystemClock(), 1});
    const jobs::JobRunner runner(*database_, {{kSegmentJob, work}}, {.poll = absl::Milliseconds(10)});
    v1::WatchSegmentJobRequest watch;
    watch.set_name(job.name());
    const auto context = rpc::NewEndlessContext(segments_.remote());
    const auto reader = segments_.stub().WatchSegmentJob(context.get(), watch);
    v1::WatchSegmentJobResponse chunk;
    while (reader->Read(&chunk)) job = chunk.segment_job();
    EXPECT_TRUE(reader->Finish().ok());
    return job;
  }

  template <class Response>
  static std::vector<std::string> FieldsOf(const absl::StatusOr<Response>& answer) {
    std::vector<std::string> fields;
    for (const FieldViolation& violation : ViolationsOf(answer.status())) fields.push_back(violation.field);
    return fields;
  }

  TestDatabase database_{kMigrations};
  FakeShop shop_;
  OneModel models_;
  ShopScores scores_{shop_, models_};
  SqlSegmentStore store_{*database_};
  jobs::Jobs jobs_{*database_};
  storage::SqlReplays replays_{*database_};
  bestand::testing::ApiRuntime house_{&replays_};
  rpc::PageTokens tokens_{"0123456789abcdef"};
  SegmentApi segment_api_{{jobs_, scores_, store_, tokens_, house_.runtime()}};
  ProspectApi prospect_api_{store_, house_.runtime()};
  bestand::testing::ServedApi served_{
      house_.runtime(),
      {rpc::Host<v1::SegmentService>(segment_api_), rpc::Host<v1::ProspectService>(prospect_api_)}};
  rpc::Client<v1::SegmentService> segments_{served_.remote()};
  rpc::Client<v1::ProspectService> prospects_{served_.remote()};
};

TEST_F(SegmentApiTest, RunsAJobAndAnswersFromIt) {
  const v1::SegmentJob job = RunJob();
  EXPECT_EQ(job.status().state(), common::v1::JOB_STATE_SUCCEEDED) << job.status().DebugString();
  EXPECT_EQ(job.customer_count(), 120);
  EXPECT_EQ(job.requested_segment_count(), 2);

  const auto list = segments_.Call(&Segments::ListSegments, v1::ListSegmentsRequest());
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->segments_size(), 2);
  EXPECT_EQ(list->segments(0).name(), "segments/1");
  EXPECT_EQ(list->segments(0).customer_count() + list->segments(1).customer_count(), 120);
  EXPECT_EQ(list->segments(0).lifetime_value().currency_code(), "EUR");
  EXPECT_EQ(list->segment_run().customer_count(), 120);

  v1::GetCustomerSegmentRequest of;
  of.set_customer("customers/c1000");
  const auto segment = segments_.Call(&Segments::GetCustomerSegment, of);
  ASSERT_TRUE(segment.ok()) << segment.status();
  EXPECT_EQ(segment->segment().name(), segment->member().segment());
  ASSERT_EQ(segment->history_size(), 1);
  EXPECT_EQ(segment->history(0).segment(), segment->member().segment());
}

TEST_F(SegmentApiTest, PagesThroughMembersAndCellsWithoutLosingAnybody) {
  RunJob();
  v1::ListSegmentMembersRequest request;
  request.set_page_size(7);
  std::set<std::string> seen;
  for (const char* segment : {"segments/1", "segments/2"}) {
    request.set_segment(segment);
    request.clear_page_token();
    do {
      const auto page = segments_.Call(&Segments::ListSegmentMembers, request);
      ASSERT_TRUE(page.ok()) << page.status();
      for (const auto& member : page->members()) EXPECT_TRUE(seen.insert(member.customer()).second);
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
  }
  EXPECT_EQ(seen.size(), 120);

  v1::ListSegmentsRequest cells;
  cells.set_kind(v1::SEGMENT_KIND_RFM);
  int64_t in_cells = 0, listed = 0;
  const auto all_cells = segments_.Call(&Segments::ListSegments, cells);
  for (const auto& cell : all_cells->segments()) {
    in_cells += cell.customer_count();
    v1::ListSegmentMembersRequest members;
    members.set_segment(cell.name());
    members.set_page_size(1000);
    listed += segments_.Call(&Segments::ListSegmentMembers, members)->members_size();
  }
  EXPECT_EQ(in_cells, 120);
  EXPECT_EQ(listed, 120);
}

TEST_F(SegmentApiTest, ListsTrendsRipeCustomersAndMovements) {
  RunJob();
  RunJob();
  v1::ListTrendsRequest trends;
  trends.set_subject(v1::TREND_SUBJECT_PRODUCT);
  trends.set_include_unsure(true);
  trends.set_page_size(3);
  const auto first = segments_.Call(&Segments::ListTrends, trends);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->trends_size(), 3);
  trends.set_page_token(first->next_page_token());
  const auto second = segments_.Call(&Segments::ListTrends, trends);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_NE(second->trends(0).subject(), first->trends(2).subject());

  v1::ListRipeCustomersRequest ripe;
  ripe.set_page_size(2);
  const auto page = segments_.Call(&Segments::ListRipeCustomers, ripe);
  ASSERT_EQ(page->customers_size(), 2);
  EXPECT_FALSE(page->next_page_token().empty());
  EXPECT_GE(page->customers(0).expected_value().units(), page->customers(1).expected_value().units());

  const auto movements = segments_.Call(&Segments::ListMovements, v1::ListMovementsRequest());
  ASSERT_EQ(movements->movements_size(), 2);  // everybody stayed
  EXPECT_EQ(movements->segment_runs_size(), 2);
  EXPECT_EQ(movements->movements(0).from_segment(), movements->movements(0).to_segment());
  EXPECT_GT(
      segments_.Call(&Segments::ListProductGroups, v1::ListProductGroupsRequest())->product_groups_size(), 0);
}

TEST_F(SegmentApiTest, ValuesProspectsAsAPriorOnly) {
  RunJob();
  v1::BatchScoreProspectsRequest request;
  request.add_prospects()->set_kind(v1::PROSPECT_KIND_COMPANY);
  request.add_prospects()->set_product("products/p1");
  const auto answer = prospects_.Call(&Prospects::BatchScoreProspects, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->scores_size(), 2);
  EXPECT_TRUE(answer->scores(0).prior_only());
  EXPECT_EQ(answer->scores(0).cohort(), "companies (n = 60)");
  EXPECT_GT(answer->scores(0).expected_value().units(), 0);
  EXPECT_TRUE(prospects_.Call(&Prospects::ScoreProspect, v1::ScoreProspectRequest())->score().prior_only());
}

TEST_F(SegmentApiTest, SaysWhatIsMissing) {
  EXPECT_EQ(ReasonOf(segments_.Call(&Segments::CreateSegmentJob, v1::CreateSegmentJobRequest()).status()),
            "NO_SCORES");
  EXPECT_EQ(ReasonOf(segments_.Call(&Segments::ListSegments, v1::ListSegmentsRequest()).status()),
            "NO_SEGMENTS");
  EXPECT_EQ(ReasonOf(prospects_.Call(&Prospects::ScoreProspect, v1::ScoreProspectRequest()).status()),
            "NO_SEGMENTS");
  v1::GetSegmentJobRequest job;
  job.set_name("segmentJobs/none");
  EXPECT_EQ(ReasonOf(segments_.Call(&Segments::GetSegmentJob, job).status()), "JOB_UNKNOWN");
  RunJob();
  v1::ListSegmentMembersRequest members;
  members.set_segment("segments/99");
  EXPECT_EQ(ReasonOf(segments_.Call(&Segments::ListSegmentMembers, members).status()), "SEGMENT_UNKNOWN");
  v1::ListMovementsRequest movements;
  movements.set_segment_run("segmentRuns/99");
  EXPECT_EQ(ReasonOf(segments_.Call(&Segments::ListMovements, movements).status()), "SEGMENT_RUN_UNKNOWN");
  v1::GetCustomerSegmentRequest of;
  of.set_customer("customers/nobody");
  EXPECT_EQ(ReasonOf(segments_.Call(&Segments::GetCustomerSegment, of).status()), "SCORE_UNKNOWN");
}

TEST_F(SegmentApiTest, CancelsAJobThatWaits) {
  scores_.Score(kToday);
  v1::CancelSegmentJobRequest request;
  request.set_name(
      segments_.Call(&Segments::CreateSegmentJob, v1::CreateSegmentJobRequest())->segment_job().name());
  const auto answer = segments_.Call(&Segments::CancelSegmentJob, request);
  EXPECT_EQ(answer->segment_job().status().state(), common::v1::JOB_STATE_CANCELLED);
}

TEST_F(SegmentApiTest, NamesEverythingThatIsWrongWithARequest) {
  v1::CreateSegmentJobRequest create;
  create.set_segment_count(21);
  create.set_request_id("x");
  EXPECT_THAT(FieldsOf(segments_.Call(&Segments::CreateSegmentJob, create)),
              ::testing::ElementsAre("segment_count", "request_id"));
  v1::ListTrendsRequest trends;
  trends.set_segment("segments/rfm-543");
  trends.set_page_size(-1);
  EXPECT_THAT(FieldsOf(segments_.Call(&Segments::ListTrends, trends)),
              ::testing::ElementsAre("segment", "page_size"));
  v1::BatchScoreProspectsRequest batch;
  EXPECT_THAT(FieldsOf(prospects_.Call(&Prospects::BatchScoreProspects, batch)),
              ::testing::ElementsAre("prospects"));
  batch.add_prospects()->set_product("85123A");
  EXPECT_THAT(FieldsOf(prospects_.Call(&Prospects::BatchScoreProspects, batch)),
              ::testing::ElementsAre("prospects[0].product"));
}

TEST(SegmentNames, AreReadAsTheyAreWritten) {
  EXPECT_EQ(SegmentName(SegmentKind::kCluster, 3), "segments/3");
  EXPECT_EQ(SegmentName(SegmentKind::kRfm, 543), "segments/rfm-543");
  EXPECT_EQ(SegmentOf("segments/rfm-543")->id, 543);
  EXPECT_EQ(SegmentOf("segments/3")->kind, SegmentKind::kCluster);
  for (const char* name : {"", "3", "segments/", "segments/0", "segments/-1", "segments/x", "segments/rfm-",
                           "segments/99999999999", "segments/3/x"}) {
    EXPECT_FALSE(SegmentOf(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace bestand::scoring
