#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/often.h"

namespace bestand::consent {
namespace {

struct SlotsHouse : ConsentHouse {
  explicit SlotsHouse(int sessions = 10) : ConsentHouse(sessions) { OptIn("c1"); }

  static ContactQuery About(const std::string& customer) {
    return {customer, Channel::kEmail, MessageClass::kMarketing, "news", ""};
  }
  void Limit(const FrequencyPolicy& policy) { ASSERT_TRUE(slots.SetPolicy(policy).ok()); }
  Reservation Reserve(const std::string& message, const std::string& customer = "c1") {
    const auto reserved = reservations.Reserve(About(customer), message);
    EXPECT_TRUE(reserved.ok()) << reserved.status();
    return *reserved;
  }
  std::string Reason(const std::string& message) {
    return std::string(Reserve(message).verdict.decision.reason);
  }

  SqlSlotStore slots{*database, means};
  ContactReservations reservations{checks, slots};
};

TEST(Slots, ReserveUntilThePolicyIsFull) {
  SlotsHouse house;
  EXPECT_EQ(house.Reason("m0"), "CONSENT");  // without a policy
  house.Limit({.in_day = 3});
  EXPECT_EQ(house.Reason("m1"), "CONSENT");
  EXPECT_EQ(house.Reason("m2"), "CONSENT");
  const Reservation full = house.Reserve("m3");
  EXPECT_EQ(full.verdict.decision.reason, "CAP");
  EXPECT_EQ(full.verdict.decision.row, 15);
  EXPECT_FALSE(full.slot.has_value());
  EXPECT_EQ(full.verdict.free_at, house.Reserve("m0").slot->reserve_time + absl::Hours(24));
  EXPECT_EQ(house.Decide("c1").reason, "CAP");
}

TEST(Slots, AreFreeAgainWhenReleasedOrExpired) {
  SlotsHouse house;
  house.Limit({.in_day = 1});
  EXPECT_EQ(house.Reason("m1"), "CONSENT");
  EXPECT_EQ(house.Reason("m2"), "CAP");
  EXPECT_EQ(house.slots.Release("c1", "m1")->state, SlotState::kReleased);
  EXPECT_TRUE(house.slots.Release("c1", "m1").ok());
  EXPECT_EQ(house.Reason("m2"), "CONSENT");
  EXPECT_EQ(ReasonOf(house.slots.Commit("c1", "m1").status()), "RESERVATION_EXPIRED");
  house.clock.Advance(kSlotHolds);
  EXPECT_EQ(ReasonOf(house.slots.Commit("c1", "m2").status()), "RESERVATION_EXPIRED");
  EXPECT_EQ(house.Reason("m1"), "CONSENT");  // anew
  EXPECT_EQ(house.Reason("m2"), "CAP");
}

TEST(Slots, CountForGoodOnceCommitted) {
  SlotsHouse house;
  house.Limit({.in_day = 1});
  house.Reserve("m1");
  const auto committed = house.slots.Commit("c1", "m1");
  ASSERT_TRUE(committed.ok()) << committed.status();
  EXPECT_EQ(committed->state, SlotState::kCommitted);
  EXPECT_EQ(house.slots.Commit("c1", "m1")->commit_time, committed->commit_time);
  EXPECT_EQ(ReasonOf(house.slots.Release("c1", "m1").status()), "CONTACT_COMMITTED");
  house.clock.Advance(absl::Hours(23));
  EXPECT_EQ(house.Reason("m2"), "CAP");
  EXPECT_TRUE(house.Reserve("m1").slot.has_value());  // it went out long ago
  house.clock.Advance(absl::Hours(1));
  EXPECT_EQ(house.Reason("m2"), "CONSENT");
  EXPECT_EQ(ReasonOf(house.slots.Commit("c1", "m9").status()), "CONTACT_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.slots.Release("c1", "m9").status()), "CONTACT_UNKNOWN");
}

TEST(Slots, AreReservedOnceForOneMessage) {
  SlotsHouse house;
  house.Limit({.in_day = 2});
  const Reservation first = house.Reserve("m1");
  EXPECT_EQ(house.Reserve("m1").slot->decision, first.slot->decision);
  EXPECT_EQ(house.Reason("m2"), "CONSENT");
  ContactQuery other = SlotsHouse::About("c1");
  other.purpose = "birthday";
  EXPECT_EQ(ReasonOf(house.reservations.Reserve(other, "m1").status()), "REQUEST_ID_REUSED");
  other.purpose = "nothing";
  EXPECT_EQ(ReasonOf(house.reservations.Reserve(other, "m3").status()), "PURPOSE_UNKNOWN");
}

TEST(Slots, AreLostWhenTheCustomerRefuses) {
  SlotsHouse house;
  house.Reserve("m1");
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  EXPECT_EQ(house.Reason("m1"), "WITHDRAWN");
  EXPECT_EQ(ReasonOf(house.slots.Commit("c1", "m1").status()), "RESERVATION_EXPIRED");
}

TEST(Slots, LimitAdvertisingAlone) {
  SlotsHouse house;
  house.Limit({.in_day = 1});
  house.Reserve("m1");
  const auto stored =
      house.purposes.SetTemplate({"parcel", MessageClass::kService, "Here.", "", false, "", {}});
  ASSERT_TRUE(house.purposes.ApproveTemplate("parcel", stored->text_hash, "lawyer").ok());
  const ContactQuery parcel{"c1", Channel::kEmail, MessageClass::kService, "", "parcel"};
  EXPECT_TRUE(house.reservations.Reserve(parcel, "p1")->verdict.decision.allowed);
  ASSERT_TRUE(house.slots.Release("c1", "m1").ok());
  EXPECT_EQ(house.Reason("m2"), "CONSENT");  // the parcel does not count
}

TEST(Slots, KeepPausesAndQuietHours) {
  SlotsHouse house;
  ASSERT_TRUE(house.wishes.Pause({"c1"}, house.clock.Now() + absl::Hours(48)).ok());
  EXPECT_EQ(house.Decide("c1").reason, "CAP");
  ASSERT_TRUE(house.wishes.Pause({"c1"}, std::nullopt).ok());
  EXPECT_EQ(house.Decide("c1").reason, "CONSENT");
  EXPECT_EQ(house.consents.ListEvents({"c1", 10, -1})->back().kind, EventKind::kPaused);
  absl::TimeZone berlin;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Berlin", &berlin));
  house.Limit({.quiet_start = 60, .quiet_end = 90, .zone = berlin});  // it is one o'clock in Berlin
  const auto quiet = house.checks.Check(SlotsHouse::About("c1"));
  EXPECT_EQ(quiet->decision.reason, "CAP");
  EXPECT_EQ(quiet->free_at, absl::FromCivil(absl::CivilMinute(2026, 3, 1, 1, 30), berlin));
  EXPECT_EQ(house.slots.GetPolicy()->version, 1);
  EXPECT_EQ(house.slots.GetPolicy()->zone.name(), "Europe/Berlin");
}

TEST(Slots, KeepACustomersOwnLimit) {
  SlotsHouse house;
  ASSERT_TRUE(house.wishes.Limit({"c1"}, {1, 7}).ok());  // without any policy
  const Reservation first = house.Reserve("m1");
  EXPECT_TRUE(first.slot.has_value());
  EXPECT_TRUE(house.slots.Commit("c1", "m1").ok());
  EXPECT_EQ(house.Reserve("m2").verdict.free_at, first.slot->reserve_time + absl::Hours(7 * 24));
  house.Limit({.in_month = 1});
  EXPECT_EQ(house.Reserve("m2").verdict.free_at, first.slot->reserve_time + absl::Hours(30 * 24));
  ASSERT_TRUE(house.wishes.Limit({"c1"}, {5, 1}).ok());  // more than the policy allows
  EXPECT_EQ(house.Reason("m2"), "CAP");
  house.Limit({});
  EXPECT_EQ(house.Reason("m2"), "CONSENT");
  const auto size = house.wishes.Limit({"c1", {"page", "192.0.2.1", "", "", ""}}, {1, 30});
  EXPECT_EQ(house.Reason("m3"), "CAP");
  const RecordedEvent event = house.consents.ListEvents({"c1", 100, -1})->back();
  EXPECT_EQ(event.kind, EventKind::kLimitChosen);
  EXPECT_EQ(event.log_index, *size - 1);
  EXPECT_EQ(house.Payloads().back()->payload, "contacts=1\ndays=30\norigin=page\nip_address=192.0.2.1\n");
  ASSERT_TRUE(house.wishes.Limit({"c1"}, {}).ok());
  EXPECT_EQ(house.Reason("m3"), "CONSENT");
}

// Whoever reserves while a limit is set is through when that returns, or keeps it.
TEST(Slots, KeepALimitFromTheMomentItIsSet) {
  static constexpr storage::Statement kTaken{
      "test_taken", "SELECT count(*) FROM contact_slots WHERE customer_id = :customer_id AND state <> 3"};
  SlotsHouse house(24);
  const auto taken = [&](const std::string& customer) {
    return *house.database->InSession([&](storage::Session& session) -> absl::StatusOr<int64_t> {
      ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(kTaken, {{"customer_id", customer}}));
      return rows[0].Int(0);
    });
  };
  int races = 0;
  for (int round = 0; round < 25; ++round) {
    const std::string customer = "w" + std::to_string(round);
    house.profile.Add({customer, Recipient::kB2c, Relation::kCustomer});
    house.OptIn(customer);
    house.checks.Prepare({&customer, 1});
    std::atomic<bool> stopped = false;
    std::atomic<int> full = 0;
    std::vector<std::thread> senders;
    for (int sender = 0; sender < 6; ++sender) {
      senders.emplace_back([&, sender] {
        for (int i = 0; !stopped; ++i) {
          const std::string message = "m" + std::to_string(sender) + "-" + std::to_string(i);
          full += !house.Reserve(message, customer).slot.has_value();
        }
      });
    }
    while (taken(customer) < 3) absl::SleepFor(absl::Milliseconds(1));
    EXPECT_TRUE(house.wishes.Limit({customer}, {3, 7}).ok());
    const int64_t then = taken(customer);
    while (full < 12) absl::SleepFor(absl::Milliseconds(1));
    stopped = true;
    for (std::thread& thread : senders) thread.join();
    EXPECT_EQ(taken(customer), then);
    races += then > 3;
  }
  EXPECT_GT(races, 0);
}

TEST(Slots, SayHowLongAnAnswerHolds) {
  SlotsHouse house;
  const auto holds = [&] {
    return house.checks.Check(SlotsHouse::About("c1"))->valid_until - house.clock.Now();
  };
  EXPECT_EQ(holds(), absl::Minutes(15));
  house.Limit({.quiet_start = 10, .quiet_end = 60});  // it is midnight
  EXPECT_LE(holds(), absl::Minutes(10));
  EXPECT_GE(holds(), absl::Minutes(5));
}

TEST(Slots, AreAUseOfTheConsent) {
  SlotsHouse house;
  house.clock.Advance(absl::Hours(24 * 700));
  house.Reserve("m1");
  ASSERT_TRUE(house.slots.Commit("c1", "m1").ok());
  const absl::Time used = house.clock.Now() + absl::Hours(24 * 700);
  house.clock.Advance(absl::Hours(24 * 700));
  EXPECT_EQ(house.Decide("c1").reason, "CONSENT");
  house.clock.Advance(absl::Hours(24 * 100));
  EXPECT_EQ(house.Decide("c1").reason, "STALE");
  EXPECT_EQ(house.checks.CheckAt(SlotsHouse::About("c1"), used)->decision.reason, "CONSENT");
}

TEST(Slots, StandInThePastAsTheyStood) {
  SlotsHouse house;
  std::vector<std::pair<absl::Time, std::string>> seen;
  const auto note = [&] {
    house.clock.Advance(absl::Minutes(1));
    seen.emplace_back(house.clock.Now(), std::string(house.Decide("c1").reason));
    house.clock.Advance(absl::Minutes(1));
  };
  note();
  house.Limit({.in_day = 1});
  note();
  house.Reserve("m1");
  note();
  ASSERT_TRUE(house.slots.Release("c1", "m1").ok());
  note();
  house.Reserve("m2");
  house.clock.Advance(absl::Hours(1));
  note();
  house.Reserve("m3");
  ASSERT_TRUE(house.slots.Commit("c1", "m3").ok());
  note();
  house.Limit({.in_day = 5});
  note();
  ASSERT_TRUE(house.wishes.Pause({"c1"}, house.clock.Now() + absl::Hours(5)).ok());
  note();
  ASSERT_TRUE(house.wishes.Pause({"c1"}, std::nullopt).ok());
  ASSERT_TRUE(house.wishes.Limit({"c1"}, {1, 1}).ok());
  note();
  ASSERT_TRUE(house.wishes.Limit({"c1"}, {}).ok());
  note();
  house.clock.Advance(absl::Hours(6));
  std::vector<std::string> reasons;
  for (const auto& [at, reason] : seen) {
    reasons.push_back(reason);
    EXPECT_EQ(house.checks.CheckAt(SlotsHouse::About("c1"), at)->decision.reason, reason) << at;
  }
  EXPECT_THAT(reasons, testing::ElementsAre("CONSENT", "CONSENT", "CAP", "CONSENT", "CONSENT", "CAP",
                                            "CONSENT", "CAP", "CAP", "CONSENT"));
}

// Sixty-four senders race for the same customers while connections are cut.
class Race {
 public:
  static constexpr int kCustomers = 4, kPlaces = 3, kSenders = 64;

  explicit Race(SlotsHouse& house)
      : house_(house),
        database_({.conninfo = house.database.conninfo(), .sessions = 24}),
        slots_(database_, house.means),
        reservations_(house.checks, slots_) {}

  // Until enough has happened, or this long.
  void Run(absl::Duration longest) {
    std::vector<std::thread> threads;
    for (int i = 0; i < kSenders; ++i) threads.emplace_back([this, i] { Send(i); });
    threads.emplace_back([this] { CutConnections(); });
    const absl::Time end = absl::Now() + longest;
    while (absl::Now() < end && !IsEnough()) absl::SleepFor(absl::Milliseconds(20));
    stopped_ = true;
    for (std::thread& thread : threads) thread.join();
  }

  std::atomic<int> reserved = 0, full = 0, failed = 0, cuts = 0;
  std::atomic<int> held[kCustomers] = {};  // places given and not given back, by the word of the senders
  std::atomic<int> most_held = 0;          // of one customer, at any moment

  bool IsEnough() const { return reserved > kReservations && full > 200 && cuts > 5 && failed > 0; }
  const int kReservations = Often(500, 100'000);

 private:
  // Tries again, with the same message, until the database answers.
  template <typename Work>
  auto Insist(Work work) {
    while (true) {
      auto done = work();
      if (done.ok()) return *std::move(done);
      ++failed;
    }
  }

  void Send(int sender) {
    std::mt19937 random(static_cast<unsigned>(sender));
    for (int i = 0; !stopped_; ++i) {
      const int customer = static_cast<int>(random() % kCustomers);
      const std::string name = "r" + std::to_string(customer);
      const std::string message = "m" + std::to_string(sender) + "-" + std::to_string(i);
      const auto reservation =
          Insist([&] { return reservations_.Reserve(SlotsHouse::About(name), message); });
      if (!reservation.slot.has_value()) {
        ++full;
        continue;
      }
      ++reserved;
      Note(++held[customer]);
      // Soon given back, mostly, so that others race for it; what is committed is taken until the race is
      // over.
      if (random() % (static_cast<unsigned>(kReservations) * 2 / 5) == 0) {
        Insist([&] { return slots_.Commit(name, message); });
      } else {
        absl::SleepFor(absl::Microseconds(random() % 2000));  // long enough for others to find it taken
        --held[customer];
        Insist([&] { return slots_.Release(name, message); });
      }
    }
  }

  void Note(int held_now) {
    for (int most = most_held; held_now > most && !most_held.compare_exchange_weak(most, held_now);) {
    }
  }

  void CutConnections() {
    static constexpr storage::Statement kCut{
        "test_cut",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 6"};
    storage::Database database({.conninfo = house_.database.conninfo(), .sessions = 1});
    while (!stopped_) {
      absl::SleepFor(absl::Milliseconds(200));
      cuts += database.InSession([](storage::Session& session) { return session.Run(kCut).status(); }).ok();
    }
  }

  SlotsHouse& house_;
  storage::Database database_;
  SqlSlotStore slots_;
  ContactReservations reservations_;
  std::atomic<bool> stopped_ = false;
};

// Lets senders race; none of their customers may ever have more than so many places.
void RaceForPlaces(SlotsHouse& house, const std::vector<std::string>& customers, int most_places) {
  static constexpr storage::Statement kMost{"test_most",
                                            "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM "
                                            "contact_slots WHERE state <> 3 AND customer_id <> 'c1' "
                                            "GROUP BY customer_id) AS counts"};
  house.checks.Prepare(customers);
  Race race(house);
  race.Run(absl::Seconds(Often(30, 3'000)));
  int64_t most = 0;
  const auto count = [&](storage::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(kMost));
    most = rows[0].Int(0);
    return absl::OkStatus();
  };
  ASSERT_TRUE(house.database->InSession(count, storage::Repeat::kOnce).ok());
  EXPECT_LE(most, most_places);
  EXPECT_LE(race.most_held, most_places);
  EXPECT_GT(race.most_held, 1);
  EXPECT_TRUE(race.IsEnough());
  std::cout << race.reserved << " reserved, " << race.full << " found it full, " << race.failed << " failed, "
            << race.cuts << " times connections were cut\n";
}

std::vector<std::string> Racers(SlotsHouse& house) {
  std::vector<std::string> customers;
  for (int i = 0; i < Race::kCustomers; ++i) {
    customers.push_back("r" + std::to_string(i));
    house.profile.Add({customers.back(), Recipient::kB2c, Relation::kCustomer});
    house.OptIn(customers.back());
  }
  return customers;
}

TEST(Slots, AreNeverMoreThanThePolicyAllowsWhoeverRaces) {
  SlotsHouse house;
  house.Limit({.in_day = Race::kPlaces});
  RaceForPlaces(house, Racers(house), Race::kPlaces);
}

TEST(Slots, AreNeverMoreThanTheCustomerWantsWhoeverRaces) {
  SlotsHouse house;
  house.Limit({.in_day = 2 * Race::kPlaces});
  const std::vector<std::string> customers = Racers(house);
  for (const std::string& customer : customers) {
    ASSERT_TRUE(house.wishes.Limit({customer}, {Race::kPlaces, 1}).ok());
  }
  RaceForPlaces(house, customers, Race::kPlaces);
}

}  // namespace
}  // namespace bestand::consent
