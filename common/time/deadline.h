#pragma once

#include "absl/time/time.h"

namespace bestand {

// When the work of this thread must be done; InfiniteFuture when nobody set an end. The rooms that
// wait (database, other services) read it, so that it need not travel through every signature.
absl::Time CurrentDeadline();

// Sets this thread's deadline for as long as it lives; an earlier one that stands already is kept.
// One thread at a time; lives on the stack.
class DeadlineScope {
 public:
  explicit DeadlineScope(absl::Time deadline);
  ~DeadlineScope();
  DeadlineScope(const DeadlineScope&) = delete;
  DeadlineScope& operator=(const DeadlineScope&) = delete;

 private:
  absl::Time before_;
};

}  // namespace bestand
