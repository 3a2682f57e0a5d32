#include "services/scoring/work/snapshot/snapshot_keeper.h"

#include <algorithm>
#include <condition_variable>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/time/deadline.h"

namespace bestand::scoring {
namespace {

constexpr int kRowsAtOnce = 5000;
constexpr absl::Duration kAnswerTime = absl::Seconds(2);
constexpr size_t kFewReplaced = 10'000;  // not worth reading a set anew

absl::Status Interrupted() { return absl::CancelledError("The process ends."); }

absl::Status TooLarge() {
  return absl::ResourceExhaustedError("The set does not fit into scoring.snapshot_megabytes.");
}

void Pause(std::stop_token stop, absl::Duration duration) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, absl::ToChronoMilliseconds(duration), [] { return false; });
}

}  // namespace

SnapshotKeeper::SnapshotKeeper(Parts parts) : parts_(std::move(parts)) {
  if (parts_.settings.most_bytes == 0) return;
  thread_ = std::jthread([this](std::stop_token stop) { Loop(std::move(stop)); });
}

SnapshotKeeper::~SnapshotKeeper() = default;

std::shared_ptr<const ScoreSnapshot> SnapshotKeeper::Current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void SnapshotKeeper::Loop(std::stop_token stop) {
  for (; !stop.stop_requested(); Pause(stop, parts_.settings.poll)) {
    const absl::Status status = Look(stop);
    if (stop.stop_requested()) return;
    Tell(status);
  }
}

absl::Status SnapshotKeeper::Look(std::stop_token stop) {
  const absl::Time begin = absl::Now();
  ASSIGN_OR_RETURN(const SnapshotHead head, AskHead());
  away_ = false;
  if (head.set_number == 0 || head.set_number == too_large_) return absl::OkStatus();
  if (NeedsLoad(head)) return Load(head, stop);
  RETURN_IF_ERROR(CatchUp(*current_, head.last_change));
  current_->set_known_time(begin);
  return absl::OkStatus();
}

// A database that says nothing at all is given up after some seconds.
absl::StatusOr<SnapshotHead> SnapshotKeeper::AskHead() {
  const absl::Time now = absl::Now();
  const DeadlineScope scope(now + kAnswerTime);
  asked_micros_ = absl::ToUnixMicros(now);
  auto head = parts_.source.Head();
  asked_micros_ = 0;
  return head;
}

bool SnapshotKeeper::away() const {
  const int64_t asked = asked_micros_;
  return away_ || (asked != 0 && absl::Now() - absl::FromUnixMicros(asked) > parts_.settings.fresh);
}

bool SnapshotKeeper::NeedsLoad(const SnapshotHead& head) const {
  if (current_ == nullptr || current_->set()->number != head.set_number) return true;
  return current_->replaced() > std::max(kFewReplaced, current_->size() / 10);
}

// What is replaced while the set is read is put over it before anybody sees it.
absl::Status SnapshotKeeper::Load(const SnapshotHead& head, std::stop_token stop) {
  ASSIGN_OR_RETURN(const auto set, parts_.reader.FindSet(head.set_number));
  auto scores = Read(*set, stop);
  if (absl::IsResourceExhausted(scores.status()) && ReasonOf(scores.status()).empty()) {
    too_large_ = set->number;
    Put(nullptr);
    parts_.logger.Warning(
        "The score set does not fit into memory; reads go to the database until the next set. Raise "
        "scoring.snapshot_megabytes.",
        {{"set", set->number}, {"megabytes", parts_.settings.most_bytes >> 20}});
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(scores.status());
  seen_ = head.last_change;
  auto snapshot = std::make_shared<ScoreSnapshot>(set, *std::move(scores));
  const absl::Time begin = absl::Now();
  ASSIGN_OR_RETURN(const SnapshotHead now, parts_.source.Head());
  RETURN_IF_ERROR(CatchUp(*snapshot, now.last_change));
  if (now.set_number == set->number) snapshot->set_known_time(begin);
  Put(std::move(snapshot));
  return absl::OkStatus();
}

absl::StatusOr<PackedScores> SnapshotKeeper::Read(const ScoreSet& set, std::stop_token stop) {
  PackedScores scores;
  std::string after;
  for (;;) {
    if (stop.stop_requested()) return Interrupted();
    ASSIGN_OR_RETURN(const auto page, parts_.reader.List(set.number, after, kRowsAtOnce));
    for (const CustomerScore& score : page) scores.Add(score);
    if (!HasRoom(scores.bytes())) return TooLarge();
    if (page.size() < kRowsAtOnce) break;
    after = page.back().summary.customer_id;
  }
  // A set that is being removed shows fewer rows than it had.
  RETURN_IF_ERROR(parts_.reader.FindSet(set.number).status());
  return scores;
}

// Lets the set in memory go when the one that is read needs its place.
bool SnapshotKeeper::HasRoom(size_t bytes) {
  const auto most = static_cast<size_t>(parts_.settings.most_bytes);
  if (current_ != nullptr && bytes + current_->bytes() > most) Put(nullptr);
  return bytes <= most;
}

absl::Status SnapshotKeeper::CatchUp(ScoreSnapshot& snapshot, int64_t last_change) {
  while (seen_ < last_change) {
    ASSIGN_OR_RETURN(ScoreChanges news,
                     parts_.source.ChangesAfter(snapshot.set()->number, seen_, kRowsAtOnce));
    if (news.changes.empty()) break;
    snapshot.Replace(std::move(news.changes));
    seen_ = news.last_change;
  }
  seen_ = std::max(seen_, last_change);
  return absl::OkStatus();
}

void SnapshotKeeper::Put(std::shared_ptr<ScoreSnapshot> snapshot) {
  const std::lock_guard lock(mutex_);
  current_.swap(snapshot);
}

// Warns when trouble begins, not at each look.
void SnapshotKeeper::Tell(const absl::Status& status) {
  const bool was_away = away_;
  away_ =
      absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsResourceExhausted(status);
  if (away_ && !was_away) {
    parts_.logger.Warning("The database cannot be read; scores come from memory and are called stale",
                          {{"reason", ReasonOf(status)}});
  }
  const auto current = Current();
  const double age = current ? absl::ToDoubleSeconds(absl::Now() - current->known_time()) : 0;
  const auto tell = [this](const char* name, const char* help, double value) {
    parts_.metrics.GaugeOf({name, help}).Set(value);
  };
  tell("scoring_snapshot_age_seconds", "How long ago the scores in memory were surely up to date", age);
  tell("scoring_snapshot_set", "The score set in memory; 0 for none", current ? current->set()->number : 0);
  tell("scoring_snapshot_scores", "Scores in memory", current ? static_cast<double>(current->size()) : 0);
  tell("scoring_snapshot_bytes", "Memory of these scores",
       current ? static_cast<double>(current->bytes()) : 0);
}

}  // namespace bestand::scoring
