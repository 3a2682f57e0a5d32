#include "services/gateway/api/web/preference_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/gateway/support/fake_desk.h"

namespace bestand::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Kind = PreferenceChange::Kind;

struct Visited {
  FakeDesk desk;
  Place place{{"Shop", "", ""}, "https://pages.example.test"};
  log::Logger logger{"test", log::Level::kError};
  metrics::Metrics metrics;
  PreferenceHandlers handlers{desk, place};
  Router router{handlers.Routes(), place, logger, metrics};

  HttpAnswer Ask(const std::string& method, const std::string& path,
                 std::multimap<std::string, std::string> fields = {}, const std::string& token = kLink) {
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.fields = std::move(fields);
    request.fields.emplace("token", token);
    return router.Answer(request);
  }
};

TEST(Unsubscribe, LooksWithoutChangingAnythingAndEndsByPost) {
  Visited visited;
  EXPECT_THAT(visited.Ask("GET", "/unsubscribe").body, HasSubstr(">Unsubscribe</button>"));
  EXPECT_EQ(visited.desk.changes, 0);
  const HttpAnswer answer = visited.Ask("POST", "/unsubscribe", {{"List-Unsubscribe", "One-Click"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("You are unsubscribed"));
  EXPECT_THAT(visited.Ask("GET", "/unsubscribe").body, Not(HasSubstr("</button>")));
}

TEST(Unsubscribe, DoesNotSayThatItIsDoneWhenItIsNot) {
  Visited visited;
  EXPECT_EQ(visited.Ask("POST", "/unsubscribe", {}, "u.0.who.forged").status, 404);
  EXPECT_EQ(visited.Ask("POST", "/unsubscribe", {}, "u.0.cut").status, 400);
  visited.desk.away = true;
  EXPECT_EQ(visited.Ask("POST", "/unsubscribe").status, 503);
}

TEST(PreferencePage, OffersEachThingThatCanBeDone) {
  Visited visited;
  const std::string page = visited.Ask("GET", "/preferences", {{"lang", "de"}}).body;
  EXPECT_THAT(page, HasSubstr("aria-label=\"Beenden: News, per E-Mail\""));
  EXPECT_THAT(page, HasSubstr("Calls, per Telefon"));
  EXPECT_THAT(page, Not(HasSubstr("Anmelden: Calls"))) << "only mails can be signed up for";
  EXPECT_THAT(page, HasSubstr("Jeder Werbung widersprechen"));
}

TEST(PreferencePage, ChangesWhatItsButtonsSay) {
  Visited visited;
  EXPECT_THAT(
      visited.Ask("POST", "/preferences", {{"do", "withdraw"}, {"channel", "5"}, {"purpose", "purposes/x"}})
          .body,
      HasSubstr("this has ended"));
  EXPECT_EQ(visited.desk.last_change.kind, Kind::kWithdraw);
  EXPECT_EQ(visited.desk.last_change.channel, Channel::kPhone);
  EXPECT_EQ(visited.desk.last_change.purpose, "purposes/x");
  visited.Ask("POST", "/preferences",
              {{"do", "ask"}, {"channel", "0"}, {"purpose", "purposes/x"}, {"lang", "de"}});
  EXPECT_EQ(visited.desk.last_change.kind, Kind::kAsk);
  EXPECT_EQ(visited.desk.last_change.language, "de");
  visited.Ask("POST", "/preferences", {{"do", "object"}});
  EXPECT_EQ(visited.desk.last_change.kind, Kind::kObjectToAll);
}

TEST(PreferencePage, KeepsToALimit) {
  Visited visited;
  EXPECT_THAT(visited.Ask("GET", "/preferences").body, HasSubstr("value=\"0-0\" checked"));
  EXPECT_THAT(visited.Ask("POST", "/preferences", {{"do", "limit"}, {"limit", "1-30"}}).body,
              HasSubstr("this limit holds"));
  EXPECT_EQ(visited.desk.last_change.kind, Kind::kLimit);
  EXPECT_EQ(visited.desk.last_change.limit, (OwnLimit{1, 30}));
  EXPECT_THAT(visited.Ask("POST", "/preferences", {{"do", "limit"}, {"limit", "0-0"}}).body,
              HasSubstr("no limit of your own"));
  EXPECT_EQ(visited.desk.changes, 2);
  for (const char* nonsense : {"", "1", "-", "1-", "a-b", "1-7-7", "99999999999-7"}) {
    visited.Ask("POST", "/preferences", {{"do", "limit"}, {"limit", nonsense}});
  }
  EXPECT_EQ(visited.desk.changes, 2);
}

TEST(PreferencePage, ShowsALimitThatItDoesNotOffer) {
  Visited visited;
  visited.desk.preferences.limit = {2, 14};
  const std::string page = visited.Ask("GET", "/preferences", {{"lang", "de"}}).body;
  EXPECT_THAT(page, HasSubstr("value=\"2-14\" checked"));
  EXPECT_THAT(page, HasSubstr("2 / 14"));
  EXPECT_EQ(page.find(" checked"), page.rfind(" checked"));
}

TEST(PreferencePage, ErasesOnlyWhoIsSure) {
  Visited visited;
  EXPECT_THAT(visited.Ask("POST", "/preferences", {{"do", "erase"}}).body, HasSubstr("tick the box"));
  EXPECT_EQ(visited.desk.changes, 0);
  EXPECT_THAT(visited.Ask("POST", "/preferences", {{"do", "erase"}, {"sure", "yes"}}).body,
              HasSubstr("Your wish has arrived"));
  EXPECT_EQ(visited.desk.last_change.kind, Kind::kErase);
  visited.desk.refusal = "LEGAL_HOLD";
  EXPECT_THAT(visited.Ask("POST", "/preferences", {{"do", "erase"}, {"sure", "yes"}}).body,
              HasSubstr("needed as evidence"));
}

TEST(PreferencePage, SaysWhenNobodyCanBeAsked) {
  Visited visited;
  visited.desk.refusal = "CONSENT_UNKNOWN";
  EXPECT_THAT(
      visited.Ask("POST", "/preferences", {{"do", "ask"}, {"channel", "0"}, {"purpose", "purposes/x"}}).body,
      HasSubstr("no confirmed address"));
}

TEST(PreferencePage, ChangesNothingByWhatIsNotItsOwn) {
  Visited visited;
  for (const char* channel : {"", "7", "-1", "00", "x"}) {
    visited.Ask("POST", "/preferences",
                {{"do", "withdraw"}, {"channel", channel}, {"purpose", "purposes/x"}});
  }
  visited.Ask("POST", "/preferences", {{"do", "erase"}});
  visited.Ask("POST", "/preferences");
  EXPECT_EQ(visited.desk.changes, 0);
}

}  // namespace
}  // namespace bestand::gateway
