#include "common/validate/wire_values.h"
#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class FeedbackApiTest : public ApiTest {
 protected:
  static v1::RecordFeedbackRequest Said(const std::string& customer, const std::string& reason) {
    v1::RecordFeedbackRequest request;
    request.set_parent("customers/" + customer);
    request.mutable_feedback()->set_kind(v1::FEEDBACK_KIND_CANCELLATION);
    request.mutable_feedback()->set_reason(reason);
    request.mutable_feedback()->set_text("too dear\nfor me");
    return request;
  }
  auto Record(const v1::RecordFeedbackRequest& request) {
    return feedback_client.Call(&v1::FeedbackService::Stub::RecordFeedback, request);
  }
  absl::StatusOr<v1::SetFeedbackReasonResponse> SetReason(const std::string& code, bool retired) {
    v1::SetFeedbackReasonRequest request;
    request.mutable_reason()->set_code(code);
    request.mutable_reason()->set_display_name("words");
    request.mutable_reason()->set_retired(retired);
    return feedback_client.Call(&v1::FeedbackService::Stub::SetFeedbackReason, request);
  }
  std::vector<std::string> Streamed(const v1::StreamFeedbackReasonsRequest& request) {
    const auto context = rpc::NewContext(remote);
    const auto reader = feedback_client.stub().StreamFeedbackReasons(context.get(), request);
    std::vector<std::string> found;
    for (v1::StreamFeedbackReasonsResponse chunk; reader->Read(&chunk);) {
      for (int i = 0; i < chunk.customer_ids_size(); ++i) {
        found.push_back(chunk.customer_ids(i) + " " + chunk.reasons(i));
      }
    }
    EXPECT_TRUE(reader->Finish().ok());
    return found;
  }
};

TEST_F(FeedbackApiTest, KeepsWhatACustomerSaid) {
  Create("a");
  ASSERT_TRUE(Record(Said("a", "PRICE")).ok());
  v1::ListFeedbackRequest request;
  request.set_parent("customers/a");
  const auto listed = feedback_client.Call(&v1::FeedbackService::Stub::ListFeedback, request);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->feedback_size(), 1);
  EXPECT_EQ(listed->feedback(0).text(), "too dear\nfor me");
  EXPECT_EQ(listed->feedback(0).reason(), "PRICE");
  EXPECT_EQ(listed->feedback(0).kind(), v1::FEEDBACK_KIND_CANCELLATION);
}

TEST_F(FeedbackApiTest, RecordsOnceHoweverOftenItIsSent) {
  Create("a");
  v1::RecordFeedbackRequest request = Said("a", "PRICE");
  request.set_request_id(NewUuid());
  const auto once = Record(request), again = Record(request);
  ASSERT_TRUE(once.ok() && again.ok()) << once.status() << again.status();
  EXPECT_EQ(once->feedback().name(), again->feedback().name());
  EXPECT_THAT(Streamed({}), ElementsAre("a PRICE"));
}

TEST_F(FeedbackApiTest, StreamsReasonsWithoutTheWords) {
  for (const char* id : {"a", "b", "c"}) Create(id);
  ASSERT_TRUE(Record(Said("a", "PRICE")).ok());
  ASSERT_TRUE(Record(Said("b", "SERVICE")).ok());
  auto old = Said("c", "MOVED");
  *old.mutable_feedback()->mutable_event_time() = ToTimestamp(clock.Now() - absl::Hours(100));
  ASSERT_TRUE(Record(old).ok());
  EXPECT_THAT(Streamed({}), UnorderedElementsAre("a PRICE", "b SERVICE", "c MOVED"));
  v1::StreamFeedbackReasonsRequest lately;
  *lately.mutable_since_time() = ToTimestamp(clock.Now() - absl::Hours(1));
  EXPECT_THAT(Streamed(lately), UnorderedElementsAre("a PRICE", "b SERVICE"));
}

TEST_F(FeedbackApiTest, TakesOnlyReasonsInForce) {
  Create("a");
  EXPECT_THAT(FieldsOf(Record(Said("a", "WEATHER")).status()), ElementsAre("feedback.reason"));
  ASSERT_TRUE(SetReason("WEATHER", false).ok());
  EXPECT_TRUE(Record(Said("a", "WEATHER")).ok());
  ASSERT_TRUE(SetReason("WEATHER", true).ok());
  EXPECT_THAT(FieldsOf(Record(Said("a", "WEATHER")).status()), ElementsAre("feedback.reason"));
  const auto reasons =
      feedback_client.Call(&v1::FeedbackService::Stub::ListFeedbackReasons, v1::ListFeedbackReasonsRequest());
  EXPECT_EQ(reasons->reasons_size(), 11);
}

TEST_F(FeedbackApiTest, NamesAllThatIsWrong) {
  v1::RecordFeedbackRequest request = Said("a b", "price");
  request.mutable_feedback()->set_kind(v1::FEEDBACK_KIND_UNSPECIFIED);
  request.mutable_feedback()->set_text(std::string(8001, 'x'));
  *request.mutable_feedback()->mutable_event_time() = ToTimestamp(clock.Now() + absl::Hours(48));
  request.set_request_id("7");
  EXPECT_THAT(FieldsOf(Record(request).status()),
              UnorderedElementsAre("parent", "feedback.kind", "feedback.reason", "feedback.text",
                                   "feedback.event_time", "request_id"));
  EXPECT_THAT(FieldsOf(SetReason("lower", false).status()), ElementsAre("reason.code"));
  EXPECT_EQ(ReasonOf(Record(Said("nobody", "PRICE")).status()), "CUSTOMER_UNKNOWN");
}

TEST_F(ApiTest, BehavioursComeInTheOrderAsked) {
  ASSERT_TRUE(Import({{"a", "1", "p", 1, 500, 15000}, {"b", "2", "p", 1, 500, 15001}}).ok());
  v1::BatchGetBehavioursRequest request;
  for (const char* id : {"b", "nobody", "a"}) request.add_customers(std::string("customers/") + id);
  const auto found = behaviour_client.Call(&v1::BehaviourService::Stub::BatchGetBehaviours, request);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->behaviours().customer_ids(), ElementsAre("b", "nobody", "a"));
  EXPECT_THAT(found->behaviours().bought_months(), ElementsAre(1, 0, 1));
  EXPECT_THAT(found->behaviours().last_inbound_days(), ElementsAre(-1, -1, -1));
  EXPECT_THAT(
      FieldsOf(behaviour_client
                   .Call(&v1::BehaviourService::Stub::BatchGetBehaviours, v1::BatchGetBehavioursRequest())
                   .status()),
      ElementsAre("customers"));
}

TEST_F(ApiTest, BehavioursStreamAllWhoBought) {
  ASSERT_TRUE(Import({{"a", "1", "p", 1, 500, 15000}, {"b", "2", "p", 1, 500, 15001}}).ok());
  Create("never");
  const auto context = rpc::NewContext(remote);
  const auto reader = behaviour_client.stub().StreamBehaviours(context.get(), v1::StreamBehavioursRequest());
  std::vector<std::string> ids;
  for (v1::StreamBehavioursResponse chunk; reader->Read(&chunk);) {
    for (const std::string& id : chunk.behaviours().customer_ids()) ids.push_back(id);
    EXPECT_EQ(chunk.behaviours().contract_end_days_size(), chunk.behaviours().customer_ids_size());
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_THAT(ids, UnorderedElementsAre("a", "b"));
}

}  // namespace
}  // namespace bestand::customer_profile
