#include "services/gateway/api/web/data_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Part = HeldRecord::Part;

constexpr char kLink[] = "p.0.whose.signature";

// A few records at a time; breaks off behind them when `breaks` says so.
class FakeData final : public HeldData {
 public:
  FakeData(std::vector<std::vector<HeldRecord>> chunks, bool breaks)
      : chunks_(std::move(chunks)), breaks_(breaks) {}
  absl::StatusOr<std::vector<HeldRecord>> Next() override {
    if (next_ < chunks_.size()) return chunks_[next_++];
    if (breaks_) return absl::UnavailableError("away");
    return std::vector<HeldRecord>();
  }

 private:
  const std::vector<std::vector<HeldRecord>> chunks_;
  const bool breaks_;
  size_t next_ = 0;
};

struct FakeDataDesk final : DataDesk {
  absl::StatusOr<std::unique_ptr<HeldData>> HandOut(std::string_view token, const Visitor&) override {
    ++asked;
    if (token != kLink) return Failure(absl::StatusCode::kNotFound, "LINK_UNKNOWN", "unknown");
    if (!refusal.empty()) return Failure(absl::StatusCode::kUnavailable, refusal, "refused");
    return std::make_unique<FakeData>(chunks, breaks);
  }

  std::vector<std::vector<HeldRecord>> chunks;
  std::string refusal;
  bool breaks = false;
  int asked = 0;
};

struct Visited {
  FakeDataDesk desk;
  Place place{{"Shop", "", ""}, "https://pages.example.test"};
  log::Logger logger{"test", log::Level::kError};
  metrics::Metrics metrics;
  DataHandlers handlers{desk, place};
  Router router{handlers.Routes(), place, logger, metrics};

  HttpAnswer Ask(const std::string& method, const std::string& as, const std::string& token = kLink,
                 const std::string& language = "en") {
    HttpRequest request;
    request.method = method;
    request.path = "/preferences/data";
    request.fields = {{"as", as}, {"token", token}, {"lang", language}};
    return router.Answer(request);
  }
};

// What the browser gets, and whether that was all.
std::pair<std::string, bool> BodyOf(const HttpAnswer& answer) {
  std::string body;
  const bool whole = answer.write_body([&body](std::string_view piece) {
    body.append(piece);
    return true;
  });
  return {body, whole};
}

TEST(DataHandlers, HandOutAPageWithAllItsParts) {
  Visited visited;
  visited.desk.chunks = {
      {{Part::kRow, "consents", {}, {{"address", "<b>@x.test"}}, "{}"}},
      {{Part::kEvent, "CONFIRMED", absl::UnixEpoch(), {{"mail", std::string(500, 'x')}}, "{}"},
       {Part::kEvent, "WITHDRAWN", absl::UnixEpoch(), {}, "{}"}}};
  const HttpAnswer answer = visited.Ask("POST", "page");
  EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
  const auto [body, whole] = BodyOf(answer);
  EXPECT_TRUE(whole);
  for (const char* text :
       {"&lt;b&gt;@x.test", "confirmed by you", "ended by you", "<h2 id=\"rows\">", "Nothing."}) {
    EXPECT_THAT(body, HasSubstr(text));
  }
  EXPECT_THAT(body, Not(HasSubstr(std::string(101, 'x')))) << "long codes are cut";
  EXPECT_EQ(body.find("Nothing."), body.rfind("Nothing.")) << "no wordings, but all the rest";
  EXPECT_LT(body.find("id=\"wordings\""), body.find("Nothing."));
  EXPECT_TRUE(body.ends_with("</html>\n"));
}

TEST(DataHandlers, HandOutAFileOfLines) {
  Visited visited;
  visited.desk.chunks = {{{Part::kRow, "consents", {}, {}, "{\"a\":1}"}},
                         {{Part::kRow, "mails", {}, {}, "{\"b\":2}"}}};
  const HttpAnswer answer = visited.Ask("POST", "file", kLink, "de");
  EXPECT_THAT(answer.headers, testing::Contains(testing::Pair("Content-Disposition",
                                                              "attachment; filename=\"meine-daten.jsonl\"")));
  EXPECT_THAT(answer.headers, testing::Contains(testing::Pair("Cache-Control", "no-store")));
  EXPECT_EQ(BodyOf(answer), std::pair(std::string("{\"a\":1}\n{\"b\":2}\n"), true));
}

TEST(DataHandlers, SayWhenTheyBreakOff) {
  Visited visited;
  visited.desk.chunks = {{{Part::kRow, "consents", {}, {}, "{}"}}};
  visited.desk.breaks = true;
  EXPECT_FALSE(BodyOf(visited.Ask("POST", "file")).second);
  EXPECT_FALSE(BodyOf(visited.Ask("POST", "page")).second);
}

TEST(DataHandlers, StopWhenNobodyTakesMore) {
  Visited visited;
  visited.desk.chunks = {{{Part::kRow, "a", {}, {}, "1"}, {Part::kRow, "b", {}, {}, "2"}}};
  std::string body;
  EXPECT_FALSE(visited.Ask("POST", "file").write_body([&body](std::string_view piece) {
    body.append(piece);
    return false;
  }));
  EXPECT_EQ(body, "1\n");
}

TEST(DataHandlers, HandOutNothingByLookingOrByWhatIsNotOurs) {
  Visited visited;
  EXPECT_EQ(visited.Ask("GET", "page").status, 405);
  EXPECT_EQ(visited.Ask("POST", "").status, 400);
  EXPECT_EQ(visited.Ask("POST", "page", "p.0.cut").status, 400);
  EXPECT_EQ(visited.desk.asked, 0);
  EXPECT_EQ(visited.Ask("POST", "page", "p.0.who.forged").status, 404);
}

TEST(DataHandlers, SayThatItWasOftenEnough) {
  Visited visited;
  visited.desk.refusal = "HANDED_OUT_OFTEN";
  const HttpAnswer answer = visited.Ask("POST", "page", kLink, "de");
  EXPECT_EQ(answer.status, 429);
  EXPECT_THAT(answer.body, HasSubstr("für heute oft genug"));
  visited.desk.refusal = "SERVICE_AWAY";
  EXPECT_EQ(visited.Ask("POST", "page").status, 503);
}

}  // namespace
}  // namespace bestand::gateway
