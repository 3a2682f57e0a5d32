#include "services/consent/api/rule_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/api/served_consent.h"

namespace bestand::consent {
namespace {

TEST(RuleApi, ShowsTheRulesAndTheirHash) {
  ServedConsent served;
  const auto list = served.rule_client.Call(&v1::RuleService::Stub::ListRuleSets, v1::ListRuleSetsRequest());
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->rule_sets_size(), 2);
  v1::GetRuleSetRequest request;
  request.set_name(list->rule_sets(1).name());
  const auto rules = served.rule_client.Call(&v1::RuleService::Stub::GetRuleSet, request);
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->rule_set().name(), "ruleSets/de-v1");
  EXPECT_EQ(Sha256(rules->rule_set().text()), list->rule_sets(1).text_hash());
  request.set_name("ruleSets/xx-v1");
  EXPECT_EQ(ReasonOf(served.rule_client.Call(&v1::RuleService::Stub::GetRuleSet, request).status()),
            "RULE_SET_UNKNOWN");
}

}  // namespace
}  // namespace bestand::consent
