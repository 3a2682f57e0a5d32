// Time stamps of a real authority, OpenSSL's own, and of one that errs or lies.

#include "common/time_stamps/time_stamp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "tests/support/time_stamp_authority.h"

namespace bestand::time_stamps {
namespace {

using ::testing::HasSubstr;

constexpr char kText[] = "log.example.test\n3\nAAAA\n";

struct TimeStamps : ::testing::Test {
  absl::StatusOr<absl::Time> Ask(const std::string& fault) {
    answer = authority.Answer(query, fault);
    return TimeInAnswer(query, answer, authority.ca_file());
  }

  TimeStampAuthority authority;
  const std::string query = *NewQuery(kText);
  std::string answer;
};

TEST_F(TimeStamps, TellWhenTheAuthoritySawTheText) {
  const auto time = Ask("");
  ASSERT_TRUE(time.ok()) << time.status();
  EXPECT_LT(absl::AbsDuration(*time - absl::Now()), absl::Minutes(1));
  EXPECT_EQ(*TimeInKept(kText, answer, authority.ca_file()), *time);
}

TEST_F(TimeStamps, AreRefusedForWhatTheyAreNot) {
  const std::map<std::string, std::string> faults = {
      {"wrong-nonce", "nonce mismatch"},
      {"no-nonce", "nonce not returned"},
      {"wrong-imprint", "message imprint mismatch"},
      {"untrusted", "unable to get local issuer certificate"},
      {"purposeless", "unsuitable certificate purpose"},
      {"forged", "signature failure"},
      {"longer", "no TimeStampResp"},
      {"garbage", "no TimeStampResp"},
      {"empty", "no TimeStampResp"},
  };
  for (const auto& [fault, said] : faults) {
    const auto time = Ask(fault);
    EXPECT_TRUE(absl::IsInvalidArgument(time.status())) << fault;
    EXPECT_THAT(MessageOf(time.status()), HasSubstr(said)) << fault;
  }
}

TEST_F(TimeStamps, TellThatTheAuthorityRejects) {
  const auto time = Ask("rejecting");
  EXPECT_TRUE(absl::IsFailedPrecondition(time.status()));
  EXPECT_THAT(MessageOf(time.status()), HasSubstr("rejection"));
}

TEST_F(TimeStamps, AreOfOneTextAndUnderOneAuthority) {
  ASSERT_TRUE(Ask("").ok());
  EXPECT_TRUE(TimeInKept(kText, answer, authority.ca_file()).ok());
  EXPECT_THAT(MessageOf(TimeInKept("another", answer, authority.ca_file()).status()), HasSubstr("imprint"));
  EXPECT_FALSE(TimeInKept(kText, answer, authority.stranger_file()).ok());
  EXPECT_EQ(ReasonOf(TimeInKept(kText, answer, authority.File("serial")).status()), "SETTING_INVALID");
  EXPECT_EQ(ReasonOf(TimeInKept(kText, answer, authority.File("none.pem")).status()), "SETTING_INVALID");
}

TEST_F(TimeStamps, NeverTellAnotherTimeWhateverIsChanged) {
  ASSERT_TRUE(Ask("").ok());
  const absl::Time time = *TimeInKept(kText, answer, authority.ca_file());
  size_t passed = 0;
  for (size_t i = 0; i < answer.size(); ++i) {
    std::string changed = answer;
    changed[i] = static_cast<char>(changed[i] ^ (1 << i % 8));
    const auto told = TimeInKept(kText, changed, authority.ca_file());
    if (!told.ok()) continue;
    ++passed;
    EXPECT_EQ(*told, time) << "byte " << i;
  }
  // Nobody signs the names of algorithms that are listed ahead, and they say nothing.
  EXPECT_LT(passed, answer.size() / 30);
}

TEST_F(TimeStamps, OutliveTheCertificateThatSignedThem) {
  ASSERT_TRUE(Ask("brief").ok());
  absl::SleepFor(absl::Seconds(4));
  EXPECT_THAT(MessageOf(TimeInAnswer(query, answer, authority.ca_file()).status()), HasSubstr("expired"));
  EXPECT_TRUE(TimeInKept(kText, answer, authority.ca_file()).ok());
}

}  // namespace
}  // namespace bestand::time_stamps
