#include "services/reward_catalog/domain/housekeeper.h"

#include <utility>

namespace bestand::reward_catalog {

Housekeeper::Housekeeper(std::vector<Chore> chores, absl::Duration every,
                         std::function<void(const Chore&, const absl::Status&)> tell)
    : chores_(std::move(chores)), every_(every), tell_(std::move(tell)), thread_([this] { Work(); }) {}

Housekeeper::~Housekeeper() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Housekeeper::Work() {
  do {
    for (const Chore& chore : chores_) {
      if (const absl::Status status = chore.work(); !status.ok()) tell_(chore, status);
    }
  } while (!IsOver());
}

bool Housekeeper::IsOver() {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoMicroseconds(every_), [this] { return stopped_; });
}

}  // namespace bestand::reward_catalog
