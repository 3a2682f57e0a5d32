#include <gmock/gmock.h>

#include "tests/services/reward_catalog/api/api_fixture.h"

namespace bestand::reward_catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr char kRequestId[] = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

class RecommendationApiTest : public ApiTest {
 protected:
  void SetUp() override {
    for (const auto& [id, kind, pounds] : std::vector<std::tuple<std::string, std::string, int64_t>>{
             {"candle", "candle", 19}, {"mug", "mug", 21}, {"towel", "towel", 25}, {"lamp", "lamp", 99}}) {
      v1::CreateRewardRequest request;
      *request.mutable_reward() = SoundReward(id, kind, pounds);
      ASSERT_TRUE(Call(&Rewards::CreateReward, request).ok());
    }
    v1::CreateBudgetRequest request;
    request.mutable_budget()->set_name("budgets/spring");
    request.mutable_budget()->set_display_name("Spring");
    *request.mutable_budget()->mutable_total() = Pounds(500);
    ASSERT_TRUE(Call(&Budgets::CreateBudget, request).ok());
  }

  static v1::RecommendRewardsRequest WakeUp() {
    v1::RecommendRewardsRequest request;
    request.set_customer("customers/c1");
    request.set_moment(v1::MOMENT_WAKE_UP);
    request.set_purpose("purposes/gifts");
    request.set_budget("budgets/spring");
    return request;
  }
  absl::StatusOr<v1::Decision> Recommend(v1::Moment moment = v1::MOMENT_WAKE_UP,
                                         const std::string& request_id = "") {
    v1::RecommendRewardsRequest request = WakeUp();
    request.set_moment(moment);
    request.set_request_id(request_id);
    ASSIGN_OR_RETURN(const auto response, Call(&Choices::RecommendRewards, request));
    return response.decision();
  }
  absl::StatusOr<v1::Decision> Accept(const v1::Decision& decision, const std::string& reward,
                                      const std::string& request_id = "") {
    v1::AcceptRewardRequest request;
    request.set_decision(decision.name());
    request.set_reward(reward);
    request.set_request_id(request_id);
    ASSIGN_OR_RETURN(const auto response, Call(&Choices::AcceptReward, request));
    return response.decision();
  }
  absl::StatusOr<v1::ExplainRewardResponse> Explain(const std::string& reward) {
    v1::ExplainRewardRequest request;
    request.set_customer("customers/c1");
    request.set_reward(reward);
    request.set_moment(v1::MOMENT_WAKE_UP);
    return Call(&Choices::ExplainReward, request);
  }
  google::type::Money HeldMoney() {
    v1::GetBudgetRequest request;
    request.set_name("budgets/spring");
    return Call(&Budgets::GetBudget, request)->budget().held();
  }
};

TEST_F(RecommendationApiTest, OffersAChoiceWithReasons) {
  others_.customer.bought = {{"VINTAGE MUG", 3, {}}};
  const auto decision = Recommend();
  ASSERT_TRUE(decision.ok()) << decision.status();
  EXPECT_EQ(decision->state(), v1::DECISION_STATE_OFFERED);
  EXPECT_EQ(decision->target_worth().units(), 20);
  ASSERT_THAT(decision->offered(), SizeIs(3));
  for (const v1::OfferedReward& offered : decision->offered()) {
    double sum = 0;
    for (const v1::ScoreTerm& term : offered.terms()) sum += term.value();
    EXPECT_EQ(sum, offered.score());
  }
  ASSERT_THAT(decision->refused(), SizeIs(1));
  EXPECT_EQ(decision->refused(0).reward(), "rewards/lamp");
  EXPECT_EQ(decision->refused(0).reason(), "TOO_DEAR");
  EXPECT_THAT(decision->refused(0).explanation(), testing::HasSubstr("GBP 30.00"));

  v1::GetDecisionRequest get;
  get.set_name(decision->name());
  EXPECT_EQ(Call(&Choices::GetDecision, get)->decision().SerializeAsString(), decision->SerializeAsString());
}

TEST_F(RecommendationApiTest, ExplainsInGermanOnRequest) {
  v1::RecommendRewardsRequest recommend = WakeUp();
  recommend.set_language_code("de");
  const auto response = Call(&Choices::RecommendRewards, recommend);
  ASSERT_TRUE(response.ok()) << response.status();
  const v1::Decision& decision = response->decision();
  EXPECT_EQ(decision.language_code(), "de");
  EXPECT_EQ(decision.offered(0).terms(0).explanation(), "19,00 GBP bei einem Ziel von 20,00 GBP");
  EXPECT_EQ(decision.refused(0).explanation(),
            "Es ist 99,00 GBP wert; dieser Kunde bekommt bis zu 30,00 GBP.");
  v1::GetDecisionRequest get;
  get.set_name(decision.name());
  EXPECT_EQ(Call(&Choices::GetDecision, get)->decision().SerializeAsString(), decision.SerializeAsString());
  EXPECT_EQ(Recommend()->language_code(), "en");

  v1::ExplainRewardRequest explain;
  explain.set_customer("customers/c2");
  explain.set_reward("rewards/lamp");
  explain.set_moment(v1::MOMENT_WAKE_UP);
  explain.set_language_code("de");
  EXPECT_EQ(Call(&Choices::ExplainReward, explain)->refused().explanation(),
            decision.refused(0).explanation());
  explain.set_reward("rewards/towel");
  EXPECT_EQ(Call(&Choices::ExplainReward, explain)->offered().terms(0).explanation(),
            "25,00 GBP bei einem Ziel von 20,00 GBP");
  others_.customer.open_complaints = 1;
  EXPECT_THAT(Call(&Choices::ExplainReward, explain)->refused().explanation(),
              testing::HasSubstr("1 offene Beschwerde(n)"));
}

TEST_F(RecommendationApiTest, GivesNothingForPersonsOnlyToWhomNobodyKnows) {
  others_.customer.recipient = Recipient::kUnknown;
  const auto decision = Recommend();
  ASSERT_TRUE(decision.ok()) << decision.status();
  EXPECT_THAT(decision->offered(), IsEmpty());
  for (const v1::RefusedReward& refused : decision->refused())
    EXPECT_EQ(refused.reason(), "RECIPIENT_UNKNOWN");
  EXPECT_EQ(Explain("rewards/mug")->refused().reason(), "RECIPIENT_UNKNOWN");
}

TEST_F(RecommendationApiTest, OffersNothingWithoutALawfulWay) {
  others_.contact = {.allowed = false, .reason = "NEEDS_DOI", .needed_action = "ask for an opt-in"};
  const auto decision = Recommend();
  EXPECT_EQ(decision.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(decision.status()), "CONTACT_REFUSED");
  EXPECT_EQ(bestand::FactsOf(decision.status()).at("reason"), "NEEDS_DOI");
  EXPECT_EQ(bestand::FactsOf(decision.status()).at("needed_action"), "ask for an opt-in");
  EXPECT_THAT(MessageOf(decision.status()), testing::HasSubstr("ask for an opt-in"));
  EXPECT_EQ(HeldMoney().units(), 0);
}

TEST_F(RecommendationApiTest, TakesNoAnswerForNoYes) {
  for (absl::Status* failure :
       {&others_.consent_failure, &others_.profile_failure, &others_.scoring_failure}) {
    *failure = Away("somebody");
    const auto decision = Recommend();
    EXPECT_EQ(decision.status().code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(ReasonOf(decision.status()), "SERVICE_AWAY");
    *failure = absl::OkStatus();
  }
  EXPECT_EQ(HeldMoney().units(), 0);
}

TEST_F(RecommendationApiTest, KnowsNoUnknownCustomerWhateverConsentSays) {
  others_.contact.allowed = false;
  others_.profile_failure =
      Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", "There is no such customer.");
  EXPECT_EQ(ReasonOf(Recommend().status()), "CUSTOMER_UNKNOWN");
}

TEST_F(RecommendationApiTest, GivesNothingWhileAComplaintIsOpen) {
  others_.customer.open_complaints = 1;
  for (const v1::Moment moment : {v1::MOMENT_WAKE_UP, v1::MOMENT_GOODWILL}) {
    const auto decision = Recommend(moment);
    EXPECT_EQ(ReasonOf(decision.status()), "REWARD_REFUSED");
    EXPECT_EQ(bestand::FactsOf(decision.status()).at("reason"), "OPEN_COMPLAINT");
  }
  EXPECT_EQ(Explain("rewards/mug")->refused().reason(), "OPEN_COMPLAINT");
  others_.customer.open_complaints = 0;
  EXPECT_TRUE(Recommend(v1::MOMENT_GOODWILL).ok());
}

TEST_F(RecommendationApiTest, TakesTheLeastTargetWithoutAScore) {
  others_.value.reset();
  const auto decision = Recommend();
  ASSERT_TRUE(decision.ok()) << decision.status();
  EXPECT_EQ(decision->target_worth().units(), 10);
  EXPECT_THAT(decision->offered(), IsEmpty());
  EXPECT_THAT(decision->refused(), SizeIs(4));
}

TEST_F(RecommendationApiTest, RefusesToCompareCurrencies) {
  others_.value = Money{100'000, "EUR"};
  EXPECT_EQ(ReasonOf(Recommend().status()), "CURRENCY_MIXED");
}

TEST_F(RecommendationApiTest, WritesAnAcceptedGiftAtOnceAndOnce) {
  const auto decision = Recommend();
  const auto accepted = Accept(*decision, "rewards/mug", kRequestId);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_EQ(accepted->state(), v1::DECISION_STATE_ACCEPTED);
  EXPECT_EQ(accepted->accepted_reward(), "rewards/mug");
  ASSERT_THAT(others_.gifts, SizeIs(1));
  EXPECT_EQ(others_.gifts.begin()->second.kind, "mug");
  EXPECT_EQ(others_.gifts.begin()->second.customer_id, "c1");

  const auto retry = Accept(*decision, "rewards/mug", kRequestId);
  ASSERT_TRUE(retry.ok()) << retry.status();
  EXPECT_EQ(retry->SerializeAsString(), accepted->SerializeAsString());
  EXPECT_EQ(others_.attempts, 1);
  EXPECT_EQ(ReasonOf(Accept(*decision, "rewards/mug").status()), "DECISION_CLOSED");
}

TEST_F(RecommendationApiTest, KeepsAnAcceptedGiftUntilTheLedgerIsBack) {
  const auto decision = Recommend();
  others_.ledger_failure = Away("customer-profile");
  ASSERT_TRUE(Accept(*decision, "rewards/mug").ok());
  EXPECT_THAT(others_.gifts, IsEmpty());

  // Its kind counts all the same.
  const auto again = Recommend();
  for (const v1::OfferedReward& offered : again->offered()) EXPECT_NE(offered.kind(), "mug");
  EXPECT_EQ(Explain("rewards/mug")->refused().reason(), "KIND_GIVEN");

  others_.ledger_failure = absl::OkStatus();
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(*deliveries_.DeliverDue(), 1);
  EXPECT_EQ(*deliveries_.DeliverDue(), 0);
  EXPECT_THAT(others_.gifts, SizeIs(1));
}

TEST_F(RecommendationApiTest, GivesUpAGiftThatTheLedgerRefusesForGood) {
  const auto decision = Recommend();
  others_.ledger_failure =
      Failure(absl::StatusCode::kFailedPrecondition, "CUSTOMER_ERASED", "Leave them alone.");
  ASSERT_TRUE(Accept(*decision, "rewards/mug").ok());
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(*deliveries_.DeliverDue(), 0);
  EXPECT_EQ(others_.attempts, 1);
}

TEST_F(RecommendationApiTest, AnswersARetryWithTheSameDecision) {
  const auto first = Recommend(v1::MOMENT_WAKE_UP, kRequestId);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto retry = Recommend(v1::MOMENT_WAKE_UP, kRequestId);
  ASSERT_TRUE(retry.ok()) << retry.status();
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(HeldMoney().units(), 25);  // of one choice
  EXPECT_EQ(ReasonOf(Recommend(v1::MOMENT_GOODWILL, kRequestId).status()), "REQUEST_ID_REUSED");
}

TEST_F(RecommendationApiTest, FreesADeclinedChoice) {
  v1::DeclineChoiceRequest request;
  request.set_decision(Recommend()->name());
  request.set_request_id(kRequestId);
  EXPECT_EQ(Call(&Choices::DeclineChoice, request)->decision().state(), v1::DECISION_STATE_DECLINED);
  EXPECT_TRUE(Call(&Choices::DeclineChoice, request).ok());  // the same request again
  EXPECT_EQ(HeldMoney().units(), 0);
  EXPECT_THAT(Recommend()->offered(), SizeIs(3));
}

TEST_F(RecommendationApiTest, RecordsAnOutcome) {
  const auto decision = Recommend();
  v1::RecordOutcomeRequest request;
  request.set_decision(decision->name());
  request.set_outcome(v1::OUTCOME_USED);
  EXPECT_EQ(ReasonOf(Call(&Choices::RecordOutcome, request).status()), "DECISION_CLOSED");
  ASSERT_TRUE(Accept(*decision, "rewards/mug").ok());
  EXPECT_EQ(Call(&Choices::RecordOutcome, request)->decision().outcome(), v1::OUTCOME_USED);
}

TEST_F(RecommendationApiTest, ExplainsOneReward) {
  const auto allowed = Explain("rewards/mug");
  ASSERT_TRUE(allowed.ok()) << allowed.status();
  EXPECT_EQ(allowed->offered().kind(), "mug");
  EXPECT_FALSE(allowed->has_refused());
  EXPECT_EQ(Explain("rewards/lamp")->refused().reason(), "TOO_DEAR");
  EXPECT_EQ(ReasonOf(Explain("rewards/nothing").status()), "REWARD_UNKNOWN");
}

TEST_F(RecommendationApiTest, NamesEverythingThatIsWrongAtOnce) {
  v1::RecommendRewardsRequest recommend;
  recommend.set_customer("c1");
  recommend.set_moment(static_cast<v1::Moment>(99));
  recommend.set_choice_count(6);
  recommend.set_language_code("fr");
  recommend.set_request_id("x");
  EXPECT_THAT(FieldsOf(Call(&Choices::RecommendRewards, recommend).status()),
              UnorderedElementsAre("customer", "moment", "purpose", "budget", "choice_count", "language_code",
                                   "request_id"));
  v1::ExplainRewardRequest explain;
  explain.set_language_code("de-XX");
  EXPECT_THAT(FieldsOf(Call(&Choices::ExplainReward, explain).status()),
              UnorderedElementsAre("customer", "reward", "moment", "language_code"));
  EXPECT_THAT(FieldsOf(Call(&Choices::AcceptReward, v1::AcceptRewardRequest()).status()),
              UnorderedElementsAre("decision", "reward"));
  EXPECT_THAT(FieldsOf(Call(&Choices::DeclineChoice, v1::DeclineChoiceRequest()).status()),
              ElementsAre("decision"));
  EXPECT_THAT(FieldsOf(Call(&Choices::RecordOutcome, v1::RecordOutcomeRequest()).status()),
              UnorderedElementsAre("decision", "outcome"));
  EXPECT_THAT(FieldsOf(Call(&Choices::GetDecision, v1::GetDecisionRequest()).status()), ElementsAre("name"));
}

TEST_F(RecommendationApiTest, KnowsNoOtherIds) {
  v1::Decision nothing;
  nothing.set_name("decisions/f47ac10b-58cc-4372-a567-0e02b2c3d470");
  EXPECT_EQ(ReasonOf(Accept(nothing, "rewards/mug").status()), "DECISION_UNKNOWN");
  v1::DeclineChoiceRequest decline;
  decline.set_decision(nothing.name());
  EXPECT_EQ(ReasonOf(Call(&Choices::DeclineChoice, decline).status()), "DECISION_UNKNOWN");
  v1::GetDecisionRequest get;
  get.set_name("decisions/no-uuid");
  EXPECT_EQ(ReasonOf(Call(&Choices::GetDecision, get).status()), "DECISION_UNKNOWN");
  v1::RecordOutcomeRequest outcome;
  outcome.set_decision(nothing.name());
  outcome.set_outcome(v1::OUTCOME_USED);
  EXPECT_EQ(Call(&Choices::RecordOutcome, outcome).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace bestand::reward_catalog
