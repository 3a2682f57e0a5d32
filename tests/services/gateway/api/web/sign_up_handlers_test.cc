#include "services/gateway/api/web/sign_up_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/gateway/support/fake_desk.h"

namespace bestand::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Fields = std::multimap<std::string, std::string>;

struct Visited {
  FakeDesk desk;
  Place place{{"Shop", "", ""}, "https://pages.example.test"};
  log::Logger logger{"test", log::Level::kError};
  metrics::Metrics metrics;
  FormStamp stamp{"key"};
  PageViews views;
  SignUpHandlers handlers{
      {desk, place, views, {"purposes/news", "purposes/gifts"}, stamp, absl::ZeroDuration()}};
  Router router{handlers.Routes(), place, logger, metrics};

  HttpAnswer Ask(const std::string& method, Fields fields = {}, const std::string& path = "/register") {
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.fields = std::move(fields);
    request.ip_address = "192.0.2.1";
    return router.Answer(request);
  }

  Fields Filled(absl::Duration age = absl::Seconds(10)) {
    return {{"email", " anna@example.test "},
            {"purpose", "purposes/news"},
            {"stamp", stamp.At(absl::Now() - age)}};
  }
};

TEST(SignUpPage, TicksNothingByItself) {
  Visited visited;
  const std::string page = visited.Ask("GET", {{"lang", "de"}}).body;
  EXPECT_THAT(page, HasSubstr("Name of purposes/gifts</b>Wording in de"));
  EXPECT_THAT(page, Not(HasSubstr("checked")));
  EXPECT_THAT(visited.desk.sign_ups, IsEmpty());
}

TEST(SignUpPage, TakesWhatWasTickedAndHowItCameAbout) {
  Visited visited;
  EXPECT_THAT(visited.Ask("POST", visited.Filled(), "/r/fair-2026").body,
              HasSubstr("Please look at your mail"));
  ASSERT_EQ(visited.desk.sign_ups.size(), 1u);
  const SignUp& taken = visited.desk.sign_ups[0];
  EXPECT_EQ(taken.email_address, "anna@example.test");
  EXPECT_THAT(taken.purposes, ElementsAre("purposes/news"));
  EXPECT_EQ(taken.campaign, "fair-2026");
  EXPECT_EQ(taken.boxes, "purposes/news: unticked, ticked by the person; purposes/gifts: unticked, left so");
  EXPECT_EQ(visited.desk.visitor.origin, "https://pages.example.test/r/fair-2026");
  EXPECT_EQ(visited.desk.visitor.ip_address, "192.0.2.1");
}

TEST(SignUpPage, TakesADomainInItsOwnLettersAndNoBrokenOnes) {
  for (const auto& [typed, taken] :
       {std::pair<std::string, std::string>("anna@müller.example", "anna@müller.example"),
        {"anna@m\xfcller.example", "anna@m?ller.example"},
        {"anna@ex\x7f\r\nample.test", "anna@ex???ample.test"}}) {
    Visited visited;
    Fields fields = visited.Filled();
    fields.erase("email");
    fields.emplace("email", typed);
    visited.Ask("POST", fields);
    ASSERT_EQ(visited.desk.sign_ups.size(), 1u);
    EXPECT_EQ(visited.desk.sign_ups[0].email_address, taken);
  }
}

// The page with its handle, which is another one each time, put out of sight.
std::string WithoutHandle(std::string page) {
  const size_t at = page.find("name=\"handle\" value=\"");
  EXPECT_NE(at, std::string::npos);
  return page.replace(at + 21, 43, std::string(43, 'H'));
}

TEST(SignUpPage, AnswersMachinesLikePeopleAndTakesNothing) {
  Visited visited;
  const std::string answer = WithoutHandle(visited.Ask("POST", visited.Filled()).body);
  Fields trapped = visited.Filled();
  trapped.emplace(kTrapField, "https://spam.test");
  EXPECT_EQ(WithoutHandle(visited.Ask("POST", trapped).body), answer);
  EXPECT_EQ(WithoutHandle(visited.Ask("POST", visited.Filled(absl::Seconds(1))).body), answer);
  EXPECT_EQ(visited.desk.sign_ups.size(), 1u);
}

TEST(SignUpPage, TakesTheSameTimeForEveryAnswerToAForm) {
  Visited visited;
  SignUpHandlers paced({visited.desk, visited.place, visited.views, {"purposes/news"}, visited.stamp});
  const Router router(paced.Routes(), visited.place, visited.logger, visited.metrics);
  Fields trapped = visited.Filled();
  trapped.emplace(kTrapField, "x");
  const Fields code = {{"handle", std::string(43, 'x')}, {"code", "123456"}};
  for (const Fields& fields : {visited.Filled(), trapped, code}) {
    HttpRequest request{"POST", false, "/register", fields};
    const absl::Time begin = absl::Now();
    router.Answer(request);
    EXPECT_GE(absl::Now() - begin, absl::Milliseconds(99));
  }
}

TEST(SignUpPage, TakesTheCodeOfTheMailAndShowsTheWordingAgain) {
  Visited visited;
  visited.Ask("POST", visited.Filled());
  const std::string handle = visited.desk.sign_ups[0].code_handle;
  EXPECT_EQ(handle.size(), 43u);
  Fields fields = {{"handle", handle}, {"purpose", "purposes/news"}, {"code", "654321"}, {"lang", "de"}};
  const HttpAnswer wrong = visited.Ask("POST", fields);
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("passt nicht"));
  EXPECT_THAT(wrong.body, HasSubstr("aria-invalid=\"true\""));
  EXPECT_THAT(wrong.body, HasSubstr("Wording in de"));
  EXPECT_THAT(wrong.body, HasSubstr(handle));
  fields.erase("code");
  fields.emplace("code", " 123456 ");
  const HttpAnswer right = visited.Ask("POST", fields);
  EXPECT_EQ(right.status, 200);
  EXPECT_THAT(right.body, HasSubstr("Danke, Sie sind angemeldet"));
  EXPECT_THAT(right.body, HasSubstr("Wording in de"));
  EXPECT_EQ(visited.desk.visitor.ip_address, "192.0.2.1");
  EXPECT_EQ(visited.desk.sign_ups.size(), 1u);
}

TEST(SignUpPage, TriesNoCodeWithoutAHandleOfOurs) {
  Visited visited;
  EXPECT_EQ(visited.Ask("POST", {{"handle", "x"}, {"code", "123456"}}).status, 400);
  EXPECT_EQ(visited.Ask("POST", {{"handle", std::string(43, 'x')}, {"code", ""}}).status, 400);
  EXPECT_EQ(visited.desk.changes, 0);
}

TEST(SignUpPage, TakesNoFormThatItDidNotGiveOut) {
  Visited visited;
  for (const std::string& stamp : {std::string(), FormStamp("other").At(absl::Now() - absl::Seconds(10)),
                                   visited.stamp.At(absl::Now() - absl::Hours(25)), std::string("12.x")}) {
    Fields fields = visited.Filled();
    fields.erase("stamp");
    fields.emplace("stamp", stamp);
    const HttpAnswer answer = visited.Ask("POST", fields);
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("value=\"anna@example.test\""));
    EXPECT_THAT(answer.body, HasSubstr("checked"));
  }
  EXPECT_THAT(visited.desk.sign_ups, IsEmpty());
}

TEST(SignUpPage, SaysWhatIsWrong) {
  Visited visited;
  Fields fields = visited.Filled();
  fields.erase("purpose");
  fields.emplace("purpose", "purposes/not-offered");
  EXPECT_THAT(visited.Ask("POST", fields).body, HasSubstr("at least one box"));
  fields = visited.Filled();
  fields.erase("email");
  fields.emplace("email", "\"><script>");
  const std::string page = visited.Ask("POST", fields).body;
  EXPECT_THAT(page, HasSubstr("cannot be written to"));
  EXPECT_THAT(page, HasSubstr("aria-invalid=\"true\""));
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
}

TEST(SignUpPage, OfACampaignSpeaksItsLanguageAndOffersItsPurposes) {
  Visited visited;
  const std::string page = visited.Ask("GET", {}, "/r/Fair").body;
  EXPECT_THAT(page, HasSubstr("Fair wording in de"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"de\">"));
  EXPECT_THAT(page, Not(HasSubstr("purposes/news")));
  EXPECT_THAT(visited.Ask("GET", {{"lang", "en"}}, "/r/fair").body, HasSubstr("Fair wording in en"));
  Fields fields = visited.Filled();
  fields.emplace("purpose", "purposes/fair");
  visited.Ask("POST", fields, "/r/fair");
  ASSERT_EQ(visited.desk.sign_ups.size(), 1u);
  EXPECT_THAT(visited.desk.sign_ups[0].purposes, ElementsAre("purposes/fair"));
  EXPECT_EQ(visited.desk.sign_ups[0].campaign, "fair");
}

TEST(SignUpPage, CountsWhoComesToACampaignAndNothingElse) {
  Visited visited;
  visited.Ask("GET", {{"c", "1"}}, "/r/fair");
  visited.Ask("GET", {}, "/r/fair");
  visited.Ask("GET", {{"lang", "en"}}, "/r/fair");
  visited.Ask("GET", {}, "/r/none");
  visited.Ask("GET");
  visited.Ask("POST", visited.Filled(), "/r/fair");
  HttpRequest head{"GET", true, "/r/fair", {{"c", "1"}}};
  visited.router.Answer(head);
  const auto views = visited.views.Take();
  ASSERT_EQ(views.size(), 2u);
  EXPECT_EQ(std::make_tuple(views[0].campaign, views[0].page, views[0].count),
            std::make_tuple("fair", ViewedPage::kScanned, 1));
  EXPECT_EQ(std::make_tuple(views[1].campaign, views[1].page, views[1].count),
            std::make_tuple("fair", ViewedPage::kFormOpened, 2));
}

TEST(SignUpPage, OfTheHouseIsNotThereUnlessItOffersSomething) {
  Visited visited;
  SignUpHandlers nothing({visited.desk, visited.place, visited.views, {}, visited.stamp});
  const Router router(nothing.Routes(), visited.place, visited.logger, visited.metrics);
  EXPECT_EQ(router.Answer({"GET", false, "/register"}).status, 404);
  EXPECT_EQ(router.Answer({"GET", false, "/r/none"}).status, 404);
  EXPECT_EQ(router.Answer({"GET", false, "/r/fair"}).status, 200);
  EXPECT_EQ(visited.Ask("GET", {}, "/r/").status, 200);
  EXPECT_EQ(visited.Ask("GET", {}, "/r").status, 404);
}

}  // namespace
}  // namespace bestand::gateway
