#include "services/consent/storage/sql_log_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "common/id/id.h"
#include "common/tlog/checkpoint.h"
#include "services/consent/storage/statements.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using Answer = absl::StatusOr<std::string>;

// Work that records an objection and answers with the size of the log.
LogWork Objection(const std::string& customer) {
  LogWork work;
  work.needs.customers = {customer};
  work.run = [customer](LogWriter& log) { return Refusals::Object(log, customer, Channel::kEmail, {}); };
  work.answer = [](int64_t log_size) { return std::to_string(log_size); };
  return work;
}

idempotency::ReplayKey Key(const std::string& id, const std::string& fingerprint = "print") {
  return {id, "/method", "caller", fingerprint};
}

// Does the work and waits for it.
std::vector<Answer> DoAll(LogQueue& queue, std::vector<LogWork> all) {
  std::vector<std::promise<Answer>> promises(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    all[i].done = [&promise = promises[i]](const Answer& answer) { promise.set_value(answer); };
    queue.Add(std::move(all[i]));
  }
  std::vector<Answer> answers;
  for (auto& promise : promises) answers.push_back(promise.get_future().get());
  return answers;
}

Answer Do(LogQueue& queue, LogWork work) {
  std::vector<LogWork> all;
  all.push_back(std::move(work));
  return DoAll(queue, std::move(all)).front();
}

int64_t Count(ConsentHouse& house, const char* query) {
  int64_t count = -1;
  const auto read = [&](storage::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(storage::Statement{"test_count", query}));
    count = rows[0].Int(0);
    return absl::OkStatus();
  };
  EXPECT_TRUE(house.database->InSession(read).ok());
  return count;
}

int64_t Commits(ConsentHouse& house) { return Count(house, "SELECT state_version FROM log_head"); }

// Holds the queue back until its end, so that what is added meanwhile is done together.
class Held {
 public:
  explicit Held(LogQueue& queue) {
    LogWork work;
    work.run = [this](LogWriter&) {
      running_.set_value();
      release_.get_future().wait();
      return absl::CancelledError("held");
    };
    work.answer = [](int64_t) { return std::string(); };
    work.done = [this](const Answer&) { done_.set_value(); };
    queue.Add(std::move(work));
    running_.get_future().wait();
  }
  ~Held() { done_.get_future().wait(); }
  void Release() { release_.set_value(); }

 private:
  std::promise<void> running_, release_, done_;
};

// What came while the queue was held, in the order of coming.
std::vector<Answer> DoTogether(ConsentHouse& house, std::vector<LogWork> all) {
  Held held(house.queue);
  auto answers = std::async(std::launch::async, [&] { return DoAll(house.queue, std::move(all)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  held.Release();
  return answers.get();
}

TEST(LogQueue, DoesWhatWaitsInOneCommit) {
  ConsentHouse house;
  const int64_t before = Commits(house);
  std::vector<LogWork> all;
  for (int i = 0; i < 50; ++i) all.push_back(Objection("c" + std::to_string(i % 20)));
  for (const Answer& answer : DoTogether(house, std::move(all))) EXPECT_EQ(*answer, "50");
  EXPECT_EQ(Commits(house), before + 1);
  EXPECT_EQ(Count(house, "SELECT count(*) FROM events"), 50);
  EXPECT_EQ(Count(house, "SELECT count(DISTINCT event_time) FROM events"), 50);
  EXPECT_EQ(Count(house, "SELECT count(*) FROM objections"), 20);
}

TEST(LogQueue, KeepsNoSuppressionOfWorkThatFailed) {
  ConsentHouse house;
  LogWork failing = Objection("c1"), next = Objection("c2");
  failing.run = [](LogWriter& log) -> absl::Status {
    RETURN_IF_ERROR(log.SuppressAddress("digest").status());
    return absl::CancelledError("no");
  };
  bool first = false;
  next.run = [&](LogWriter& log) -> absl::Status {
    ASSIGN_OR_RETURN(first, log.SuppressAddress("digest"));
    return absl::OkStatus();
  };
  std::vector<LogWork> all;
  all.push_back(std::move(failing));
  all.push_back(std::move(next));
  EXPECT_TRUE(DoTogether(house, std::move(all))[1].ok());
  EXPECT_TRUE(first);
  EXPECT_EQ(Count(house, "SELECT count(*) FROM suppressions"), 1);
}

TEST(LogQueue, KeepsNothingOfWorkThatFailedAndAllOfTheOthers) {
  ConsentHouse house;
  LogWork failing = Objection("c1");
  failing.run = [](LogWriter& log) -> absl::Status {
    RETURN_IF_ERROR(Refusals::Object(log, "c1", std::nullopt, {}));
    RETURN_IF_ERROR(Refusals::Object(log, "c2", std::nullopt, {}));
    return absl::CancelledError("no");
  };
  std::vector<LogWork> all;
  all.push_back(Objection("c2"));
  all.push_back(std::move(failing));
  all.push_back(Objection("c3"));
  const auto answers = DoTogether(house, std::move(all));
  EXPECT_TRUE(answers[0].ok());
  EXPECT_EQ(answers[1].status().code(), absl::StatusCode::kCancelled);
  EXPECT_TRUE(answers[2].ok());
  EXPECT_EQ(Count(house, "SELECT count(*) FROM events"), 2);
  EXPECT_EQ(Count(house, "SELECT count(*) FROM objections WHERE channel = 0"), 0);
  EXPECT_EQ(Count(house, "SELECT count(*) FROM objections"), 2);
}

TEST(LogQueue, DoesAWholeLifeOfAConsentInOneTransaction) {
  ConsentHouse house;
  const std::string token = house.Ask("c1", {"news", "birthday"});
  LogWork confirm, withdraw, object = Objection("c1"), again;
  confirm.needs.token_hashes = {OptIns::HashOfToken(token)};
  confirm.run = [&](LogWriter& log) { return house.opt_ins.Confirm(log, token, {}).status(); };
  withdraw.run = [](LogWriter& log) {
    return Refusals::Withdraw(log, {"c1", Channel::kEmail, "news"}, {}).status();
  };
  again.run = confirm.run;
  confirm.answer = withdraw.answer = again.answer = object.answer;
  std::vector<LogWork> all;
  for (LogWork* work : {&confirm, &withdraw, &object, &again}) all.push_back(std::move(*work));
  const auto answers = DoTogether(house, std::move(all));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(answers[i].ok()) << answers[i].status();
  EXPECT_EQ(ReasonOf(answers[3].status()), "CONFIRMATION_USED");
  EXPECT_EQ(house.Decide("c1").reason, "OBJECTED");
  EXPECT_EQ(Count(house, "SELECT count(*) FROM events"), 6);
  EXPECT_EQ(Count(house, "SELECT count(*) FROM consents WHERE withdraw_time > confirm_time"), 1);
}

TEST(LogQueue, AnswersARepetitionAsBefore) {
  ConsentHouse house;
  const std::string id = NewUuid();
  std::vector<LogWork> all;
  for (int i = 0; i < 3; ++i) all.push_back(Objection("c1"));
  all[0].replay = all[2].replay = Key(id);
  const auto answers = DoTogether(house, std::move(all));
  EXPECT_EQ(*answers[0], "2");
  EXPECT_EQ(*answers[2], "2");
  LogWork later = Objection("c1");
  later.replay = Key(id);
  EXPECT_EQ(*Do(house.queue, std::move(later)), "2");
  EXPECT_EQ(Count(house, "SELECT count(*) FROM events"), 2);
}

TEST(LogQueue, RefusesAnotherRequestUnderTheSameId) {
  ConsentHouse house;
  const std::string id = NewUuid();
  LogWork first = Objection("c1"), second = Objection("c2");
  first.replay = Key(id);
  second.replay = Key(id, "another print");
  EXPECT_TRUE(Do(house.queue, std::move(first)).ok());
  EXPECT_EQ(ReasonOf(Do(house.queue, std::move(second)).status()), "REQUEST_ID_REUSED");
}

TEST(LogQueue, KeepsNoAnswerOfWorkThatFailed) {
  ConsentHouse house;
  const std::string id = NewUuid();
  LogWork failing = Objection("c1"), working = Objection("c1");
  failing.replay = working.replay = Key(id);
  failing.run = [](LogWriter&) { return absl::CancelledError("no"); };
  EXPECT_FALSE(Do(house.queue, std::move(failing)).ok());
  EXPECT_EQ(*Do(house.queue, std::move(working)), "1");
}

TEST(LogQueue, LetsWhatTheDatabaseRefusesFailAlone) {
  ConsentHouse house;
  LogWork bad = Objection("c2");
  bad.run = [](LogWriter& log) { return Refusals::Object(log, std::string("c\0", 2), Channel::kEmail, {}); };
  bad.needs = {};
  std::vector<LogWork> all;
  all.push_back(Objection("c1"));
  all.push_back(std::move(bad));
  all.push_back(Objection("c3"));
  const auto answers = DoTogether(house, std::move(all));
  EXPECT_TRUE(answers[0].ok());
  EXPECT_EQ(ReasonOf(answers[1].status()), "FIELD_INVALID");
  EXPECT_TRUE(answers[2].ok());
  EXPECT_EQ(Count(house, "SELECT count(*) FROM events"), 2);
}

TEST(LogQueue, BeginsNothingAfterItsDeadline) {
  ConsentHouse house;
  LogWork late = Objection("c1");
  late.deadline = absl::Now() - absl::Seconds(1);
  EXPECT_EQ(ReasonOf(Do(house.queue, std::move(late)).status()), "DEADLINE_PASSED");
  EXPECT_EQ(Count(house, "SELECT count(*) FROM events"), 0);
}

TEST(LogQueue, SharesTheLogWithOtherReplicasAndOtherWriters) {
  ConsentHouse house;
  SqlLogQueue other(*house.database, house.means);
  std::vector<std::thread> threads;
  for (LogQueue* queue : {static_cast<LogQueue*>(&house.queue), static_cast<LogQueue*>(&other)}) {
    threads.emplace_back([queue] {
      for (int i = 0; i < 40; ++i) EXPECT_TRUE(Do(*queue, Objection("c" + std::to_string(i))).ok());
    });
  }
  threads.emplace_back([&] {
    for (int i = 0; i < 40; ++i) EXPECT_TRUE(house.refusals.Object("d", std::nullopt, {}).ok());
  });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count(house, "SELECT count(*) FROM events"), 120);
  EXPECT_EQ(Count(house, "SELECT max(log_index) FROM events"), 119);
  EXPECT_EQ(Count(house, "SELECT count(*) FROM log_nodes"), 116);  // 60 + 30 + 15 + 7 + 3 + 1
}

TEST(LogQueue, SaysThatTheDatabaseIsAwayAndGoesOn) {
  ConsentHouse house;
  TestPostgres::Get().StopImmediately();
  EXPECT_EQ(ReasonOf(Do(house.queue, Objection("c1")).status()), "DATABASE_AWAY");
  TestPostgres::Get().Start();
  EXPECT_TRUE(Do(house.queue, Objection("c1")).ok());
}

}  // namespace
}  // namespace bestand::consent
