#include "services/consent/domain/seen_customers.h"

#include <gtest/gtest.h>

#include <string>

namespace bestand::consent {
namespace {

TEST(SeenCustomers, NeverForgetsOne) {
  SeenCustomers seen;
  for (int i = 0; i < 100'000; ++i) seen.Add("customers/" + std::to_string(i));
  for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(seen.MayHold("customers/" + std::to_string(i)));
}

TEST(SeenCustomers, IsSeldomWrongOfOthers) {
  SeenCustomers seen;
  EXPECT_FALSE(seen.MayHold("customers/1"));
  for (int i = 0; i < 100'000; ++i) seen.Add("customers/" + std::to_string(i));
  int wrong = 0;
  for (int i = 0; i < 100'000; ++i) wrong += seen.MayHold("customers/x" + std::to_string(i)) ? 1 : 0;
  EXPECT_LT(wrong, 1000);  // 0.6 % are expected
}

}  // namespace
}  // namespace bestand::consent
