#include "common/storage/watch.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "absl/time/clock.h"

namespace bestand::storage {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(2);
constexpr absl::Duration kPause = absl::Milliseconds(250);

}  // namespace

// The one thread of the process that looks after all watches. It is never ended: sessions may be in
// use until the process is gone.
class Watch::Guard {
 public:
  static Guard& Get() {
    static Guard& guard = *new Guard;
    return guard;
  }

  void Add(std::list<Entry>& entry) {
    const std::lock_guard lock(mutex_);
    watched_.splice(watched_.end(), entry);
  }
  void Remove(std::list<Entry>::iterator entry, std::list<Entry>& to) {
    const std::lock_guard lock(mutex_);
    to.splice(to.end(), watched_, entry);
  }

 private:
  Guard() {
    std::thread([this] {
      for (;; absl::SleepFor(kPause)) EndOverdue();
    }).detach();
  }

  void EndOverdue() {
    const absl::Time now = absl::Now();
    const std::lock_guard lock(mutex_);
    for (const Entry& entry : watched_) {
      if (entry.end <= now) shutdown(entry.socket, SHUT_RDWR);
    }
  }

  std::mutex mutex_;
  std::list<Entry> watched_;
};

Watch::Watch(const pg_conn* connection, absl::Time until) {
  if (until == absl::InfiniteFuture()) return;
  const int socket = fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0);
  if (socket < 0) return;  // no connection: nothing waits
  own_.push_back({socket, std::max(until, absl::Now()) + kGrace});
  entry_ = own_.begin();
  Guard::Get().Add(own_);
}

Watch::~Watch() {
  if (entry_ == std::list<Entry>::iterator()) return;
  Guard::Get().Remove(entry_, own_);
  close(own_.front().socket);
}

}  // namespace bestand::storage
