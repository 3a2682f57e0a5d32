#include "common/config/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "common/error/error.h"

namespace bestand::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

struct Config {
  std::string text = "default";
  std::vector<std::string> texts;
  bool flag = false;
  int number = 7;
  double decimal = 0.5;
  absl::Duration duration = absl::Seconds(30);
  std::string file, secret, address;
};

void Describe(Fields& fields, Config& config) {
  fields.Text("a.text", config.text, "A text");
  fields.Texts("a.texts", config.texts, "Texts");
  fields.Flag("a.flag", config.flag, "A flag");
  fields.Number("a.number", config.number, {1, 10}, "A number");
  fields.Decimal("b.decimal", config.decimal, {0, 1}, "A decimal");
  fields.Duration("b.duration", config.duration, "A duration");
  fields.File("b.file", config.file, "A file");
  fields.SecretFile("b.secret_file", config.secret, "A secret");
  fields.Address("b.address", config.address, "An address");
}

TEST(Fields, KeepDefaultsWhereNothingIsGiven) {
  Config config;
  Fields fields({});
  Describe(fields, config);
  EXPECT_TRUE(fields.ToStatus().ok());
  EXPECT_EQ(config.number, 7);
  EXPECT_EQ(config.text, "default");
}

TEST(Fields, TakeWhatIsGiven) {
  Config config;
  Fields fields({{"a.text", "x"},
                 {"a.texts", "p,q"},
                 {"a.flag", "true"},
                 {"a.number", "10"},
                 {"b.decimal", "0.25"},
                 {"b.duration", "1500ms"}});
  Describe(fields, config);
  ASSERT_TRUE(fields.ToStatus().ok());
  EXPECT_EQ(config.text, "x");
  EXPECT_THAT(config.texts, ElementsAre("p", "q"));
  EXPECT_TRUE(config.flag);
  EXPECT_EQ(config.number, 10);
  EXPECT_EQ(config.decimal, 0.25);
  EXPECT_EQ(config.duration, absl::Milliseconds(1500));
}

TEST(Fields, NameEverySettingThatIsWrong) {
  Config config;
  Fields fields({{"a.flag", "maybe"},
                 {"a.number", "11"},
                 {"b.decimal", "nan"},
                 {"b.duration", "soon"},
                 {"b.file", "/nowhere"},
                 {"a.colour", "red"}});
  Describe(fields, config);
  const absl::Status status = fields.ToStatus();
  EXPECT_EQ(ReasonOf(status), "SETTING_INVALID");
  EXPECT_THAT(std::string(MessageOf(status)), HasSubstr("6 settings are wrong: "));
  for (const char* part :
       {"a.flag: \"maybe\"", "a.number: \"11\" is not a whole number from 1 to 10", "b.decimal", "b.duration",
        "b.file: there is no file /nowhere", "a.colour: there is no such setting"}) {
    EXPECT_THAT(std::string(MessageOf(status)), HasSubstr(part));
  }
  EXPECT_EQ(config.number, 7);
}

TEST(Fields, RefuseNegativeAndEndlessDurations) {
  for (const char* bad : {"-1s", "inf", "", "5"}) {
    Config config;
    Fields fields(GivenSettings{{"b.duration", bad}});
    Describe(fields, config);
    EXPECT_FALSE(fields.ToStatus().ok()) << bad;
  }
}

TEST(Fields, CanLookAtOneSectionOnly) {
  Config config;
  Fields fields(GivenSettings{{"a.number", "0"}});
  Describe(fields, config);
  EXPECT_TRUE(fields.ToStatus("b.").ok());
  EXPECT_FALSE(fields.ToStatus("a.").ok());
}

TEST(Fields, PrintWithoutSecrets) {
  const std::string path = ::testing::TempDir() + "/secret";
  std::ofstream(path) << "hush";
  Config config;
  Fields fields(
      {{"b.secret_file", path}, {"b.address", "postgresql://me:hush@host/name"}, {"a.text", "say \"hi\""}});
  Describe(fields, config);
  const std::string text = fields.Print();
  EXPECT_THAT(text, Not(HasSubstr("hush")));
  EXPECT_THAT(text, HasSubstr("address = \"postgresql://me:[redacted]@host/name\""));
  EXPECT_THAT(text, HasSubstr("[a]\n# A text\ntext = \"say \\\"hi\\\"\"\n"));
  EXPECT_EQ(config.address, "postgresql://me:hush@host/name");
}

}  // namespace
}  // namespace bestand::config
