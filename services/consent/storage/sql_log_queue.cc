#include "services/consent/storage/sql_log_queue.h"

#include <set>
#include <utility>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/storage/sql_replays.h"
#include "common/time/deadline.h"
#include "services/consent/storage/sql_log_writer.h"

namespace bestand::consent {
namespace {

using idempotency::ReplayKey;
using storage::Session;
using Batch = std::span<LogWork>;
using Answers = std::vector<std::optional<absl::StatusOr<std::string>>>;  // one a work; nothing: not done yet

constexpr size_t kMostWork = 500;  // in one transaction, so that its first need not wait long for its last
constexpr absl::Duration kPatience = absl::Seconds(10);

absl::Status TooLate() {
  return Failure(absl::StatusCode::kDeadlineExceeded, "DEADLINE_PASSED",
                 "The deadline passed before the work began; give more time.");
}

// Says whether the database refused what one of many wanted to write.
bool IsOnesFault(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == "ROW_CONFLICT" || reason == "ROW_REFUSED" || reason == "FIELD_INVALID";
}

std::pair<std::string, std::string> IdOf(const ReplayKey& key) { return {key.caller, key.request_id}; }

// Puts in what was answered before.
absl::Status FindAnswered(Session& session, Batch batch, Answers& answers) {
  std::vector<ReplayKey> keys;
  for (const LogWork& work : batch) {
    if (work.replay.has_value()) keys.push_back(*work.replay);
  }
  ASSIGN_OR_RETURN(const Answers stored, storage::FindAnswers(session, keys));
  auto next = stored.begin();
  for (size_t i = 0; i < batch.size(); ++i) {
    if (batch[i].replay.has_value()) answers[i] = *next++;
  }
  return absl::OkStatus();
}

absl::Status LoadAll(SqlLogWriter& writer, Batch batch, const Answers& answers) {
  LogNeeds all;
  const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (size_t i = 0; i < batch.size(); ++i) {
    if (answers[i].has_value()) continue;
    add(all.customers, batch[i].needs.customers);
    add(all.address_digests, batch[i].needs.address_digests);
    add(all.token_hashes, batch[i].needs.token_hashes);
  }
  return writer.Load(all);
}

// A failure of the database is everybody's, since the transaction is spoilt.
bool IsDatabases(const absl::Status& status) { return FactsOf(status).contains("sqlstate"); }

// Runs what is open; returns whose work was done.
absl::StatusOr<std::vector<size_t>> RunOpen(SqlLogWriter& writer, Batch batch, Answers& answers) {
  std::vector<size_t> done;
  for (size_t i = 0; i < batch.size(); ++i) {
    if (answers[i].has_value()) continue;
    const absl::Status status = batch[i].run(writer);
    if (IsDatabases(status)) return status;
    if (status.ok()) {
      writer.Keep();
      done.push_back(i);
    } else {
      writer.Discard();
      answers[i] = status;
    }
  }
  return done;
}

// Fills the answers of the work that was done, and keeps them for repetitions.
absl::Status Answer(Session& session, int64_t log_size, std::span<const size_t> done, Batch batch,
                    Answers& answers) {
  std::vector<ReplayKey> keys;
  std::vector<std::string> kept;
  for (const size_t i : done) {
    answers[i] = batch[i].answer(log_size);
    if (!batch[i].replay.has_value()) continue;
    keys.push_back(*batch[i].replay);
    kept.push_back(**answers[i]);
  }
  return storage::KeepAnswers(session, keys, kept);
}

absl::Status RunAll(Session& session, const LogMeans& means, Batch batch, Answers& answers) {
  answers.assign(batch.size(), std::nullopt);
  ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means));
  RETURN_IF_ERROR(FindAnswered(session, batch, answers));
  SqlLogWriter writer(session, std::move(log));
  RETURN_IF_ERROR(LoadAll(writer, batch, answers));
  ASSIGN_OR_RETURN(const std::vector<size_t> done, RunOpen(writer, batch, answers));
  RETURN_IF_ERROR(writer.Store());
  return Answer(session, writer.size(), done, batch, answers);
}

}  // namespace

SqlLogQueue::SqlLogQueue(storage::Database& database, const LogMeans& means)
    : database_(database), means_(means), thread_([this] { Loop(); }) {}

SqlLogQueue::~SqlLogQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void SqlLogQueue::Add(LogWork work) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
  }
  wake_.notify_one();
}

void SqlLogQueue::Loop() {
  // After an upgrade the tree may be far behind; when the database is away, before the next work.
  bool grown = GrowLogTree(database_, means_).ok();
  while (true) {
    Batch batch = Take();
    if (batch.empty()) return;
    if (!grown) grown = GrowLogTree(database_, means_).ok();
    Do(batch);
  }
}

// A repetition of what is in the batch waits for the next one, which finds the answer.
SqlLogQueue::Batch SqlLogQueue::Take() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
  Batch batch;
  std::deque<LogWork> rest;
  std::set<std::pair<std::string, std::string>> ids;
  while (!waiting_.empty() && batch.size() < kMostWork) {
    LogWork work = std::move(waiting_.front());
    waiting_.pop_front();
    const bool again = work.replay.has_value() && !ids.insert(IdOf(*work.replay)).second;
    if (again) {
      rest.push_back(std::move(work));
    } else {
      batch.push_back(std::move(work));
    }
  }
  waiting_.insert(waiting_.begin(), std::make_move_iterator(rest.begin()),
                  std::make_move_iterator(rest.end()));
  return batch;
}

void SqlLogQueue::Do(Batch& batch) {
  const absl::Time now = absl::Now();
  std::erase_if(batch, [&](const LogWork& work) {
    if (work.deadline > now) return false;
    work.done(TooLate());
    return true;
  });
  if (batch.empty()) return;
  Answers answers;
  absl::Status status;
  {
    const DeadlineScope deadline(now + kPatience);
    status =
        database_.InTransaction([&](Session& session) { return RunAll(session, means_, batch, answers); });
  }
  if (IsOnesFault(status) && batch.size() > 1) return DoOneByOne(batch);
  for (size_t i = 0; i < batch.size(); ++i) {
    status.ok() ? batch[i].done(*answers[i]) : batch[i].done(status);
  }
}

void SqlLogQueue::DoOneByOne(Batch& batch) {
  for (LogWork& work : batch) {
    Batch one;
    one.push_back(std::move(work));
    Do(one);
  }
}

}  // namespace bestand::consent
