#include "common/storage/database.h"

#include <libpq-fe.h>

#include <random>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/storage/sqlstate.h"
#include "common/storage/statements.h"
#include "common/time/deadline.h"

namespace bestand::storage {
namespace {

constexpr int kTransactionAttempts = 3;

// The leases that this thread holds, the innermost first.
struct Held {
  const Database* database;
  Session* session;
  Held* outer;
};

thread_local Held* innermost = nullptr;

Session* HeldOf(const Database* database) {
  for (const Held* held = innermost; held != nullptr; held = held->outer) {
    if (held->database == database) return held->session;
  }
  return nullptr;
}

// Lets the other transaction finish; two that met must not meet again.
void StepAside(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  absl::SleepFor(attempt * absl::Milliseconds(5 + static_cast<int>(random() % 20)));
}

bool WasConcurrent(const absl::Status& status) {
  const Facts facts = FactsOf(status);
  const auto state = facts.find("sqlstate");
  return state != facts.end() && (state->second == "40001" || state->second == "40P01");
}

bool HasTime() { return absl::Now() < CurrentDeadline(); }

// Rolls back unless the end of the transaction was reached; also when an exception passes.
struct RollbackGuard {
  Session& session;
  ~RollbackGuard() {
    if (session.in_transaction()) session.Rollback();
  }
};

}  // namespace

class Database::Leased {
 public:
  Leased(Database& database, std::unique_ptr<Session> session)
      : database_(database), session_(std::move(session)), held_{&database, session_.get(), innermost} {
    innermost = &held_;
  }
  ~Leased() {
    innermost = held_.outer;
    database_.Return(std::move(session_));
  }
  Session& session() { return *session_; }

 private:
  Database& database_;
  std::unique_ptr<Session> session_;
  Held held_;
};

Database::Database(Options options) : options_(std::move(options)), conninfo_(CompleteConninfo(options_)) {}

Database::~Database() = default;

absl::Status Database::Ping() {
  return InSession([](Session& session) { return session.Run(common::sql::kPing).status(); }, Repeat::kOnce);
}

absl::Status Database::Lease(Inner work, Repeat repeat) {
  if (Session* held = HeldOf(this)) return work(*held);
  for (int attempt = 1;; ++attempt) {
    ASSIGN_OR_RETURN(std::unique_ptr<Session> session, Take());
    Leased leased(*this, std::move(session));
    absl::Status status = work(leased.session());
    if (repeat == Repeat::kOnce && attempt == 1 && leased.session().IsBroken() && HasTime()) continue;
    leased.session().RunCommitted();
    return status;
  }
}

absl::Status Database::Transact(Inner work) {
  Session* held = HeldOf(this);
  if (held != nullptr && held->in_transaction()) {
    absl::Status status = work(*held);
    if (!status.ok()) held->Doom(status);
    return status;
  }
  if (held != nullptr) return TryTransaction(*held, work).status;
  for (int attempt = 1;; ++attempt) {
    const Outcome outcome = TransactOnLease(work);
    if (!outcome.repeatable || attempt == kTransactionAttempts || !HasTime()) return outcome.status;
    StepAside(attempt);
  }
}

Database::Outcome Database::TryTransaction(Session& session, Inner work) {
  if (absl::Status begun = session.Begin(); !begun.ok()) return {begun, session.IsBroken()};
  const RollbackGuard guard{session};
  absl::Status status = work(session);
  if (!status.ok()) return {status, session.IsBroken() || WasConcurrent(status)};
  status = session.Commit();
  // Lost in the commit: nobody knows whether it took place.
  return {status, WasConcurrent(status)};
}

Database::Outcome Database::TransactOnLease(Inner work) {
  absl::StatusOr<std::unique_ptr<Session>> session = Take();
  if (!session.ok()) return {session.status()};
  Leased leased(*this, *std::move(session));
  Outcome outcome = TryTransaction(leased.session(), work);
  if (outcome.status.ok()) leased.session().RunCommitted();
  return outcome;
}

absl::StatusOr<std::unique_ptr<Session>> Database::Take() {
  RETURN_IF_ERROR(conninfo_.status());
  RETURN_IF_ERROR(AwaitPlace());
  while (std::unique_ptr<Session> session = TakeIdle()) {
    if (session->IsAlive()) return session;
  }
  auto session = Session::Connect(*conninfo_, options_.statement_timeout);
  if (!session.ok()) Return(nullptr);
  return session;
}

absl::Status Database::AwaitPlace() {
  const absl::Time end = std::min(absl::Now() + options_.lease_wait, CurrentDeadline());
  const auto patience = absl::ToChronoMicroseconds(end - absl::Now());
  std::unique_lock lock(mutex_);
  if (!freed_.wait_for(lock, patience, [this] { return leased_ < options_.sessions; })) {
    return Failure(absl::StatusCode::kResourceExhausted, "DATABASE_BUSY",
                   "No database session became free in time; try again with fewer calls at once.");
  }
  ++leased_;
  return absl::OkStatus();
}

std::unique_ptr<Session> Database::TakeIdle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Session> session = std::move(idle_.back());
  idle_.pop_back();
  return session;
}

void Database::Return(std::unique_ptr<Session> session) {
  const bool sound = session != nullptr && !session->IsBroken() &&
                     PQtransactionStatus(session->connection()) == PQTRANS_IDLE;
  if (!sound) session.reset();  // waits for the network: outside the lock
  const std::lock_guard lock(mutex_);
  if (sound) idle_.push_back(std::move(session));
  --leased_;
  freed_.notify_one();
}

}  // namespace bestand::storage
