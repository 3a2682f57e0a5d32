#include "common/log/logger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "common/log/quoted.h"
#include "common/log/utf8.h"

namespace bestand::log {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

struct Captured {
  std::string text;
  Sink sink() {
    return [this](std::string_view line) { text.append(line).append("\n"); };
  }
};

TEST(Logger, WritesOneJsonObjectALine) {
  Captured captured;
  const Logger logger("consent", Level::kInfo, captured.sink());
  logger.Info("mail sent", {{"attempts", 2}, {"ok", true}, {"ms", 1.5}, {"code", "OK"}});
  EXPECT_THAT(
      captured.text,
      MatchesRegex("\\{\"time\":\"....-..-..T..:..:..\\.......Z\",\"level\":\"info\",\"service\":\"consent\","
                   "\"message\":\"mail sent\",\"attempts\":2,\"ok\":true,\"ms\":1.5,\"code\":\"OK\"\\}\n"));
}

TEST(Logger, DropsLinesBelowItsLevel) {
  Captured captured;
  const Logger logger("x", Level::kWarning, captured.sink());
  logger.Debug("a");
  logger.Info("b");
  EXPECT_EQ(captured.text, "");
  logger.Error("c");
  EXPECT_THAT(captured.text, HasSubstr("\"level\":\"error\""));
}

TEST(Logger, LetsNobodyForgeALine) {
  Captured captured;
  const Logger logger("x", Level::kInfo, captured.sink());
  logger.Info("a\n{\"level\":\"error\"}", {{"v", "\"}\n"}});
  EXPECT_EQ(std::count(captured.text.begin(), captured.text.end(), '\n'), 1);
  EXPECT_THAT(captured.text,
              HasSubstr("\"message\":\"a\\n{\\\"level\\\":\\\"error\\\"}\",\"v\":\"\\\"}\\n\""));
}

TEST(Quoted, EscapesControlsAndReplacesWhatIsNotUtf8) {
  using namespace std::string_literals;
  EXPECT_EQ(Quoted("\x01\x7f\0"s), "\"\\u0001\\u007f\\u0000\"");
  EXPECT_EQ(Quoted("a\xff"
                   "b"),
            "\"a\xEF\xBF\xBD"
            "b\"");
  EXPECT_EQ(Quoted("Grüße €"), "\"Grüße €\"");
}

TEST(Utf8Length, KnowsWellFormedCharactersOnly) {
  EXPECT_EQ(Utf8Length("a"), 1u);
  EXPECT_EQ(Utf8Length("ü"), 2u);
  EXPECT_EQ(Utf8Length("€"), 3u);
  EXPECT_EQ(Utf8Length("😀"), 4u);
  // Overlong, surrogate, beyond U+10FFFF, cut, lone continuation.
  for (const char* bad :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80"}) {
    EXPECT_EQ(Utf8Length(bad), 0u);
  }
}

TEST(Field, WritesNoNumberThatJsonDoesNotKnow) { EXPECT_EQ(Field("x", std::nan("")).json, "null"); }

TEST(LevelOf, KnowsItsNames) {
  EXPECT_EQ(LevelOf("debug"), Level::kDebug);
  EXPECT_EQ(LevelOf("error"), Level::kError);
  EXPECT_EQ(LevelOf("loud"), Level::kInfo);
}

}  // namespace
}  // namespace bestand::log
