#include "common/config/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "common/config/sources.h"
#include "common/error/error.h"

namespace bestand::config {
namespace {

using ::testing::HasSubstr;

std::string FileWith(const std::string& name, const std::string& content) {
  const std::string path = ::testing::TempDir() + "/" + name;
  std::ofstream(path) << content;
  return path;
}

template <class Settings>
std::string ProblemOf(const GivenSettings& given) {
  Settings settings;
  Fields fields(given);
  Describe(fields, settings);
  return std::string(MessageOf(fields.ToStatus()));
}

TEST(ServerSettings, NeedAPolicyAndACertificateUnlessLoopback) {
  EXPECT_THAT(ProblemOf<ServerSettings>({}), HasSubstr("2 settings are wrong"));
  EXPECT_EQ(ProblemOf<ServerSettings>({{"server.insecure_loopback", "true"}}), "");
}

TEST(ServerSettings, RefuseOtherAddressesWhenInsecure) {
  for (const char* address : {"0.0.0.0:80", "[::]:80", "10.0.0.1:80", "127.0.0.1.example.org:80", ":80"}) {
    EXPECT_THAT(ProblemOf<ServerSettings>({{"server.insecure_loopback", "true"}, {"server.listen", address}}),
                HasSubstr("server.listen"))
        << address;
  }
}

TEST(IsLoopback, KnowsItsForms) {
  for (const char* address :
       {"127.0.0.1:0", "127.1.2.3:99", "localhost:1", "[::1]:5", "dns:///localhost:8443"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"scoring:1", "dns:///scoring.svc:8443", "[::]:1", "128.0.0.1:1", ""}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

TEST(DatabaseSettings, NeedAnAddress) {
  EXPECT_THAT(ProblemOf<DatabaseSettings>({}), HasSubstr("database.url: is missing"));
}

TEST(ConnectionString, TakesThePasswordFromItsFile) {
  DatabaseSettings settings;
  settings.url = "postgresql://me@host/name";
  EXPECT_EQ(*ConnectionString(settings), settings.url);
  settings.password_file = FileWith("password", "p@ss\n");
  EXPECT_EQ(*ConnectionString(settings), "postgresql://me@host/name?password=%70%40%73%73");
  settings.url = "host=h user=u";
  EXPECT_EQ(*ConnectionString(settings), "host=h user=u password='p@ss'");
  settings.password_file = "/nowhere";
  EXPECT_EQ(ReasonOf(ConnectionString(settings).status()), "SETTING_INVALID");
}

TEST(UpstreamSettings, NeedATarget) {
  UpstreamSettings settings;
  Fields fields({});
  Describe(fields, "scoring", settings);
  EXPECT_THAT(std::string(MessageOf(fields.ToStatus())), HasSubstr("scoring.target: is missing"));
}

TEST(Gather, LetsTheEnvironmentWinOverTheFileAndSetOverBoth) {
  const std::string file =
      FileWith("settings.toml", "[database]\nurl = \"file\"\nsessions = 3\n[server]\nreflection = true\n");
  setenv("BESTAND_DATABASE_URL", "environment", 1);
  EXPECT_EQ(Gather({file, {}})->at("database.url"), "environment");
  EXPECT_EQ(Gather({file, {"database.url=set=x"}})->at("database.url"), "set=x");
  unsetenv("BESTAND_DATABASE_URL");
  const auto given = Gather({file, {}});
  EXPECT_EQ(given->at("database.url"), "file");
  EXPECT_EQ(given->at("database.sessions"), "3");
  EXPECT_EQ(given->at("server.reflection"), "true");
}

TEST(Print, GivesAFileThatCanBeReadAgain) {
  ServerSettings settings;
  Fields fields(
      {{"server.insecure_loopback", "true"}, {"server.threads", "7"}, {"server.log_level", "debug"}});
  Describe(fields, settings);
  const auto given = Gather({FileWith("printed.toml", fields.Print()), {}});
  ASSERT_TRUE(given.ok()) << given.status();
  EXPECT_EQ(given->at("server.insecure_loopback"), "true");
  EXPECT_EQ(given->at("server.threads"), "7");
  EXPECT_EQ(given->at("server.log_level"), "debug");
  ServerSettings again;
  Fields read(*given);
  Describe(read, again);
  EXPECT_EQ(read.Print(), fields.Print());
}

TEST(Gather, SaysWhatIsWrongWithAFile) {
  const std::string file = FileWith("bad.toml", "a = 1\nb = \n");
  EXPECT_THAT(std::string(MessageOf(Gather({file, {}}).status())), HasSubstr("line 2"));
  EXPECT_EQ(ReasonOf(Gather({"/nowhere", {}}).status()), "SETTING_INVALID");
  EXPECT_EQ(ReasonOf(Gather({"", {"no equals sign"}}).status()), "SETTING_INVALID");
}

TEST(ReadSecret, RefusesEmptyAndHugeFiles) {
  EXPECT_EQ(*ReadSecret(FileWith("s", "hush\r\n")), "hush");
  EXPECT_FALSE(ReadSecret(FileWith("s", "\n")).ok());
  EXPECT_FALSE(ReadSecret(FileWith("s", std::string(70000, 'x'))).ok());
}

TEST(WithoutPassword, HidesItWhereverItStands) {
  EXPECT_EQ(WithoutPassword("postgresql://u:p@h/n"), "postgresql://u:[redacted]@h/n");
  EXPECT_EQ(WithoutPassword("postgresql://u:p@ss@h/n"), "postgresql://u:[redacted]@h/n");
  EXPECT_EQ(WithoutPassword("postgresql://u@h/n?password=p&x=1"),
            "postgresql://u@h/n?password=[redacted]&x=1");
  EXPECT_EQ(WithoutPassword("host=h password='a b' user=u"), "host=h password=[redacted]");
  EXPECT_EQ(WithoutPassword("postgresql://u@h:5432/n"), "postgresql://u@h:5432/n");
}

TEST(AvailableCores, IsAtLeastOne) {
  EXPECT_GE(AvailableCores(), 1);
  ServerSettings settings;
  EXPECT_EQ(ThreadsOf(settings), std::min(16, 2 * AvailableCores()));
  settings.threads = 5;
  EXPECT_EQ(ThreadsOf(settings), 5);
}

}  // namespace
}  // namespace bestand::config
