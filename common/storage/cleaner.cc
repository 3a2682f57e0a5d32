#include "common/storage/cleaner.h"

#include <chrono>

#include "absl/time/clock.h"
#include "common/error/error.h"

namespace bestand::storage {

Cleaner::Cleaner(Parts parts)
    : parts_(std::move(parts)), thread_([this](std::stop_token stop) { Work(stop); }) {}

Cleaner::~Cleaner() = default;

absl::Status Cleaner::Clean() {
  if (parts_.outbox != nullptr) {
    RETURN_IF_ERROR(parts_.outbox->RemoveBefore(absl::Now() - parts_.keep_changes).status());
  }
  RETURN_IF_ERROR(parts_.replays.RemoveBefore(absl::Now() - absl::Hours(7 * 24)).status());
  return parts_.also ? parts_.also() : absl::OkStatus();
}

void Cleaner::Work(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (const absl::Status status = Clean(); !status.ok()) parts_.tell_failure(status);
    wake_.wait_for(lock, stop, std::chrono::hours(1), [] { return false; });
  }
}

}  // namespace bestand::storage
