#include "services/consent/domain/subject_feed.h"

#include <chrono>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);  // for the relations of a whole chunk

}  // namespace

SubjectFeed::~SubjectFeed() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  profile_.StopWatching();
  if (thread_.joinable()) thread_.join();
}

void SubjectFeed::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void SubjectFeed::Loop() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    lock.unlock();
    Follow().IgnoreError();
    lock.lock();
    wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopped_; });
  }
}

absl::Status SubjectFeed::Follow() {
  ASSIGN_OR_RETURN(const std::string cursor, store_.FeedCursor());
  const absl::Status ended = profile_.WatchChanges(
      cursor, [this](auto customers, const auto& next) { return TakeIn(customers, next); });
  return ReasonOf(ended) == "CURSOR_UNKNOWN" ? BeginAnew(ended, cursor) : ended;
}

// All relations as of now or later, then what changed since the oldest change that is kept: nothing is left
// out, and some is read twice. The cursor comes last, so that a restart in between begins here again.
absl::Status SubjectFeed::BeginAnew(const absl::Status& unknown, const std::string& cursor) {
  const Facts facts = FactsOf(unknown);
  const auto oldest = facts.find("oldest_cursor");
  if (oldest == facts.end() && cursor.empty()) return unknown;
  // A cursor that nobody gave out: the very first change may be there still.
  if (oldest == facts.end()) return store_.Store({{}, {}, ""});
  RETURN_IF_ERROR(ReadAllAnew());
  return store_.Store({{}, {}, oldest->second});
}

absl::Status SubjectFeed::ReadAllAnew() {
  for (std::string last;;) {
    ASSIGN_OR_RETURN(const std::vector<std::string> here, store_.ListAfter(last));
    if (here.empty()) break;
    RETURN_IF_ERROR(TakeIn(here, std::nullopt));
    last = here.back();
  }
  return profile_.ListCustomers([this](std::span<const std::string> customers) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<std::string> missing, store_.Missing(customers));
    return TakeIn(missing, std::nullopt);
  });
}

absl::Status SubjectFeed::TakeIn(std::span<const std::string> customers,
                                 const std::optional<std::string>& cursor) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return absl::CancelledError("the feed was stopped");
  }
  SubjectStore::Update update;
  if (!customers.empty()) {
    ASSIGN_OR_RETURN(update, profile_.Relations(customers, kPatience));
  }
  update.cursor = cursor;
  return store_.Store(update);
}

}  // namespace bestand::consent
