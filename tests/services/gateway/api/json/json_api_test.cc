#include "services/gateway/api/json/json_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/common/rpc/running_service.h"

namespace bestand::gateway {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kRead[] = "/bestand.testing.v1.TestingService/Read";

HttpRequest Ask(const std::string& path, const std::string& body = "{}") {
  HttpRequest request;
  request.method = "POST";
  request.path = path;
  request.headers = {{"content-type", "application/json"}};
  request.body = body;
  return request;
}

// The JSON of a service that knows one caller by its key.
struct Served {
  static auth::Policy Policy() {
    return {{{"reader", {auth::DigestOf("key-of-the-reader")}, {}, {"testing.read"}}}};
  }
  auth::StrictGate gate{Policy()};
  bestand::testing::RunningService service{gate};
  JsonApi json{{{"bestand.testing.v1", service.Remote()}}};

  HttpAnswer AskAs(const std::string& key, const std::string& body = "{}", const std::string& path = kRead) {
    HttpRequest request = Ask(path, body);
    request.headers.emplace("authorization", "Bearer " + key);
    return json.Call(request);
  }
};

TEST(JsonApi, AnswersAsTheCallerThatAsks) {
  Served served;
  const HttpAnswer answer = served.AskAs("key-of-the-reader", R"({"what":"","pageSize":3})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_EQ(json::parse(answer.body)["caller"], "reader");
}

TEST(JsonApi, LendsNobodyAnIdentity) {
  Served served;
  for (const HttpAnswer& answer : {served.json.Call(Ask(kRead)), served.AskAs("wrong"), served.AskAs("")}) {
    EXPECT_EQ(answer.status, 401) << answer.body;
    EXPECT_EQ(json::parse(answer.body)["code"], "unauthenticated");
  }
  EXPECT_EQ(served.AskAs("key-of-the-reader", "{}", "/bestand.testing.v1.TestingService/Change").status, 403);
}

TEST(JsonApi, SurvivesLettersThatNoHeaderMayHold) {
  Served served;
  EXPECT_EQ(served.AskAs("k\xff\x01\n").status, 401);
}

TEST(JsonApi, WritesFailuresAsConnectDoes) {
  Served served;
  const HttpAnswer answer = served.AskAs("key-of-the-reader", R"({"what":"fail"})");
  EXPECT_EQ(answer.status, 404);
  const json body = json::parse(answer.body);
  EXPECT_EQ(body["code"], "not_found");
  EXPECT_EQ(body["message"], "There is no such customer; import it.");
  EXPECT_EQ(body["details"][0]["type"], "google.rpc.ErrorInfo");
  EXPECT_EQ(body["details"][0]["debug"]["reason"], "CUSTOMER_UNKNOWN");
  EXPECT_EQ(body["details"][0]["debug"]["metadata"]["customer"], "customers/x");
  EXPECT_THAT(body["details"][0]["value"].get<std::string>(), Not(HasSubstr("=")));
}

TEST(JsonApi, NamesEveryFieldThatIsWrong) {
  Served served;
  const HttpAnswer answer = served.AskAs("key-of-the-reader", R"({"what":"violate"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body,
              HasSubstr(R"("fieldViolations":[{"description":"is missing","field":"customer"})"));
}

TEST(JsonApi, RefusesWhatIsNoRequest) {
  Served served;
  for (const char* body : {"", "[]", "{", "{\"what\":3}", "{\"nothing\":1}", "\xff", "{\"pageSize\":1e99}"}) {
    const HttpAnswer answer = served.AskAs("key-of-the-reader", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(json::parse(answer.body)["code"], "invalid_argument") << body;
  }
  EXPECT_EQ(served.AskAs("key-of-the-reader", std::string(30000, '[')).status, 400);
  std::string deep = "{}";
  for (int i = 0; i < 500; ++i) deep = "{\"inner\":" + deep + "}";
  EXPECT_EQ(served.AskAs("key-of-the-reader", deep).status, 400);
  HttpRequest form = Ask(kRead);
  form.headers = {{"content-type", "text/plain"}};
  EXPECT_EQ(served.json.Call(form).status, 400) << "no page of a stranger can send application/json";
}

TEST(JsonApi, KnowsUnaryMethodsOfItsServicesAlone) {
  Served served;
  const JsonApi none({});
  for (const char* path :
       {"/bestand.testing.v1.TestingService/Count", "/bestand.testing.v1.TestingService/Sum",
        "/bestand.testing.v1.TestingService/Nothing", "/bestand.testing.v1.Nothing/Read",
        "/bestand.testing.v1.TestingService", "/bestand.", "/"}) {
    EXPECT_EQ(served.AskAs("key-of-the-reader", "{}", path).status, 501) << path;
  }
  EXPECT_EQ(none.Call(Ask(kRead)).status, 501);
}

TEST(JsonApi, GivesEachCodeTheStatusOfConnect) {
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kOk), 200);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kInvalidArgument), 400);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kUnauthenticated), 401);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kPermissionDenied), 403);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kResourceExhausted), 429);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kUnavailable), 503);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kDeadlineExceeded), 504);
}

}  // namespace
}  // namespace bestand::gateway
