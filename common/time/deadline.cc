#include "common/time/deadline.h"

#include <algorithm>

namespace bestand {
namespace {

thread_local absl::Time current_deadline = absl::InfiniteFuture();

}  // namespace

absl::Time CurrentDeadline() { return current_deadline; }

DeadlineScope::DeadlineScope(absl::Time deadline) : before_(current_deadline) {
  current_deadline = std::min(before_, deadline);
}

DeadlineScope::~DeadlineScope() { current_deadline = before_; }

}  // namespace bestand
