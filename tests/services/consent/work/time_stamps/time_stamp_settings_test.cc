#include "services/consent/work/time_stamps/time_stamp_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"
#include "tests/support/server_process.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string ProblemWith(config::GivenSettings given) {
  TimeStampSettings settings;
  config::Fields fields(std::move(given));
  Describe(fields, settings);
  return std::string(MessageOf(fields.ToStatus()));
}

TEST(TimeStampSettings, AreAnAuthorityAndWhoVouchesForIt) {
  const std::string file = TestFile("support/time_stamp_authority.py");  // any that is there
  EXPECT_THAT(ProblemWith({}), IsEmpty());
  EXPECT_THAT(ProblemWith({{"consent.time_stamp_url", "https://stamps.example.test/"},
                           {"consent.time_stamp_ca_file", file}}),
              IsEmpty());
  EXPECT_THAT(ProblemWith({{"consent.time_stamp_url", "https://stamps.example.test/"}}),
              HasSubstr("time_stamp_ca_file: is missing"));
  EXPECT_THAT(ProblemWith({{"consent.time_stamp_url", "ftp://stamps.example.test/"},
                           {"consent.time_stamp_ca_file", file}}),
              HasSubstr("http"));
  EXPECT_THAT(ProblemWith({{"consent.time_stamp_interval", "10ms"}}), HasSubstr("1s"));
}

}  // namespace
}  // namespace bestand::consent
