// The clients against servers that speak the real protocol.

#include <gmock/gmock.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "services/reward_catalog/clients/consent_client.h"
#include "services/reward_catalog/clients/profile_client.h"
#include "services/reward_catalog/clients/scoring_client.h"

namespace bestand::reward_catalog {
namespace {

namespace profile = customer_profile::v1;

// The three services in one, each answering what a test put there.
struct Others : consent::v1::ConsentService::Service,
                profile::HistoryService::Service,
                scoring::v1::ScoreService::Service {
  grpc::Status CheckContact(grpc::ServerContext*, const consent::v1::CheckContactRequest* request,
                            consent::v1::CheckContactResponse* response) override {
    asked = *request;
    std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms));
    *response = contact;
    return failure;
  }
  grpc::Status GetGiftContext(grpc::ServerContext*, const profile::GetGiftContextRequest*,
                              profile::GetGiftContextResponse* response) override {
    *response = context;
    return failure;
  }
  grpc::Status RecordGift(grpc::ServerContext*, const profile::RecordGiftRequest* request,
                          profile::RecordGiftResponse*) override {
    recorded = *request;
    return failure;
  }
  grpc::Status GetScore(grpc::ServerContext*, const scoring::v1::GetScoreRequest*,
                        scoring::v1::GetScoreResponse* response) override {
    *response = score;
    return failure;
  }

  grpc::Status failure;
  int delay_ms = 0;
  consent::v1::CheckContactRequest asked;
  consent::v1::CheckContactResponse contact;
  profile::GetGiftContextResponse context;
  profile::RecordGiftRequest recorded;
  scoring::v1::GetScoreResponse score;
};

class ClientsTest : public testing::Test {
 protected:
  ClientsTest() {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(static_cast<consent::v1::ConsentService::Service*>(&others_));
    builder.RegisterService(static_cast<profile::HistoryService::Service*>(&others_));
    builder.RegisterService(static_cast<scoring::v1::ScoreService::Service*>(&others_));
    server_ = builder.BuildAndStart();
    config::UpstreamSettings settings;
    settings.target = "127.0.0.1:" + std::to_string(port);
    settings.insecure = true;
    settings.timeout = absl::Milliseconds(400);
    remote_ = *rpc::Connect(settings, "consent", "reward-catalog");
  }
  void Fail(absl::StatusCode code, const std::string& reason) {
    others_.failure = rpc::ToGrpc(Failure(code, reason, "It is so; do something."));
  }

  Others others_;
  std::unique_ptr<grpc::Server> server_;
  rpc::Remote remote_;
};

TEST_F(ClientsTest, AsksForAnAdvertisingMail) {
  others_.contact.set_reason("NEEDS_DOI");
  others_.contact.set_needed_action("ask for an opt-in");
  const auto answer = ConsentClient(remote_).Check("c1", "gifts");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_FALSE(answer->allowed);
  EXPECT_EQ(answer->reason, "NEEDS_DOI");
  EXPECT_EQ(answer->needed_action, "ask for an opt-in");
  EXPECT_EQ(others_.asked.customer(), "customers/c1");
  EXPECT_EQ(others_.asked.purpose(), "purposes/gifts");
  EXPECT_EQ(others_.asked.channel(), consent::v1::CHANNEL_EMAIL);
  EXPECT_EQ(others_.asked.message_class(), consent::v1::MESSAGE_CLASS_MARKETING);
}

TEST_F(ClientsTest, CallsAServiceAwayThatDoesNotAnswerInTime) {
  others_.delay_ms = 800;
  const auto answer = ConsentClient(remote_).Check("c1", "gifts");
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(answer.status()), "SERVICE_AWAY");
}

TEST_F(ClientsTest, CallsAServiceAwayThatIsGone) {
  server_->Shutdown();
  EXPECT_EQ(ReasonOf(ConsentClient(remote_).Check("c1", "gifts").status()), "SERVICE_AWAY");
  EXPECT_EQ(ReasonOf(ProfileClient(remote_).Read("c1").status()), "SERVICE_AWAY");
  EXPECT_EQ(ReasonOf(ProfileClient(remote_).Record(Gift())), "SERVICE_AWAY");
  EXPECT_EQ(ReasonOf(ScoringClient(remote_).YearValue("c1").status()), "SERVICE_AWAY");
}

TEST_F(ClientsTest, CallsAServiceAwayThatDoesNotAdmitUs) {
  Fail(absl::StatusCode::kPermissionDenied, "SCOPE_MISSING");
  EXPECT_EQ(ReasonOf(ConsentClient(remote_).Check("c1", "gifts").status()), "SERVICE_AWAY");
}

TEST_F(ClientsTest, PassesOnWhatTheCallerCanMend) {
  Fail(absl::StatusCode::kNotFound, "PURPOSE_UNKNOWN");
  EXPECT_EQ(ReasonOf(ConsentClient(remote_).Check("c1", "gifts").status()), "PURPOSE_UNKNOWN");
  Fail(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(ProfileClient(remote_).Read("c1").status()), "CUSTOMER_UNKNOWN");
}

TEST_F(ClientsTest, TellsNoScoreFromNoScoring) {
  for (const std::string reason : {"SCORE_UNKNOWN", "NO_SCORES"}) {
    Fail(absl::StatusCode::kNotFound, reason);
    const auto value = ScoringClient(remote_).YearValue("c1");
    ASSERT_TRUE(value.ok()) << value.status();
    EXPECT_FALSE(value->has_value());
  }
  Fail(absl::StatusCode::kUnavailable, "DATABASE_AWAY");
  EXPECT_EQ(ScoringClient(remote_).YearValue("c1").status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ClientsTest, ReadsTheValueOfAYear) {
  auto& money = *others_.score.mutable_score()->mutable_lifetime_value_12_months();
  money.set_currency_code("GBP");
  money.set_units(12);
  money.set_nanos(340'000'000);
  EXPECT_EQ(**ScoringClient(remote_).YearValue("c1"), (Money{1234, "GBP"}));
}

TEST_F(ClientsTest, ReadsAllOfACustomer) {
  auto& context = others_.context;
  context.set_kind(profile::CUSTOMER_KIND_COMPANY);
  context.mutable_birth_date()->set_year(1990);
  context.mutable_birth_date()->set_month(2);
  context.mutable_birth_date()->set_day(28);
  context.set_country("EIRE");
  context.add_gifts()->set_kind("mug");
  auto& never = *context.add_preferences();
  never.set_attribute("wine.colour");
  never.set_value("red");
  never.set_attitude(profile::ATTITUDE_NEVER);
  never.set_stated(true);
  auto& product = *context.add_bought_products();
  product.set_display_name("VINTAGE MUG");
  product.set_day_count(4);
  (*product.mutable_attributes())["kind"] = "mug";
  context.set_open_complaint_count(2);

  const auto facts = ProfileClient(remote_).Read("c1");
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_EQ(facts->recipient, Recipient::kCompany);
  EXPECT_EQ(facts->birth_day, absl::CivilDay(1990, 2, 28));
  EXPECT_EQ(facts->country, "EIRE");
  EXPECT_THAT(facts->kinds_given, testing::ElementsAre("mug"));
  ASSERT_EQ(facts->preferences.size(), 1u);
  EXPECT_EQ(facts->preferences[0].attitude, Attitude::kNever);
  EXPECT_TRUE(facts->preferences[0].stated);
  ASSERT_EQ(facts->bought.size(), 1u);
  EXPECT_EQ(facts->bought[0].day_count, 4);
  EXPECT_EQ(facts->bought[0].attributes.at("kind"), "mug");
  EXPECT_EQ(facts->open_complaints, 2);
}

TEST_F(ClientsTest, TakesAKindForUnknownUnlessItIsTold) {
  const auto read = [&](int kind) {
    others_.context.set_kind(static_cast<profile::CustomerKind>(kind));
    return ProfileClient(remote_).Read("c1")->recipient;
  };
  EXPECT_EQ(read(profile::CUSTOMER_KIND_UNSPECIFIED), Recipient::kUnknown);
  EXPECT_EQ(read(profile::CUSTOMER_KIND_PERSON), Recipient::kPerson);
  EXPECT_EQ(read(profile::CUSTOMER_KIND_COMPANY), Recipient::kCompany);
  EXPECT_EQ(read(99), Recipient::kUnknown);
}

TEST_F(ClientsTest, TakesABirthDateWithoutAYearForUnknown) {
  others_.context.mutable_birth_date()->set_month(2);
  others_.context.mutable_birth_date()->set_day(28);
  EXPECT_FALSE(ProfileClient(remote_).Read("c1")->birth_day.has_value());
}

TEST_F(ClientsTest, WritesAGiftUnderItsDecision) {
  const Gift gift{.customer_id = "c1",
                  .decision_id = "f47ac10b-58cc-4372-a567-0e02b2c3d479",
                  .reward_id = "mug",
                  .kind = "mug",
                  .display_name = "A mug",
                  .worth = {1950, "GBP"},
                  .moment = Moment::kWakeUp,
                  .give_time = absl::FromUnixSeconds(1'700'000'000)};
  ASSERT_TRUE(ProfileClient(remote_).Record(gift).ok());
  const auto& recorded = others_.recorded;
  EXPECT_EQ(recorded.parent(), "customers/c1");
  EXPECT_EQ(recorded.request_id(), gift.decision_id);
  EXPECT_EQ(recorded.gift().kind(), "mug");
  EXPECT_EQ(recorded.gift().occasion(), "wake_up");
  EXPECT_EQ(recorded.gift().reward(), "rewards/mug");
  EXPECT_EQ(recorded.gift().worth().nanos(), 500'000'000);
  EXPECT_EQ(recorded.gift().give_time().seconds(), 1'700'000'000);
}

}  // namespace
}  // namespace bestand::reward_catalog
