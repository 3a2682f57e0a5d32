#include "services/consent/domain/person_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

const ConsentKey kNews{"c.1_~-", Channel::kEmail, "news"};

LinkKeys Keys(std::vector<LinkKey> keys) {
  return [keys] { return keys; };
}

TEST(PersonLinks, SayWhoseTheyAre) {
  const PersonLinks links(Keys({{"a", "secret of sixteen"}}));
  for (int channel = 0; channel < kChannels; ++channel) {
    const ConsentKey key{"c.1_~-", static_cast<Channel>(channel), "news-2"};
    const auto read = links.Read(LinkUse::kUnsubscribe, *links.Sign(LinkUse::kUnsubscribe, key));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->customer, key.customer);
    EXPECT_EQ(read->channel, key.channel);
    EXPECT_EQ(read->purpose, key.purpose);
  }
}

TEST(PersonLinks, FitIntoALink) {
  const PersonLinks links(Keys({{"a", "secret of sixteen"}}));
  EXPECT_THAT(*links.Sign(LinkUse::kPreferences, kNews),
              testing::MatchesRegex("p\\.a\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"));
}

// Every letter counts: none may be changed, left out, added.
TEST(PersonLinks, RefuseWhatWasForgedOrCut) {
  const PersonLinks links(Keys({{"a", "secret of sixteen"}}));
  const std::string token = *links.Sign(LinkUse::kUnsubscribe, kNews);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string forged = token;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(ReasonOf(links.Read(LinkUse::kUnsubscribe, forged).status()), "LINK_UNKNOWN") << forged;
    EXPECT_FALSE(links.Read(LinkUse::kUnsubscribe, token.substr(0, i)).ok()) << i;
    EXPECT_FALSE(links.Read(LinkUse::kUnsubscribe, token.substr(i + 1)).ok()) << i;
  }
  EXPECT_FALSE(links.Read(LinkUse::kUnsubscribe, token + "A").ok());
  EXPECT_FALSE(links.Read(LinkUse::kUnsubscribe, token + ".").ok());
}

TEST(PersonLinks, HoldForOneUseAlone) {
  const PersonLinks links(Keys({{"a", "secret of sixteen"}}));
  std::string token = *links.Sign(LinkUse::kUnsubscribe, kNews);
  EXPECT_FALSE(links.Read(LinkUse::kPreferences, token).ok());
  token[0] = 'p';
  EXPECT_FALSE(links.Read(LinkUse::kPreferences, token).ok());
}

TEST(PersonLinks, OutliveTheirKeysSuccession) {
  const LinkKey older{"a", "secret of sixteen"}, newer{"b", "another secret of it"};
  const std::string token = *PersonLinks(Keys({older})).Sign(LinkUse::kUnsubscribe, kNews);
  const PersonLinks both(Keys({older, newer}));
  EXPECT_TRUE(both.Read(LinkUse::kUnsubscribe, token).ok());
  EXPECT_TRUE(both.Sign(LinkUse::kUnsubscribe, kNews)->starts_with("u.b."));
  EXPECT_FALSE(PersonLinks(Keys({newer})).Read(LinkUse::kUnsubscribe, token).ok());
  EXPECT_FALSE(PersonLinks(Keys({{"a", newer.secret}})).Read(LinkUse::kUnsubscribe, token).ok());
}

TEST(LinkKeys, ComeFromLines) {
  const auto keys = LinkKeysOf("1 0123456789abcdef\n\n 2024 fedcba9876543210\r\n");
  ASSERT_TRUE(keys.ok()) << keys.status();
  ASSERT_EQ(keys->size(), 2u);
  EXPECT_EQ(keys->back().id, "2024");
  EXPECT_EQ(keys->back().secret, "fedcba9876543210");
}

TEST(LinkKeys, AreRefusedWhenTheyAreNotSafe) {
  for (const char* lines : {"", "\n", "1", "1 short", "A 0123456789abcdef", "1 0123456789abcdef x",
                            "1 0123456789abcdef\n1 fedcba9876543210", "0 0123456789abcdef"}) {
    EXPECT_EQ(ReasonOf(LinkKeysOf(lines).status()), "SETTING_INVALID") << lines;
  }
}

}  // namespace
}  // namespace bestand::consent
