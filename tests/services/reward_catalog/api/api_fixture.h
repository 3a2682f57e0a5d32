#pragma once

#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "common/auth/gate.h"
#include "common/error/error.h"
#include "common/rpc/client.h"
#include "common/storage/sql_replays.h"
#include "services/reward_catalog/api/budget_api.h"
#include "services/reward_catalog/api/recommendation_api.h"
#include "services/reward_catalog/api/reward_api.h"
#include "services/reward_catalog/storage/migrations.h"
#include "services/reward_catalog/storage/sql_decision_store.h"
#include "services/reward_catalog/storage/sql_gift_store.h"
#include "services/reward_catalog/storage/sql_reward_store.h"
#include "tests/support/postgres.h"
#include "tests/support/standing_clock.h"

namespace bestand::reward_catalog {

inline absl::Status Away(const std::string& service) {
  return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", service + " is away; try again.",
                 {{"service", service}});
}

// The other services, each answering what a test put there, or failing.
struct OtherServices : ContactGate, CustomerSource, ValueSource, GiftLedger {
  absl::StatusOr<ContactAnswer> Check(std::string_view, std::string_view) override {
    if (before_consent) before_consent();
    if (!consent_failure.ok()) return consent_failure;
    return contact;
  }
  absl::StatusOr<CustomerFacts> Read(std::string_view) override {
    if (!profile_failure.ok()) return profile_failure;
    return customer;
  }
  absl::StatusOr<std::optional<Money>> YearValue(std::string_view) override {
    if (!scoring_failure.ok()) return scoring_failure;
    return value;
  }
  absl::Status Record(const Gift& gift) override {
    ++attempts;
    if (!ledger_failure.ok()) return ledger_failure;
    gifts[gift.decision_id] = gift;
    return absl::OkStatus();
  }

  std::function<void()> before_consent;  // may wait; called by many at the same time
  ContactAnswer contact{.allowed = true, .reason = "CONSENT", .needed_action = ""};
  CustomerFacts customer;
  std::optional<Money> value = Money{100'000, "GBP"};  // target GBP 20 at 2 %
  absl::Status consent_failure, profile_failure, scoring_failure, ledger_failure;
  std::map<std::string, Gift> gifts;
  int attempts = 0;
};

// The service as it runs, over the network and with its database; only the other services are fakes.
class ApiTest : public testing::Test {
 protected:
  using Rewards = v1::RewardService::Stub;
  using Budgets = v1::BudgetService::Stub;
  using Choices = v1::RecommendationService::Stub;

  // At most so many sessions of the database, and threads that answer without waiting for others.
  struct Bounds {
    int sessions = 8;
    int threads = 4;
  };
  ApiTest() : ApiTest(Bounds{}) {}
  explicit ApiTest(Bounds bounds) : bounds_(bounds) {
    others_.customer.recipient = Recipient::kPerson;
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    for (grpc::Service* api :
         std::initializer_list<grpc::Service*>{&reward_api_, &budget_api_, &recommendation_api_})
      builder.RegisterService(api);
    server_ = builder.BuildAndStart();
    config::UpstreamSettings upstream;
    upstream.target = "127.0.0.1:" + std::to_string(port);
    upstream.insecure = true;
    upstream.timeout = absl::Seconds(20);
    remote_ = *rpc::Connect(upstream, "reward-catalog", "test");
  }

  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Call(grpc::Status (Service::*method)(grpc::ClientContext*, const Request&,
                                                                Response*),
                                const Request& request) {
    using Whole = std::conditional_t<
        std::is_same_v<Service, Rewards>, v1::RewardService,
        std::conditional_t<std::is_same_v<Service, Budgets>, v1::BudgetService, v1::RecommendationService>>;
    return rpc::Client<Whole>(remote_).Call(method, request);
  }

  const Bounds bounds_;
  TestDatabase database_{kMigrations, bounds_.sessions};
  StandingClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  OtherServices others_;
  auth::LoopbackGate gate_;
  log::Logger logger_{"reward-catalog", log::Level::kError};
  metrics::Metrics metrics_;
  storage::SqlReplays replays_{*database_};
  rpc::Runtime runtime_{{gate_, logger_, metrics_, &replays_, {bounds_.threads, 64, 2}}};
  SqlRewardStore rewards_{*database_, clock_};
  SqlBudgetStore budgets_{*database_, clock_};
  SqlDecisionStore decisions_{*database_, clock_, absl::Hours(24)};
  SqlGiftStore gifts_{*database_, clock_};
  GiftDeliveries deliveries_{gifts_, others_};
  Recommendations recommendations_{
      decisions_, {others_, others_, others_}, TargetRules{}, absl::UTCTimeZone()};
  RewardApi reward_api_{rewards_, rpc::PageTokens("0123456789abcdef"), runtime_};
  BudgetApi budget_api_{budgets_, runtime_};
  RecommendationApi recommendation_api_{{recommendations_, decisions_, deliveries_}, runtime_};
  std::unique_ptr<grpc::Server> server_;
  rpc::Remote remote_;
};

inline google::type::Money Pounds(int64_t units) {
  google::type::Money money;
  money.set_currency_code("GBP");
  money.set_units(units);
  return money;
}

// A reward that is right in every field.
inline v1::Reward SoundReward(const std::string& id, const std::string& kind, int64_t pounds) {
  v1::Reward reward;
  reward.set_name("rewards/" + id);
  reward.set_display_name("A " + kind);
  reward.set_kind(kind);
  *reward.mutable_worth() = Pounds(pounds);
  reward.set_stock_count(5);
  return reward;
}

// The fields that a failure names.
inline std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

}  // namespace bestand::reward_catalog
