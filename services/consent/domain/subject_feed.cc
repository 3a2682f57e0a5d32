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
    const absl::Status ended = Follow();
    // The feed no longer has what follows our cursor: read it all again, which does no harm.
    if (ReasonOf(ended) == "CURSOR_UNKNOWN") store_.Store({{}, {}, ""}).IgnoreError();
    lock.lock();
    wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopped_; });
  }
}

absl::Status SubjectFeed::Follow() {
  ASSIGN_OR_RETURN(const std::string cursor, store_.FeedCursor());
  return profile_.WatchChanges(cursor,
                               [this](auto customers, const auto& next) { return TakeIn(customers, next); });
}

absl::Status SubjectFeed::TakeIn(std::span<const std::string> customers, const std::string& cursor) {
  SubjectStore::Update update;
  if (!customers.empty()) {
    ASSIGN_OR_RETURN(update, profile_.Relations(customers, kPatience));
  }
  update.cursor = cursor;
  return store_.Store(update);
}

}  // namespace bestand::consent
