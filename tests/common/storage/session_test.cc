#include "common/storage/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <optional>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/time/deadline.h"
#include "tests/support/postgres.h"

namespace bestand::storage {
namespace {

using testing::ElementsAre;

constexpr Statement kEchoText{"echo_text", "SELECT CAST(:text AS text)"};
constexpr Statement kEchoTime{"echo_time", "SELECT CAST(:time AS timestamptz)"};
constexpr Statement kEchoReal{"echo_real", "SELECT CAST(:number AS double precision)"};
constexpr Statement kEchoBytes{"echo_bytes", "SELECT CAST(:bytes AS bytea)"};
constexpr Statement kEchoTexts{"echo_texts", "SELECT t FROM unnest(CAST(:texts AS text[])) AS t"};
constexpr Statement kEchoArray{"echo_array", "SELECT CAST(:texts AS text[])"};
constexpr Statement kEchoTimes{"echo_times", "SELECT t FROM unnest(CAST(:times AS timestamptz[])) AS t"};
constexpr Statement kPreparedCount{"prepared_count", "SELECT count(1) FROM pg_prepared_statements"};
constexpr Statement kSleep{"sleep", "SELECT pg_sleep(CAST(:seconds AS double precision))"};
constexpr Statement kTwice{"twice", "SELECT CAST(:n AS bigint) + CAST(:n AS bigint), ':n'"};
constexpr Statement kSeries{"series", "SELECT n FROM generate_series(1, CAST(:last AS bigint)) AS n"};
constexpr Statement kWrong{"wrong", "SELECT no_such_column FROM pg_class"};
constexpr Statement kDivide{"divide", "SELECT 1 / CAST(:by AS bigint)"};

constexpr Statement kPid{"pid", "SELECT pg_backend_pid()"};

class SessionTest : public testing::Test {
 protected:
  // Runs a statement of one cell.
  template <typename Read>
  auto Ask(const Statement& statement, std::initializer_list<Param> params, Read read) {
    return database_->InSession([&](Session& session) -> absl::StatusOr<decltype(read(Row(nullptr, 0)))> {
      ASSIGN_OR_RETURN(const Rows rows, session.Run(statement, params));
      return read(rows[0]);
    });
  }

  std::string EchoText(const Value& value) {
    auto text = Ask(kEchoText, {{"text", value}}, [](Row row) { return std::string(row.Text(0)); });
    return text.ok() ? *text : ReasonOf(text.status());
  }

  TestDatabase database_;
};

TEST_F(SessionTest, GivesTextBackAsItWas) {
  for (const std::string text :
       {"", "plain", "it's", "\\ \"{}\",NULL", "'; DROP TABLE x --", "Zoë 🎁", ":n"}) {
    EXPECT_EQ(EchoText(text), text);
  }
}

TEST_F(SessionTest, RefusesTextWithANulByte) {
  EXPECT_EQ(EchoText(std::string("ab\0cd", 5)), "FIELD_INVALID");
  EXPECT_EQ(EchoText("fine again"), "fine again");
}

TEST_F(SessionTest, TellsNullFromEmpty) {
  const auto is_null = [](Row row) { return row.IsNull(0) && !row.MaybeText(0).has_value(); };
  EXPECT_TRUE(*Ask(kEchoText, {{"text", std::nullopt}}, is_null));
  EXPECT_TRUE(*Ask(kEchoText, {{"text", std::optional<std::string>()}}, is_null));
  EXPECT_FALSE(*Ask(kEchoText, {{"text", ""}}, is_null));
}

TEST_F(SessionTest, KeepsTimesToTheMicrosecond) {
  const auto time = [](Row row) { return row.Time(0); };
  for (const int64_t micros : {0L, 1L, -1L, 1764032461000001L, 1764032461999999L, -62135596800000001L,
                               253402300800000000L, -62200000000000000L}) {
    EXPECT_EQ(*Ask(kEchoTime, {{"time", absl::FromUnixMicros(micros)}}, time), absl::FromUnixMicros(micros));
  }
  EXPECT_EQ(*Ask(kEchoTime, {{"time", absl::InfiniteFuture()}}, time), absl::InfiniteFuture());
  EXPECT_EQ(*Ask(kEchoTime, {{"time", absl::InfinitePast()}}, time), absl::InfinitePast());
}

TEST_F(SessionTest, KeepsNumbersAndBytesExact) {
  const auto real = [](Row row) { return row.Real(0); };
  for (const double number : {0.1, 1e-300, -1.7976931348623157e308, 1.0 / 3}) {
    EXPECT_EQ(*Ask(kEchoReal, {{"number", number}}, real), number);
  }
  EXPECT_EQ(*Ask(kEchoReal, {{"number", INFINITY}}, real), INFINITY);
  const std::string bytes("\0\xff\\x'\n", 6);
  EXPECT_EQ(*Ask(kEchoBytes, {{"bytes", Bytes{bytes}}}, [](Row row) { return row.Bytes(0); }), bytes);
}

TEST_F(SessionTest, CarriesArraysOfNastyText) {
  const std::vector<std::optional<std::string>> texts = {"",      "NULL", std::nullopt, "a,b",
                                                         "\"q\"", "\\",   "{x}",        "é\n"};
  const auto back = database_->InSession([&](Session& session) {
    return session.Run(kEchoTexts, {{"texts", texts}});
  });
  ASSERT_TRUE(back.ok()) << back.status();
  ASSERT_EQ(back->size(), 8);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ((*back)[i].IsNull(0), !texts[i].has_value()) << i;
    EXPECT_EQ((*back)[i].Text(0), texts[i].value_or("")) << i;
  }
}

TEST_F(SessionTest, ReadsArrays) {
  const std::vector<std::string> texts = {"", "NULL", "a,b", "\"q\"", "\\", "{x}", " é "};
  EXPECT_EQ(*Ask(kEchoArray, {{"texts", texts}}, [](Row row) { return row.Texts(0); }), texts);
  const std::vector<int64_t> numbers = {1, -5, 9000000000};
  EXPECT_EQ(*Ask(kEchoArray, {{"texts", numbers}}, [](Row row) { return row.Ints(0); }), numbers);
  EXPECT_TRUE(Ask(kEchoArray, {{"texts", std::vector<std::string>()}}, [](Row row) {
                return row.Texts(0);
              })->empty());
}

TEST_F(SessionTest, CarriesArraysOfTimes) {
  const std::vector<absl::Time> times = {absl::FromUnixMicros(1), absl::FromUnixMicros(1764032461000001)};
  const auto rows = database_->InSession([&](Session& session) {
    return session.Run(kEchoTimes, {{"times", times}});
  });
  EXPECT_EQ((*rows)[1].Time(0), times[1]);
}

TEST_F(SessionTest, PreparesAStatementOnce) {
  const auto counts = database_->InSession([&](Session& session) -> absl::StatusOr<std::vector<int64_t>> {
    std::vector<int64_t> counts;
    for (int i = 0; i < 3; ++i) {
      ASSIGN_OR_RETURN(const Rows rows, session.Run(kPreparedCount));
      counts.push_back(rows[0].Int(0));
    }
    return counts;
  });
  EXPECT_THAT(*counts, ElementsAre(1, 1, 1));
}

TEST_F(SessionTest, LetsRowsOutliveTheNextRunAndTheLease) {
  Rows first;
  ASSERT_TRUE(database_
                  ->InSession([&](Session& session) -> absl::Status {
                    ASSIGN_OR_RETURN(first, session.Run(kEchoText, {{"text", "first"}}));
                    return session.Run(kEchoText, {{"text", "second"}}).status();
                  })
                  .ok());
  EXPECT_EQ(first[0].Text(0), "first");
}

TEST_F(SessionTest, TakesAParameterThatOccursTwice) {
  EXPECT_EQ(*Ask(kTwice, {{"n", 21}}, [](Row row) { return row.Int(0); }), 42);
}

TEST_F(SessionTest, RefusesOtherParametersThanTheStatementHas) {
  const auto run = [&](std::initializer_list<Param> params) {
    return ReasonOf(Ask(kTwice, params, [](Row row) { return row.Int(0); }).status());
  };
  EXPECT_EQ(run({}), "DATABASE_ERROR");
  EXPECT_EQ(run({{"m", 1}}), "DATABASE_ERROR");
  EXPECT_EQ(run({{"n", 1}, {"n", 2}}), "DATABASE_ERROR");
}

TEST_F(SessionTest, SaysNothingOfTheDatabasesWords) {
  const auto wrong = Ask(kWrong, {}, [](Row row) { return row.Int(0); }).status();
  EXPECT_EQ(ReasonOf(wrong), "DATABASE_ERROR");
  EXPECT_EQ(FactsOf(wrong)["sqlstate"], "42703");
  EXPECT_EQ(FactsOf(wrong)["statement"], "wrong");
  EXPECT_THAT(std::string(MessageOf(wrong)), testing::Not(testing::HasSubstr("no_such_column")));
  EXPECT_EQ(ReasonOf(Ask(kDivide, {{"by", 0}}, [](Row row) { return row.Int(0); }).status()), "ROW_REFUSED");
}

TEST_F(SessionTest, RunsAStatementAgainThatFailed) {
  const auto quotient = [&](int by) {
    return Ask(kDivide, {{"by", by}}, [](Row row) { return row.Int(0); });
  };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ReasonOf(quotient(0).status()), "ROW_REFUSED");
  EXPECT_EQ(*quotient(1), 1);
}

TEST_F(SessionTest, StopsAStatementAtTheDeadline) {
  const DeadlineScope scope(absl::Now() + absl::Milliseconds(100));
  const absl::Time begin = absl::Now();
  const auto slept = Ask(kSleep, {{"seconds", 20}}, [](Row) { return 0; });
  EXPECT_EQ(ReasonOf(slept.status()), "DATABASE_TIMEOUT");
  EXPECT_LT(absl::Now() - begin, absl::Seconds(5));
}

// A server process that says nothing until the end of the scope, as on a stalled disk.
class Stopped {
 public:
  explicit Stopped(pid_t pid) : pid_(pid) { kill(pid_, SIGSTOP); }
  ~Stopped() { kill(pid_, SIGCONT); }

 private:
  const pid_t pid_;
};

TEST_F(SessionTest, GivesUpAServerThatSaysNothing) {
  const pid_t pid = static_cast<pid_t>(*Ask(kPid, {}, [](Row row) { return row.Int(0); }));
  ASSERT_GT(pid, 1);
  const Stopped stopped(pid);
  const DeadlineScope scope(absl::Now() + absl::Milliseconds(200));
  const absl::Time begin = absl::Now();
  EXPECT_EQ(EchoText("anybody?"), "DATABASE_AWAY");
  EXPECT_LT(absl::Now() - begin, absl::Seconds(5));
}

TEST_F(SessionTest, GivesUpACommitThatIsNotAnswered) {
  const absl::Time begin = absl::Now();
  std::optional<Stopped> stopped;
  const DeadlineScope scope(absl::Now() + absl::Seconds(1));
  const auto status = database_->InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(kPid));
    stopped.emplace(static_cast<pid_t>(rows[0].Int(0)));
    return absl::OkStatus();
  });
  EXPECT_EQ(ReasonOf(status), "DATABASE_AWAY");
  EXPECT_LT(absl::Now() - begin, absl::Seconds(6));
}

TEST_F(SessionTest, LeavesASlowCallWithTimeInPeace) {
  EXPECT_TRUE(Ask(kSleep, {{"seconds", 3}}, [](Row) { return 0; }).ok());
}

TEST_F(SessionTest, ServesAgainAfterAServerSaidNothing) {
  {
    const Stopped stopped(static_cast<pid_t>(*Ask(kPid, {}, [](Row row) { return row.Int(0); })));
    const DeadlineScope scope(absl::Now() + absl::Milliseconds(100));
    EXPECT_EQ(EchoText("anybody?"), "DATABASE_AWAY");
  }
  EXPECT_EQ(EchoText("back"), "back");
}

TEST_F(SessionTest, SendsNothingAfterTheDeadline) {
  const DeadlineScope scope(absl::Now() - absl::Seconds(1));
  EXPECT_EQ(EchoText("late"), "DATABASE_TIMEOUT");
}

TEST_F(SessionTest, GivesALaterCallItsFullTime) {
  {
    const DeadlineScope scope(absl::Now() + absl::Milliseconds(50));
    EchoText("quick");
  }
  EXPECT_TRUE(Ask(kSleep, {{"seconds", 0.3}}, [](Row) { return 0; }).ok());
}

TEST_F(SessionTest, StreamsManyRows) {
  int64_t sum = 0;
  const auto status = database_->InSession([&](Session& session) {
    return session.Stream(kSeries, {{"last", 100000}}, [&](const Row& row) {
      sum += row.Int(0);
      return absl::OkStatus();
    });
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(sum, 100000LL * 100001 / 2);
}

TEST_F(SessionTest, EndsAStreamWhenItsReaderFails) {
  int seen = 0;
  const auto status = database_->InSession([&](Session& session) -> absl::Status {
    const auto stopped = session.Stream(kSeries, {{"last", 5000000}}, [&](const Row&) {
      return ++seen == 10 ? absl::CancelledError("enough") : absl::OkStatus();
    });
    EXPECT_EQ(stopped.code(), absl::StatusCode::kCancelled);
    return session.Run(kTwice, {{"n", 1}}).status();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(seen, 10);
}

}  // namespace
}  // namespace bestand::storage
