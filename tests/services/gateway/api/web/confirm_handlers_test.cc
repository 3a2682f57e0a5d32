#include "services/gateway/api/web/confirm_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/gateway/api/web/routes.h"
#include "tests/services/gateway/support/fake_desk.h"

namespace bestand::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Visited {
  FakeDesk desk;
  Place place{{"Shop", "", ""}, "https://pages.example.test"};
  log::Logger logger{"test", log::Level::kError};
  metrics::Metrics metrics;
  PageViews views;
  ConfirmHandlers handlers{desk, place, views};
  Router router{handlers.Routes(), place, logger, metrics};

  HttpAnswer Ask(const std::string& method, const std::string& path, const std::string& token = kToken,
                 const std::string& language = "") {
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.fields = {{"token", token}, {"lang", language}};
    request.headers = {{"user-agent", "Browser\r\nX: \xff"}, {"accept-language", "en"}};
    request.ip_address = "192.0.2.1";
    return router.Answer(request);
  }
};

TEST(ConfirmPages, LookingChangesNothing) {
  Visited visited;
  for (const char* path : {"/confirm", "/confirm/not-me"}) {
    for (const char* method : {"GET", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"})
      visited.Ask(method, path);
  }
  EXPECT_EQ(visited.desk.changes, 0);
  EXPECT_EQ(visited.desk.looks, 2);
}

TEST(ConfirmPages, ConfirmsByPostAndKeepsWhoDidIt) {
  Visited visited;
  const HttpAnswer answer = visited.Ask("POST", "/confirm");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("Danke"));
  EXPECT_EQ(visited.desk.visitor.origin, "https://pages.example.test/confirm");
  EXPECT_EQ(visited.desk.visitor.ip_address, "192.0.2.1");
  EXPECT_EQ(visited.desk.visitor.user_agent, "Browser??X: ?");
  EXPECT_THAT(visited.Ask("POST", "/confirm").body, HasSubstr("schon bestätigt"));
}

TEST(ConfirmPages, EndTheRequestOfSomebodyElse) {
  Visited visited;
  EXPECT_THAT(visited.Ask("POST", "/confirm/not-me", kToken, "en").body, HasSubstr("has been ended"));
  EXPECT_EQ(visited.Ask("GET", "/confirm").status, 410);
}

TEST(ConfirmPages, SpeakTheLanguageOfTheMailUnlessAnotherIsChosen) {
  Visited visited;
  EXPECT_THAT(visited.Ask("GET", "/confirm").body, HasSubstr("<html lang=\"de\">"));
  EXPECT_THAT(visited.Ask("GET", "/confirm", kToken, "en").body, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(visited.Ask("GET", "/confirm", "short").body, HasSubstr("<html lang=\"en\">"))
      << "the browser's";
}

TEST(ConfirmPages, HelpWithTokensThatAreCutOrUnknown) {
  Visited visited;
  for (const std::string& token : {std::string(), kToken.substr(0, 42), kToken + "T", std::string(5000, 'T'),
                                   std::string("<script>") + std::string(35, 'T')}) {
    const HttpAnswer answer = visited.Ask("POST", "/confirm", token);
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("name=\"token\""));
    EXPECT_THAT(answer.body, Not(HasSubstr("<script>")));
  }
  EXPECT_EQ(visited.desk.changes, 0);
  EXPECT_EQ(visited.Ask("GET", "/confirm", std::string(43, 'U')).status, 404);
  EXPECT_EQ(visited.Ask("GET", "/confirm", " " + kToken + "\n").status, 200) << "blanks come from copying";
}

TEST(ConfirmPages, SayThatTheyCannotWorkNow) {
  Visited visited;
  visited.desk.away = true;
  for (const char* method : {"GET", "POST"}) {
    const HttpAnswer answer = visited.Ask(method, "/confirm");
    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(answer.body, HasSubstr("Nothing has been changed"));
  }
}

TEST(Router, GivesEachAnswerTheHeadersThatKeepItPrivate) {
  Visited visited;
  for (const char* path : {"/confirm", "/nowhere", "/robots.txt"}) {
    const HttpAnswer answer = visited.Ask("GET", path);
    const std::map<std::string, std::string> headers(answer.headers.begin(), answer.headers.end());
    EXPECT_THAT(headers.at("Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_EQ(headers.at("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(headers.at("Cache-Control"), "no-store");
    EXPECT_THAT(headers.at("X-Robots-Tag"), HasSubstr("noindex"));
    EXPECT_EQ(headers.at("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(headers.at("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(headers.at("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(headers.at("Strict-Transport-Security"), "max-age=31536000");
    for (const auto& [name, value] : headers)
      EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name;
  }
}

// Or the browser would refuse pages that are there without TLS.
TEST(Router, AsksForTlsOnlyWherePagesAreReachedByIt) {
  Visited visited;
  const Place plain{{"Shop", "", ""}, "http://127.0.0.1:7080"};
  const Router router(visited.handlers.Routes(), plain, visited.logger, visited.metrics);
  for (const auto& [name, value] : router.Answer({"GET", false, "/confirm"}).headers) {
    EXPECT_NE(name, "Strict-Transport-Security") << value;
  }
}

TEST(Router, NamesTheMethodsOfAPage) {
  Visited visited;
  const HttpAnswer answer = visited.Ask("PUT", "/confirm");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.headers.front().second, "GET, HEAD, POST");
  EXPECT_EQ(visited.Ask("GET", "/nowhere").status, 404);
}

TEST(ConfirmPage, CountsTheLooksOfACampaignsRequestUntilItIsConfirmed) {
  Visited visited;
  visited.Ask("GET", "/confirm");
  EXPECT_TRUE(visited.views.Take().empty()) << "no campaign";
  visited.desk.view.campaign = "fair";
  visited.Ask("GET", "/confirm");
  visited.Ask("POST", "/confirm");
  visited.Ask("GET", "/confirm");
  const auto views = visited.views.Take();
  ASSERT_EQ(views.size(), 1u);
  EXPECT_EQ(views[0].page, ViewedPage::kPageOpened);
  EXPECT_EQ(views[0].count, 1);
}

}  // namespace
}  // namespace bestand::gateway
