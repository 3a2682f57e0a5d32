#include "services/scoring/api/products/next_product_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "common/jobs/runner.h"
#include "common/rpc/client.h"
#include "common/storage/sql_replays.h"
#include "services/scoring/storage/migrations.h"
#include "services/scoring/storage/products/sql_product_store.h"
#include "services/scoring/work/products/product_fit_work.h"
#include "tests/support/postgres.h"
#include "tests/support/served_api.h"
#include "tests/support/standing_clock.h"

namespace bestand::scoring {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// Purchase lines in memory; each customer's are sent in two chunks, as those of one with very many are.
class FakeLines : public BoughtLineSource {
 public:
  struct Line {
    std::string product;
    int32_t day;
    int64_t quantity;
  };
  struct Customer {
    std::vector<Line> lines;
    std::vector<std::string> never;
  };

  absl::Status Stream(const BoughtLineQuery& query,
                      absl::FunctionRef<absl::Status(const BoughtLineChunk&)> take) override {
    if (away) return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "customer-profile is away.");
    for (const auto& [id, customer] : customers) {
      const auto& asked = query.customer_ids;
      if (!asked.empty() && std::find(asked.begin(), asked.end(), id) == asked.end()) continue;
      const auto middle = customer.lines.begin() + static_cast<std::ptrdiff_t>(customer.lines.size() / 2);
      if (auto status = take(ChunkOf(id, {customer.lines.begin(), middle}, customer.never, query));
          !status.ok()) {
        return status;
      }
      if (auto status = take(ChunkOf(id, {middle, customer.lines.end()}, {}, query)); !status.ok())
        return status;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::unordered_map<std::string, std::string>> ProductNames() override {
    return std::unordered_map<std::string, std::string>{{"pot", "TEA POT"}, {"tea", "GREEN TEA"}};
  }

  std::map<std::string, Customer> customers;
  bool away = false;

 private:
  static BoughtLineChunk ChunkOf(const std::string& id, const std::vector<Line>& lines,
                                 const std::vector<std::string>& never, const BoughtLineQuery& query) {
    BoughtLineChunk chunk;
    chunk.customer_ids.push_back(id);
    for (const std::string& product : never) {
      chunk.refusing.push_back(0);
      chunk.refused.push_back(static_cast<int32_t>(chunk.product_ids.size()));
      chunk.product_ids.push_back(product);
    }
    for (const Line& line : lines) {
      if (query.as_of_day && line.day > *query.as_of_day) continue;
      chunk.customers.push_back(0);
      chunk.products.push_back(static_cast<int32_t>(chunk.product_ids.size()));
      chunk.product_ids.push_back(line.product);
      chunk.days.push_back(line.day);
      chunk.quantities.push_back(line.quantity);
    }
    return chunk;
  }
};

class NextProductApiTest : public ::testing::Test {
 protected:
  using Stub = v1::NextProductService::Stub;

  // Sixty customers buy a pot and, twenty days later, tea; sixty a mug and then coffee; all postage.
  void FillShop() {
    for (int at = 0; at < 120; ++at) {
      const bool pot = at % 2 == 0;
      lines_.customers["c" + std::to_string(at)].lines = {{pot ? "pot" : "mug", 15000 + at, 1},
                                                          {"POST", 15000 + at, 1},
                                                          {pot ? "tea" : "coffee", 15020 + at, 2}};
    }
  }

  std::string Begin(const v1::CreateProductFitJobRequest& request = {}) {
    const auto job = client_.Call(&Stub::CreateProductFitJob, request);
    EXPECT_TRUE(job.ok()) << job.status();
    return job.ok() ? job->product_fit_job().name() : "";
  }

  // Watches a job to its end.
  common::v1::JobStatus Run(const v1::CreateProductFitJobRequest& request = {}) {
    v1::WatchProductFitJobRequest watch;
    watch.set_name(Begin(request));
    const ProductFitWork work({lines_, store_, clock_});
    const jobs::JobRunner runner(*database_, {{kProductFitJob, work}}, {.poll = absl::Milliseconds(10)});
    const auto context = rpc::NewContext(client_.remote(), absl::Minutes(1));
    const auto reader = client_.stub().WatchProductFitJob(context.get(), watch);
    v1::WatchProductFitJobResponse seen;
    while (reader->Read(&seen)) {
    }
    reader->Finish();
    return seen.product_fit_job().status();
  }

  absl::StatusOr<v1::NextProducts> Next(const std::string& customer) {
    v1::SuggestNextProductsRequest request;
    request.set_customer("customers/" + customer);
    auto answer = client_.Call(&Stub::SuggestNextProducts, request);
    if (!answer.ok()) return answer.status();
    return answer->next_products();
  }

  static std::vector<std::string> NewOf(const v1::NextProducts& next) {
    std::vector<std::string> names;
    for (const auto& item : next.new_for_you()) names.push_back(item.product());
    return names;
  }

  static std::vector<std::string> AgainOf(const v1::NextProducts& next) {
    std::vector<std::string> names;
    for (const auto& item : next.buy_again()) names.push_back(item.product());
    return names;
  }

  TestDatabase database_{kMigrations, 8};
  StandingClock clock_{absl::FromCivil(absl::CivilDay(2026, 1, 31), absl::UTCTimeZone())};
  log::Logger logger_{"test", log::Level::kError};
  FakeLines lines_;
  jobs::Jobs jobs_{*database_};
  SqlProductStore store_{*database_};
  ProductKeeper keeper_{{store_, logger_, absl::Milliseconds(20)}};
  NextProducts next_products_{lines_, keeper_};
  storage::SqlReplays replays_{*database_};
  bestand::testing::ApiRuntime house_{&replays_};
  NextProductApi api_{{jobs_, keeper_, next_products_, house_.runtime()}};
  bestand::testing::ServedApi served_{house_.runtime(), {rpc::Host<v1::NextProductService>(api_)}};
  rpc::Client<v1::NextProductService> client_{served_.remote()};
};

TEST_F(NextProductApiTest, SuggestsBothListsWithTheirEvidence) {
  FillShop();
  v1::CreateProductFitJobRequest fit;
  fit.mutable_fit()->add_excluded_products("products/POST");
  ASSERT_EQ(Run(fit).state(), common::v1::JOB_STATE_SUCCEEDED);
  lines_.customers["new"].lines = {{"pot", 15100, 1}, {"pot", 15160, 1}};
  const auto next = Next("new");
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_FALSE(next->no_history());
  ASSERT_THAT(AgainOf(*next), ElementsAre("products/pot"));
  EXPECT_EQ(next->buy_again(0).display_name(), "TEA POT");
  EXPECT_EQ(next->buy_again(0).purchase_days(), 2);
  EXPECT_EQ(next->buy_again(0).usual_gap_days(), 60);
  EXPECT_EQ(next->buy_again(0).rhythm(), v1::PURCHASE_RHYTHM_NOT_YET);
  ASSERT_FALSE(next->new_for_you().empty());
  EXPECT_EQ(next->new_for_you(0).product(), "products/tea");
  EXPECT_EQ(next->new_for_you(0).after_product(), "products/pot");
  EXPECT_EQ(next->new_for_you(0).support(), 60);
  EXPECT_THAT(next->new_for_you(0).evidence(),
              HasSubstr("bought after TEA POT 2.0 x as often as expected, n = 60"));
}

TEST_F(NextProductApiTest, NeverSuggestsWhatCameBackOrIsNeverWanted) {
  FillShop();
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  lines_.customers["picky"] = {{{"pot", 15100, 1}, {"mug", 15100, 1}, {"mug", 15110, -1}}, {"tea"}};
  const auto next = Next("picky");
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_THAT(AgainOf(*next), ElementsAre("products/pot"));
  EXPECT_THAT(NewOf(*next), Not(Contains("products/tea")));
  EXPECT_THAT(NewOf(*next), Not(Contains("products/mug")));
}

TEST_F(NextProductApiTest, ShowsACustomerWithoutPurchasesWhatMostBuyLately) {
  FillShop();
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  lines_.customers["silent"] = {};
  const auto next = Next("silent");
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_TRUE(next->no_history());
  EXPECT_TRUE(next->buy_again().empty());
  ASSERT_FALSE(next->new_for_you().empty());
  EXPECT_THAT(next->new_for_you(0).evidence(), HasSubstr("lately"));
}

TEST_F(NextProductApiTest, FailsWithoutAModelAndForUnknownCustomersAndProducts) {
  FillShop();
  EXPECT_EQ(ReasonOf(Next("c1").status()), "NO_PRODUCT_MODEL");
  EXPECT_EQ(ReasonOf(client_.Call(&Stub::GetProductModel, v1::GetProductModelRequest()).status()),
            "NO_PRODUCT_MODEL");
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  EXPECT_EQ(ReasonOf(Next("nobody").status()), "CUSTOMER_UNKNOWN");
  v1::GetTransitionsRequest request;
  request.set_product("products/nothing");
  EXPECT_EQ(ReasonOf(client_.Call(&Stub::GetTransitions, request).status()), "PRODUCT_UNKNOWN");
  lines_.away = true;
  EXPECT_EQ(ReasonOf(Next("c1").status()), "SERVICE_AWAY");
}

TEST_F(NextProductApiTest, KnowsWhatIsBoughtAfterWhat) {
  FillShop();
  v1::CreateProductFitJobRequest fit;
  fit.mutable_fit()->add_excluded_products("products/POST");
  ASSERT_EQ(Run(fit).state(), common::v1::JOB_STATE_SUCCEEDED);
  v1::GetTransitionsRequest request;
  request.set_first_purchase(true);
  const auto all = client_.Call(&Stub::GetTransitions, request);
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->transitions_size(), 2);
  EXPECT_EQ(all->transitions(0).support(), 60);
  EXPECT_DOUBLE_EQ(all->transitions(0).expected(), 30);
  EXPECT_DOUBLE_EQ(all->transitions(0).lift(), 2);
  EXPECT_GT(all->transitions(0).lift_lower_bound(), 1.4);
  EXPECT_LT(all->transitions(0).lift_lower_bound(), 2);
  request.set_product("products/mug");
  EXPECT_EQ(client_.Call(&Stub::GetTransitions, request)->transitions(0).next_product(), "products/coffee");
  request.set_product("products/POST");
  EXPECT_EQ(ReasonOf(client_.Call(&Stub::GetTransitions, request).status()), "PRODUCT_UNKNOWN");
}

TEST_F(NextProductApiTest, TellsTheModelAndItsQuality) {
  FillShop();
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  const auto answer = client_.Call(&Stub::GetProductModel, v1::GetProductModelRequest());
  ASSERT_TRUE(answer.ok()) << answer.status();
  const v1::ProductModel& model = answer->product_model();
  EXPECT_EQ(model.customer_count(), 120);
  EXPECT_EQ(model.product_count(), 5);
  EXPECT_EQ(model.purchase_count(), 360);
  EXPECT_EQ(model.method(), "EASE^R");
  ASSERT_EQ(model.quality_size(), 4);
  EXPECT_EQ(model.quality(2).list(), "new for you");
  EXPECT_GT(model.quality(2).customer_count(), 0);
  EXPECT_TRUE(model.has_holdout_date());
}

TEST_F(NextProductApiTest, StreamsAllCustomers) {
  FillShop();
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  const auto context = rpc::NewContext(client_.remote());
  const auto reader = client_.stub().StreamNextProducts(context.get(), v1::StreamNextProductsRequest());
  std::map<std::string, size_t> seen;
  for (v1::StreamNextProductsResponse chunk; reader->Read(&chunk);) {
    for (const auto& next : chunk.next_products()) ++seen[next.customer()];
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(seen.size(), 120u);
  for (const auto& [customer, times] : seen) EXPECT_EQ(times, 1u) << customer;
}

TEST_F(NextProductApiTest, AReplicaReadsTheModelThatAnotherPublished) {
  FillShop();
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  ProductKeeper other({store_, logger_, absl::Hours(1)});
  const auto mine = keeper_.Current(), theirs = other.Current();
  ASSERT_TRUE(mine.ok() && theirs.ok());
  const ProductRecord &a = (*mine)->record(), &b = (*theirs)->record();
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.product_ids, b.product_ids);
  const std::vector<ItemDay> bought = {{0, 15000}};
  const auto one = (*mine)->Suggest({bought, {}, 15100}), two = (*theirs)->Suggest({bought, {}, 15100});
  ASSERT_EQ(one.fresh.size(), two.fresh.size());
  for (size_t i = 0; i < one.fresh.size(); ++i) EXPECT_EQ(one.fresh[i].score, two.fresh[i].score);
}

TEST_F(NextProductApiTest, OnlyTheTwoNewestModelsAreKept) {
  FillShop();
  std::vector<std::string> ids;
  for (int fit = 0; fit < 3; ++fit) {
    clock_.Set(clock_.Now() + absl::Hours(1));
    ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
    ids.push_back(*store_.ActiveId());
  }
  EXPECT_EQ(ReasonOf(store_.Load(ids[0]).status()), "NO_PRODUCT_MODEL");
  EXPECT_TRUE(store_.Load(ids[1]).ok());
  EXPECT_TRUE(store_.Load(ids[2]).ok());
  const absl::Time end = absl::Now() + absl::Seconds(20);
  while ((*keeper_.Current())->record().id != ids[2] && absl::Now() < end)
    absl::SleepFor(absl::Milliseconds(10));
  EXPECT_EQ((*keeper_.Current())->record().id, ids[2]);
}

TEST_F(NextProductApiTest, AFitOfNothingFailsAndLeavesTheModelInForce) {
  EXPECT_EQ(Run().state(), common::v1::JOB_STATE_FAILED);
  FillShop();
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  const std::string id = *store_.ActiveId();
  v1::CreateProductFitJobRequest before_all;
  before_all.mutable_fit()->mutable_as_of_date()->set_year(1990);
  before_all.mutable_fit()->mutable_as_of_date()->set_month(1);
  before_all.mutable_fit()->mutable_as_of_date()->set_day(1);
  const auto status = Run(before_all);
  EXPECT_EQ(status.state(), common::v1::JOB_STATE_FAILED);
  EXPECT_THAT(status.error().message(), HasSubstr("import purchases first"));
  EXPECT_EQ(*store_.ActiveId(), id);
}

TEST_F(NextProductApiTest, TwoCustomersOfOneProductHaveAModelWithoutQuality) {
  lines_.customers["a"].lines = {{"pot", 15000, 1}};
  lines_.customers["b"].lines = {{"pot", 15001, 1}};
  ASSERT_EQ(Run().state(), common::v1::JOB_STATE_SUCCEEDED);
  EXPECT_EQ(
      client_.Call(&Stub::GetProductModel, v1::GetProductModelRequest())->product_model().quality_size(), 0);
  EXPECT_THAT(AgainOf(*Next("a")), ElementsAre("products/pot"));
  EXPECT_TRUE(Next("a")->new_for_you().empty());
}

TEST_F(NextProductApiTest, CancelsAJob) {
  FillShop();
  v1::CancelProductFitJobRequest cancel;
  cancel.set_name(Begin());
  const auto job = client_.Call(&Stub::CancelProductFitJob, cancel);
  ASSERT_TRUE(job.ok()) << job.status();
  EXPECT_EQ(job->product_fit_job().status().state(), common::v1::JOB_STATE_CANCELLED);
  EXPECT_EQ(*store_.ActiveId(), "");
}

TEST_F(NextProductApiTest, NamesEverythingThatIsWrong) {
  v1::CreateProductFitJobRequest fit;
  fit.mutable_fit()->mutable_as_of_date()->set_year(2011);
  fit.mutable_fit()->add_excluded_products("POST");
  fit.set_request_id("x");
  std::vector<std::string> fields;
  for (const auto& violation : ViolationsOf(client_.Call(&Stub::CreateProductFitJob, fit).status())) {
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, UnorderedElementsAre("fit.as_of_date", "fit.excluded_products[0]", "request_id"));
  v1::SuggestNextProductsRequest next;
  next.set_again_size(-1);
  EXPECT_EQ(ViolationsOf(client_.Call(&Stub::SuggestNextProducts, next).status()).size(), 2u);
}

}  // namespace
}  // namespace bestand::scoring
