#include "common/rpc/current_call.h"

#include <gtest/gtest.h>

namespace bestand::rpc {
namespace {

const std::string kId = "4bf92f3577b34da6a3ce929d0e0e4736";

TEST(TraceIdOf, ReadsATraceparent) { EXPECT_EQ(TraceIdOf("00-" + kId + "-00f067aa0ba902b7-01"), kId); }

TEST(TraceIdOf, MakesANewOneForAnythingElse) {
  const std::string bad[] = {"", "00-x", "00-" + std::string(32, '0') + "-00f067aa0ba902b7-01",
                             "00-" + std::string(31, 'a') + "\"-00f067aa0ba902b7-01"};
  for (const std::string& header : bad) {
    const std::string id = TraceIdOf(header);
    EXPECT_EQ(id.size(), 32u);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(id, TraceIdOf(header));
  }
}

TEST(TraceparentOf, CarriesTheId) { EXPECT_EQ(TraceIdOf(TraceparentOf(kId)), kId); }

TEST(TraceScope, EndsWithItsScope) {
  EXPECT_EQ(CurrentTraceId(), "");
  {
    const TraceScope outer("a");
    {
      const TraceScope inner("b");
      EXPECT_EQ(CurrentTraceId(), "b");
    }
    EXPECT_EQ(CurrentTraceId(), "a");
  }
  EXPECT_EQ(CurrentTraceId(), "");
}

}  // namespace
}  // namespace bestand::rpc
