#include "services/consent/domain/memory/memory_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <random>
#include <thread>

#include "common/id/digest.h"
#include "common/id/id.h"
#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/often.h"

namespace bestand::consent {
namespace {

ContactQuery About(const std::string& customer, const std::string& message_template = "") {
  return {customer, Channel::kEmail, MessageClass::kMarketing, "news", message_template};
}

// Another process of the service on the house's database: sessions and memory of its own.
struct Replica {
  explicit Replica(ConsentHouse& house)
      : database({.conninfo = house.database.conninfo(), .sessions = 8}),
        head_database(
            {.conninfo = house.database.conninfo(), .sessions = 1, .statement_timeout = absl::Seconds(2)}),
        consents(database, house.means),
        ground_store(database, house.means),
        slots(database, house.means),
        wishes(database, house.means, [] { return "key"; }),
        purposes(database, house.clock),
        subjects(database, house.clock),
        cache(1 << 20, house.clock),
        checks({remembering, subjects, house.profile, house.clock, {}, [] { return "key"; }, *house.rules}) {
    barrier.Start();
    (void)barrier.Wait();
  }

  // As the API does: from memory, else from the database.
  absl::StatusOr<ContactVerdict> Check(const ContactQuery& query) {
    std::promise<absl::StatusOr<MemoryChecks::Known>> told;
    memory.Check(query, [&](const auto& known) { told.set_value(known); });
    ASSIGN_OR_RETURN(const MemoryChecks::Known known, told.get_future().get());
    if (!known.has_value()) return checks.Check(query);
    ++from_memory;
    return *known;
  }
  std::string Reason(const std::string& customer) {
    const auto verdict = Check(About(customer));
    return verdict.ok() ? std::string(verdict->decision.reason) : ReasonOf(verdict.status());
  }

  storage::Database database, head_database;
  SqlConsentStore consents;
  SqlContactStore contacts{database};
  SqlGroundStore ground_store;
  SqlSlotStore slots;
  SqlWishStore wishes;
  SqlPurposeStore purposes;
  SqlSubjectStore subjects;
  SqlStateLog states{head_database};
  ContactCache cache;
  RememberingStore remembering{contacts, cache};
  ContactChecks checks;
  StateBarrier barrier{states, cache};
  MemoryChecks memory{{checks, cache, barrier}};
  Refusals refusals{consents};
  Grounds grounds{ground_store, [] { return "key"; }};
  std::atomic<int> from_memory = 0;
};

struct TwoReplicas : ConsentHouse {
  // Asks until the answer comes from memory: a customer not seen before is asked for at customer-profile
  // first.
  void Warm(const std::string& customer = "c1") {
    for (Replica* replica : {&one, &two}) {
      replica->Reason(customer);
      replica->Reason(customer);
      const int before = replica->from_memory;
      replica->Reason(customer);
      EXPECT_EQ(replica->from_memory, before + 1);
    }
  }
  Replica one{*this}, two{*this};
};

TEST(MemoryChecks, AnswerAsTheDatabaseDoes) {
  TwoReplicas house;
  house.OptIn("c1");
  house.one.Reason("c1");
  const auto read = house.one.Check(About("c1"));
  const auto remembered = house.one.Check(About("c1"));
  EXPECT_EQ(house.one.from_memory, 1);
  ASSERT_TRUE(read.ok() && remembered.ok());
  EXPECT_TRUE(remembered->decision.allowed);
  EXPECT_EQ(remembered->decision.reason, read->decision.reason);
  EXPECT_EQ(remembered->log_size, read->log_size);
  EXPECT_EQ(remembered->valid_until, read->valid_until);
}

TEST(MemoryChecks, SeeWhatAnyReplicaRecorded) {
  TwoReplicas house;
  house.OptIn("c1");
  house.Warm();
  ASSERT_TRUE(house.one.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  EXPECT_EQ(house.two.Reason("c1"), "WITHDRAWN");
  EXPECT_EQ(house.one.Reason("c1"), "WITHDRAWN");
  house.clock.Advance(absl::Minutes(11));  // for another mail
  house.Warm();
  house.OptIn("c1");
  EXPECT_EQ(house.two.Reason("c1"), "CONSENT");
  house.Warm();
  ASSERT_TRUE(house.two.refusals.Object("c1", Channel::kEmail, {}).ok());
  EXPECT_EQ(house.one.Reason("c1"), "OBJECTED");
  house.Warm();
  ASSERT_TRUE(house.two.refusals.Lift("c1", Channel::kEmail, "by mistake").ok());
  EXPECT_EQ(house.one.Reason("c1"), "CONSENT");
}

TEST(MemoryChecks, SeeChangesOfRelationsAndTemplates) {
  TwoReplicas house;
  house.OptIn("c1");
  house.Warm();
  ASSERT_TRUE(house.one.subjects.Store({{}, {"c1"}, {}}).ok());
  house.profile.Remove("c1");
  EXPECT_EQ(house.two.Reason("c1"), "UNDETERMINED");
  house.profile.Add({"c1"});
  EXPECT_EQ(house.two.Reason("c1"), "CONSENT");
  house.clock.Advance(absl::Hours(24 * 800));
  house.Warm();
  EXPECT_EQ(house.two.Reason("c1"), "STALE");
  ASSERT_TRUE(
      house.one.subjects.Store({{{"c1", Recipient::kB2c, Relation::kCustomer, true, "DE"}}, {}, {}}).ok());
  EXPECT_EQ(house.two.Reason("c1"), "CONSENT");

  const Template parcel{"parcel", MessageClass::kService, "Your parcel is here.", "", false, "", {}};
  const ContactQuery question{"c1", Channel::kEmail, MessageClass::kService, "", "parcel"};
  const auto allowed = [&](Replica& replica) { return replica.Check(question)->decision.allowed; };
  ASSERT_TRUE(house.one.purposes.SetTemplate(parcel).ok());
  EXPECT_FALSE(allowed(house.two) || allowed(house.two));
  ASSERT_TRUE(house.one.purposes.ApproveTemplate("parcel", Sha256(parcel.text), "lawyer").ok());
  EXPECT_TRUE(allowed(house.two) && allowed(house.two));
  ASSERT_TRUE(
      house.one.purposes.SetTemplate({"parcel", MessageClass::kService, "Buy!", "", false, "", {}}).ok());
  EXPECT_FALSE(allowed(house.two));
}

TEST(MemoryChecks, SeePoliciesPlacesAndPauses) {
  TwoReplicas house;
  house.OptIn("c1");
  house.Warm();
  SqlSlotStore slots(house.one.database, house.means);
  ContactReservations reservations(house.one.checks, slots);
  ASSERT_TRUE(reservations.Reserve(About("c1"), "m1").ok());
  house.Warm();
  ASSERT_TRUE(slots.SetPolicy({.in_day = 1}).ok());
  EXPECT_EQ(house.two.Reason("c1"), "CAP");
  house.Warm();
  ASSERT_TRUE(slots.Release("c1", "m1").ok());
  EXPECT_EQ(house.two.Reason("c1"), "CONSENT");
  house.Warm();
  ASSERT_TRUE(reservations.Reserve(About("c1"), "m2").ok());
  EXPECT_EQ(house.two.Reason("c1"), "CAP");
  house.Warm();
  const int before = house.two.from_memory;
  house.clock.Advance(kSlotHolds);
  EXPECT_EQ(house.two.Reason("c1"), "CONSENT");  // by itself
  EXPECT_EQ(house.two.from_memory, before);      // what is kept is as old by now
  house.Warm();
  ASSERT_TRUE(house.one.wishes.Pause({"c1"}, house.clock.Now() + absl::Hours(1)).ok());
  EXPECT_EQ(house.two.Reason("c1"), "CAP");
}

TEST(MemoryChecks, SeeWhatCustomersChoose) {
  TwoReplicas house;
  house.OptIn("c1");
  ContactReservations reservations(house.one.checks, house.one.slots);
  ASSERT_TRUE(reservations.Reserve(About("c1"), "m1").ok());
  ASSERT_TRUE(house.one.slots.Commit("c1", "m1").ok());
  house.Warm();
  ASSERT_TRUE(house.one.wishes.Limit({"c1"}, {1, 7}).ok());
  EXPECT_EQ(house.two.Reason("c1"), "CAP");
  house.Warm();
  const int before = house.two.from_memory;
  EXPECT_EQ(house.two.Reason("c1"), "CAP");
  EXPECT_EQ(house.two.from_memory, before + 1);
  ASSERT_TRUE(house.one.wishes.Limit({"c1"}, {2, 7}).ok());
  EXPECT_EQ(house.two.Reason("c1"), "CONSENT");
}

TEST(MemoryChecks, CallAConsentStaleAsTimePasses) {
  TwoReplicas house;
  house.OptIn("c1");
  house.clock.Set(absl::FromCivil(absl::CivilDay(2028, 3, 1), absl::UTCTimeZone()) - absl::Minutes(1));
  house.Warm();
  EXPECT_EQ(house.one.Reason("c1"), "CONSENT");
  house.clock.Advance(absl::Minutes(2));
  const int before = house.one.from_memory;
  EXPECT_EQ(house.one.Reason("c1"), "STALE");
  EXPECT_EQ(house.one.from_memory, before + 1);
}

TEST(MemoryChecks, KnowManyAtOnce) {
  TwoReplicas house;
  house.OptIn("c1");
  house.Warm();
  const std::vector<ContactQuery> queries{About("c1"), About("nobody"), ContactQuery{}};
  const auto known = house.one.memory.CheckAll(queries);
  ASSERT_EQ(known.size(), 3u);
  EXPECT_TRUE(known[0].has_value() && known[0]->decision.allowed);
  EXPECT_FALSE(known[1].has_value() || known[2].has_value());
}

TEST(MemoryChecks, AllowNobodyWhileTheDatabaseIsAwayAndRecover) {
  TwoReplicas house;
  house.OptIn("c1");
  house.Warm();
  TestPostgres::Get().StopImmediately();
  EXPECT_EQ(house.one.Reason("c1"), "DATABASE_AWAY");
  const std::vector<ContactQuery> queries{About("c1")};
  EXPECT_FALSE(house.one.memory.CheckAll(queries)[0].has_value());
  TestPostgres::Get().Start();
  EXPECT_EQ(house.one.Reason("c1"), "CONSENT");
  EXPECT_FALSE(house.two.cache.Holds(About("c1")) && !house.two.barrier.Wait().ok());
  house.Warm();
}

// The server that answers after a restart may know less than the one before.
TEST(MemoryChecks, ForgetAllWhenTheDatabaseServerStartedAnew) {
  TwoReplicas house;
  house.OptIn("c1");
  house.Warm();
  TestPostgres::Get().StopImmediately();
  TestPostgres::Get().Start();
  ASSERT_TRUE(house.one.barrier.Wait().ok());
  EXPECT_FALSE(house.one.cache.Holds(About("c1")));
}

// A version of the service from before state_changes adds the event and moves the head's size alone.
TEST(MemoryChecks, SeeWhatAnOlderVersionOfTheServiceRecorded) {
  static constexpr storage::Statement kWithdraw{
      "test_withdraw", "UPDATE consents SET withdraw_time = now() + interval '10 years'"};
  static constexpr storage::Statement kAddEvent{
      "test_add_event",
      "INSERT INTO events SELECT size, gen_random_uuid(), 4, last_time, '', 1, 'news', 0, '', sha256('old')"
      "  FROM log_head"};
  static constexpr storage::Statement kMoveHead{"test_move_head", "UPDATE log_head SET size = size + 1"};
  TwoReplicas house;
  house.profile.Add({"c2"});
  house.OptIn("c1");
  house.Warm("c1");
  const auto as_before = [](storage::Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Run(kWithdraw).status());
    RETURN_IF_ERROR(session.Run(kAddEvent).status());
    return session.Run(kMoveHead).status();
  };
  ASSERT_TRUE(house.database->InTransaction(as_before).ok());
  house.OptIn("c2");  // noted as usual, before anybody looked
  EXPECT_EQ(house.two.Reason("c1"), "WITHDRAWN");
  house.Warm("c1");
  ASSERT_TRUE(house.database->InTransaction(as_before).ok());
  EXPECT_EQ(house.two.Reason("c1"), "WITHDRAWN");
  EXPECT_FALSE(house.two.cache.Holds(About("c2")));
}

TEST(StateLog, TellsAllOrSaysThatItCannot) {
  ConsentHouse house;
  const int64_t begin = house.states.ReadAfter(0)->version.number;
  for (int i = 0; i < 3; ++i) (void)house.refusals.Object("c" + std::to_string(i), std::nullopt, {});
  const auto news = house.states.ReadAfter(begin);
  ASSERT_TRUE(news.ok());
  EXPECT_TRUE(news->complete);
  ASSERT_EQ(news->changes.size(), 3u);
  EXPECT_EQ(news->changes[1].customer, "c1");
  EXPECT_EQ(news->changes[1].version, begin + 2);
  EXPECT_EQ(news->version.number, begin + 3);
  EXPECT_TRUE(house.states.ReadAfter(begin + 3)->complete);
  EXPECT_FALSE(house.states.ReadAfter(begin + 4)->complete);  // a past that this database does not know
}

TEST(StateLog, ForgetsOldChangesAndSaysSo) {
  static constexpr storage::Statement kFill{
      "test_fill", "INSERT INTO state_changes SELECT i, 'x' FROM generate_series(1000, 1000 + 25000) AS i"};
  static constexpr storage::Statement kHead{"test_head", "UPDATE log_head SET state_version = 26000"};
  ConsentHouse house;
  const auto fill = [](storage::Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Run(kFill).status());
    return session.Run(kHead).status();
  };
  ASSERT_TRUE(house.database->InTransaction(fill).ok());
  EXPECT_FALSE(house.states.ReadAfter(10'000)->complete);  // too many
  EXPECT_EQ(house.states.ReadAfter(16'000)->changes.size(), 10'000u);
  ASSERT_TRUE(RemoveOldChanges(*house.database).ok());
  EXPECT_TRUE(house.states.ReadAfter(16'000)->complete);
  EXPECT_FALSE(house.states.ReadAfter(5'000)->complete);  // the first of them is gone
}

TEST(Subjects, ChangeNothingThatStaysTheSame) {
  ConsentHouse house;
  const SubjectStore::Update update{{{"c9"}}, {"nobody"}, "cursor"};
  ASSERT_TRUE(house.subjects.Store(update).ok());
  const int64_t before = house.states.ReadAfter(0)->version.number;
  ASSERT_TRUE(house.subjects.Store(update).ok());
  EXPECT_EQ(house.states.ReadAfter(0)->version.number, before);
}

// What one customer's state was, and is, by the word of who changes it: operations begun and done, and
// whether the last one left the customer allowed.
class Ledger {
 public:
  void Begin() { word_ += 2; }
  void Done(bool allowed) { word_ = (word_ + 2) / 2 * 2 + (allowed ? 1 : 0); }
  uint64_t Read() const { return word_; }
  static bool InBetween(uint64_t word) { return word / 2 % 2 == 1; }
  static bool Allowed(uint64_t word) { return word % 2 == 1; }

 private:
  std::atomic<uint64_t> word_ = 0;
};

// Two replicas that are started anew now and then, one while the other goes on.
class RestartedReplicas {
 public:
  explicit RestartedReplicas(ConsentHouse& house) : house_(house) {
    for (auto& replica : replicas_) replica = std::make_shared<Replica>(house_);
  }

  // Stays what it is while somebody has it, as a process ends its calls.
  std::shared_ptr<Replica> Get(size_t number) {
    const std::lock_guard lock(mutex_);
    return replicas_[number % 2];
  }
  void Restart(size_t number) {
    auto fresh = std::make_shared<Replica>(house_);
    const std::lock_guard lock(mutex_);
    from_memory_ += replicas_[number % 2]->from_memory;
    replicas_[number % 2] = std::move(fresh);
    ++restarts_;
  }
  int from_memory() const { return from_memory_ + replicas_[0]->from_memory + replicas_[1]->from_memory; }
  int restarts() const { return restarts_; }

 private:
  ConsentHouse& house_;
  std::mutex mutex_;
  std::shared_ptr<Replica> replicas_[2];
  int from_memory_ = 0, restarts_ = 0;
};

// Changes its own customers by turns on both replicas; knows what they must answer.
class Changer {
 public:
  Changer(ConsentHouse& house, RestartedReplicas& replicas, int number)
      : house_(house), replicas_(replicas), random_(number) {
    for (int i = 0; i < 3; ++i) names_[i] = "w" + std::to_string(number) + "-" + std::to_string(i);
  }

  void Step() {
    const int which = static_cast<int>(random_() % 3);
    ledgers_[which].Begin();
    Change(names_[which], states_[which]);
    ledgers_[which].Done(states_[which].Allowed());
  }

  std::string names_[3];
  Ledger ledgers_[3];

 private:
  struct State {
    bool consent = false, withdrawn = false, objection = false, paused = false;
    std::string sale;  // the ground

    bool Allowed() const { return !objection && !withdrawn && !paused && (consent || !sale.empty()); }
  };

  void Change(const std::string& name, State& state) {
    const std::shared_ptr<Replica> held = replicas_.Get(random_());
    Replica& replica = *held;
    const auto kind = random_() % 15;
    if (kind > 12) {
      state.paused = !state.paused;
      const auto until = state.paused ? std::optional(house_.clock.Now() + absl::Hours(1)) : std::nullopt;
      ASSERT_TRUE(replica.wishes.Pause({name}, until).ok());
    } else if (kind > 9) {
      ChangeSale(replica, name, state.sale);
    } else if (kind < 3) {
      if (!replica.refusals.Withdraw({name, Channel::kEmail, "news"}, {}).ok()) return;
      state.consent = false;
      state.withdrawn = true;
    } else if (kind < 5) {
      ASSERT_TRUE(replica.refusals.Object(name, std::nullopt, {}).ok());
      state.objection = true;
    } else if (kind < 6) {
      if (replica.refusals.Lift(name, std::nullopt, "by mistake").ok()) state.objection = false;
    } else {
      OptIn(replica, name);
      state = {true, false, false, state.paused, state.sale};
    }
  }

  // Records a sale that exempts the customer, or takes it back.
  void ChangeSale(Replica& replica, const std::string& name, std::string& sale) {
    if (!sale.empty()) {
      ASSERT_TRUE(replica.grounds.End(name, std::exchange(sale, ""), "by mistake").ok());
      return;
    }
    const ExistingCustomerBasis basis{name, Channel::kEmail, "order", "shop", "You may object.", "garden"};
    const auto recorded = replica.grounds.Record(basis);
    ASSERT_TRUE(recorded.ok()) << recorded.status();
    sale = recorded->ground.id;
  }

  // Straight into the log, without mails.
  void OptIn(Replica& replica, const std::string& name) {
    const auto work = [&](LogWriter& log) -> absl::Status {
      const ConsentKey key{name, Channel::kEmail, "news"};
      const OptIn_ opt_in{NewUuid(),
                          key,
                          name + "@example.test",
                          1,
                          std::string(32, 'h'),
                          log.now(),
                          log.now() + absl::Hours(1),
                          false};
      RETURN_IF_ERROR(log.StoreRequest(opt_in).status());
      RETURN_IF_ERROR(log.LiftObjections(name, Channel::kEmail).status());
      RETURN_IF_ERROR(log.StoreConfirmed(opt_in).status());
      const NewEvent event{EventKind::kConfirmed, name, Channel::kEmail, "news", 1, "", ""};
      return log.Append({&event, 1});
    };
    const auto done = replica.consents.InLog(work);
    ASSERT_TRUE(done.ok()) << done.status();
  }
  using OptIn_ = consent::OptIn;

  ConsentHouse& house_;
  RestartedReplicas& replicas_;
  std::mt19937 random_;
  State states_[3];
};

// Changers and checkers of the same customers at once, on replicas that restart.
class RefusalRace {
 public:
  RefusalRace(ConsentHouse& house, int steps) : steps_(steps), replicas_(house) {
    for (int i = 0; i < kChangers; ++i)
      changers_.push_back(std::make_unique<Changer>(house, replicas_, i + 1));
    for (const auto& changer : changers_) {
      for (const std::string& name : changer->names_)
        house.profile.Add({name, Recipient::kB2c, Relation::kCustomer});
    }
  }

  void Run() {
    std::vector<std::thread> threads;
    for (const auto& changer : changers_) {
      threads.emplace_back([&] {
        for (int i = 0; i < steps_; ++i) changer->Step();
        --running_;
      });
    }
    for (unsigned seed = 0; seed < 4; ++seed) threads.emplace_back([this, seed] { Check(seed); });
    for (size_t number = 0; running_ > 0; ++number) {
      absl::SleepFor(absl::Milliseconds(500));
      replicas_.Restart(number);
    }
    for (std::thread& thread : threads) thread.join();
  }

  static constexpr int kChangers = 3;
  std::atomic<int> judged = 0, allowed = 0, stale = 0, failed = 0;
  const RestartedReplicas& replicas() const { return replicas_; }

 private:
  // Answers that no operation overlapped must be what the last one left.
  void Check(unsigned seed) {
    for (std::mt19937 random(seed); running_ > 0;) {
      const Changer& changer = *changers_[random() % kChangers];
      const size_t which = random() % 3;
      absl::SleepFor(absl::Microseconds(random() % 500));  // leaves the changers their share
      const uint64_t before = changer.ledgers_[which].Read();
      const auto verdict = replicas_.Get(seed)->Check(About(changer.names_[which], "flyer"));
      if (!verdict.ok()) {
        ++failed;
      } else if (changer.ledgers_[which].Read() == before && !Ledger::InBetween(before)) {
        ++judged;
        allowed += verdict->decision.allowed ? 1 : 0;
        if (verdict->decision.allowed != Ledger::Allowed(before)) ++stale;
      }
    }
  }

  const int steps_;
  RestartedReplicas replicas_;
  std::vector<std::unique_ptr<Changer>> changers_;
  std::atomic<int> running_ = kChangers;
};

// Nothing else than what was acknowledged before may ever be seen, whatever comes at once.
TEST(MemoryChecks, NeverAllowWhatWasRefusedBefore) {
  const int steps = Often(300, 10'000);  // of each; the checks between them are three times as many
  ConsentHouse house;
  const Template flyer{"flyer", MessageClass::kMarketing, "Buy!", "", false, "", {}, "garden"};
  ASSERT_TRUE(house.purposes.SetTemplate(flyer).ok());
  RefusalRace race(house, steps);
  race.Run();
  EXPECT_EQ(race.stale, 0);
  EXPECT_EQ(race.failed, 0);
  EXPECT_GT(race.judged, 3 * steps);
  EXPECT_GT(race.allowed, race.judged / 20);
  EXPECT_LT(race.allowed, race.judged * 19 / 20);
  EXPECT_GT(race.replicas().from_memory(), race.judged / 10);
  EXPECT_GT(race.replicas().restarts(), 1);
  std::cout << RefusalRace::kChangers * steps << " changes, " << race.replicas().restarts() << " restarts, "
            << race.judged << " checks judged, " << race.allowed << " of them allowed, "
            << race.replicas().from_memory() << " from memory\n";
}

}  // namespace
}  // namespace bestand::consent
