#include "services/consent/domain/memory/contact_cache.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <random>

#include "tests/support/standing_clock.h"

namespace bestand::consent {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'700'000'000);
const absl::Time kOtherStart = absl::FromUnixSeconds(1'800'000'000);

ContactQuery About(const std::string& customer, const std::string& purpose = "news") {
  return {customer, Channel::kEmail, MessageClass::kMarketing, purpose, ""};
}

ContactRecord RecordOf(const std::string& customer, int64_t version, absl::Time start = kStart) {
  ContactRecord record;
  record.subject = Subject{customer};
  record.purpose_known = true;
  record.address = "anna@example.test";
  record.log_size = version;
  record.version = {version, start};
  return record;
}

StateNews News(int64_t version, std::vector<StateChange> changes = {}) {
  return {{version, kStart}, 0, true, std::move(changes)};
}

// A cache at version 10.
struct Kept {
  Kept() { cache.Apply(News(10)); }
  void Keep(const std::string& customer, int64_t version, absl::Time start = kStart) {
    cache.Keep(About(customer), RecordOf(customer, version, start));
  }
  bool Holds(const std::string& customer) { return cache.Holds(About(customer)); }

  StandingClock clock{kStart};
  ContactCache cache{1 << 20, clock};
};

TEST(ContactCache, FindsWhatItKeepsWithoutTheAddress) {
  Kept kept;
  kept.Keep("c1", 10);
  const auto found = kept.cache.Find(About("c1"));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->subject->customer, "c1");
  EXPECT_EQ(found->address, "");
  EXPECT_FALSE(kept.Holds("c2"));
}

TEST(ContactCache, TellsQuestionsApart) {
  Kept kept;
  kept.Keep("c1", 10);
  ContactQuery other = About("c1");
  other.channel = Channel::kSms;
  EXPECT_FALSE(kept.cache.Holds(other));
  other = About("c1");
  other.message_class = MessageClass::kSurvey;
  EXPECT_FALSE(kept.cache.Holds(other));
  other = About("c1");
  other.message_template = "parcel";
  EXPECT_FALSE(kept.cache.Holds(other));
  EXPECT_FALSE(kept.cache.Holds(About("c1", "birthday")));
}

TEST(ContactCache, ForgetsWhomTheNewsName) {
  Kept kept;
  kept.Keep("c1", 10);
  kept.Keep("c2", 10);
  kept.cache.Apply(News(11, {{11, "c1"}}));
  EXPECT_FALSE(kept.Holds("c1"));
  EXPECT_TRUE(kept.Holds("c2"));
}

TEST(ContactCache, KeepsWhatWasReadWithTheChange) {
  Kept kept;
  kept.Keep("c1", 12);  // read while the barrier's own read was under way
  kept.cache.Apply(News(12, {{11, "c1"}, {12, "c2"}}));
  EXPECT_TRUE(kept.Holds("c1"));
}

TEST(ContactCache, RefusesWhatWasReadBeforeAChange) {
  Kept kept;
  kept.cache.Apply(News(11, {{11, "c1"}}));
  kept.Keep("c1", 10);
  EXPECT_FALSE(kept.Holds("c1"));
  kept.Keep("c2", 10);
  EXPECT_TRUE(kept.Holds("c2"));
}

TEST(ContactCache, RefusesWhatWasReadBeforeAllItKnowsOf) {
  Kept kept;
  kept.Keep("c1", 9);
  EXPECT_FALSE(kept.Holds("c1"));
  std::vector<StateChange> many;
  for (int i = 0; i < 10'001; ++i) many.push_back({11 + i, "m" + std::to_string(i)});
  kept.cache.Apply(News(11 + 10'000, many));
  kept.Keep("c1", 11 + 9'999);  // whoever changed before the last one is no longer known
  EXPECT_FALSE(kept.Holds("c1"));
  kept.Keep("c1", 11 + 10'000);
  EXPECT_TRUE(kept.Holds("c1"));
}

TEST(ContactCache, ForgetsEverybodyWhenTheNewsAreNotComplete) {
  Kept kept;
  kept.Keep("c1", 10);
  kept.cache.Apply({{500, kStart}, 0, false, {}});
  EXPECT_FALSE(kept.Holds("c1"));
  kept.Keep("c1", 499);
  EXPECT_FALSE(kept.Holds("c1"));
}

TEST(ContactCache, ForgetsEverybodyWithAChangeOfEverybody) {
  Kept kept;
  kept.Keep("c1", 10);
  kept.Keep("c2", 10);
  kept.cache.Apply(News(12, {{11, ""}, {12, ""}}));
  EXPECT_FALSE(kept.Holds("c1"));
  kept.Keep("c2", 10);
  EXPECT_FALSE(kept.Holds("c2"));
}

// A standby that took over may have lost commits that were read before, and gone on from there.
TEST(ContactCache, ForgetsEverybodyWhenAnotherServerAnswers) {
  Kept kept;
  kept.Keep("c1", 10);
  kept.cache.Apply({{10, kOtherStart}, 0, true, {}});
  EXPECT_FALSE(kept.Holds("c1"));
  kept.Keep("c1", 12);  // read from the server before
  EXPECT_FALSE(kept.Holds("c1"));
  kept.Keep("c1", 10, kOtherStart);
  EXPECT_TRUE(kept.Holds("c1"));
}

// A backup that was put in the database's place may have come as far by now.
TEST(ContactCache, ForgetsEverybodyWhenAnotherDatabaseAnswers) {
  Kept kept;
  kept.Keep("c1", 10);
  kept.cache.Apply({{10, kStart, 7}, 0, true, {}});
  EXPECT_FALSE(kept.Holds("c1"));
  kept.Keep("c1", 12);  // read from the database before
  EXPECT_FALSE(kept.Holds("c1"));
}

TEST(ContactCache, KeepsNothingLongerThanAnswersHold) {
  Kept kept;
  kept.Keep("c1", 10);
  kept.clock.Advance(absl::Minutes(15) - absl::Seconds(1));
  EXPECT_TRUE(kept.Holds("c1"));
  kept.clock.Advance(absl::Seconds(1));
  EXPECT_FALSE(kept.Holds("c1"));
}

TEST(ContactCache, KeepsOnlyWhatAnswersAlone) {
  Kept kept;
  ContactQuery mail = About("c1");
  mail.message_class = MessageClass::kDoiConfirm;  // its limits change by themselves
  ContactRecord record = RecordOf("c1", 10);
  record.template_known = true;
  kept.cache.Keep(mail, record);
  EXPECT_FALSE(kept.cache.Holds(mail));

  record.subject.reset();
  kept.cache.Keep(About("c1"), record);
  EXPECT_FALSE(kept.Holds("c1"));

  record = RecordOf("c1", 10);
  record.purpose_known = false;
  kept.cache.Keep(About("c1"), record);
  EXPECT_FALSE(kept.Holds("c1"));

  ContactQuery named = About("c1");
  named.message_template = "nothing";
  kept.cache.Keep(named, RecordOf("c1", 10));
  EXPECT_FALSE(kept.cache.Holds(named));
}

TEST(ContactCache, LetsGoOfWhatWasNotAskedForLongest) {
  Kept kept;
  const auto name = [](int i) { return "customer-" + std::to_string(i); };
  for (int i = 0; i < 20'000; ++i) {
    kept.Keep(name(i), 10);
    kept.cache.Find(About(name(0)));
  }
  int held = 0;
  for (int i = 0; i < 20'000; ++i) held += kept.Holds(name(i)) ? 1 : 0;
  EXPECT_TRUE(kept.Holds(name(0)));
  EXPECT_FALSE(kept.Holds(name(1)));
  EXPECT_GT(held, 2'000);
  EXPECT_LT(held, (1 << 20) / 192);  // no entry takes less
}

TEST(ContactCache, KeepsNothingWithoutRoom) {
  StandingClock clock{kStart};
  ContactCache cache{0, clock};
  cache.Apply(News(10));
  cache.Keep(About("c1"), RecordOf("c1", 10));
  EXPECT_FALSE(cache.Holds(About("c1")));
}

// A database in a few lines: what each customer's record says is the version that changed it last.
struct World {
  int64_t version = 1;
  std::map<std::string, int64_t> changed;
  std::vector<StateChange> changes;

  void Change(const std::string& customer) {
    changes.push_back({++version, customer});
    if (!customer.empty()) changed[customer] = version;
    if (customer.empty()) {
      for (auto& [name, when] : changed) when = version;
    }
  }
  ContactRecord Load(const std::string& customer) {
    ContactRecord record = RecordOf(customer, version);
    record.times.confirm = absl::FromUnixMicros(changed[customer]);
    return record;
  }
  StateNews ReadAfter(int64_t after) const {
    StateNews news = News(version);
    for (const StateChange& change : changes) {
      if (change.version > after) news.changes.push_back(change);
    }
    return news;
  }
};

// Reads that were begun and have not come back yet, in any order, while commits go on.
TEST(ContactCache, HoldsWhatTheDatabaseHeldInEveryInterleaving) {
  std::mt19937 random(11);
  StandingClock clock{kStart};
  ContactCache cache{18'000, clock};  // some 70 of 100 customers
  World world;
  std::deque<std::pair<std::string, ContactRecord>> loads;
  std::map<std::string, int64_t> expected;  // as of the last Apply
  const auto customer = [&] { return "c" + std::to_string(random() % 100); };
  int found = 0;
  for (int step = 0; step < 60'000; ++step) {
    const auto kind = random() % 100;
    if (kind < 30) {
      const std::string who = customer();
      loads.emplace_back(who, world.Load(who));
    } else if (kind < 60 && !loads.empty()) {
      std::swap(loads.front(), loads[random() % loads.size()]);
      cache.Keep(About(loads.front().first), loads.front().second);
      loads.pop_front();
    } else if (kind < 70) {
      world.Change(random() % 200 == 0 ? "" : customer());
    } else if (kind < 80) {
      const StateNews news = world.ReadAfter(cache.version());
      const std::map<std::string, int64_t> now = world.changed;
      for (auto more = random() % 3; more > 0; --more) world.Change(customer());
      cache.Apply(news);
      expected = now;
      if (world.changes.size() > 1000) world.changes.erase(world.changes.begin(), world.changes.end() - 500);
      for (int i = 0; i < 5; ++i) {
        const std::string who = customer();
        // What is newer than the last Apply was read after it: the barrier only promises not older.
        if (const auto record = cache.Find(About(who)); record.has_value()) {
          ++found;
          ASSERT_GE(absl::ToUnixMicros(*record->times.confirm), expected[who]) << who << " at step " << step;
        }
      }
    }
  }
  EXPECT_GT(found, 2'000);
}

}  // namespace
}  // namespace bestand::consent
