#include "services/gateway/work/view_reporter.h"

#include <chrono>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/time/deadline.h"

namespace bestand::gateway {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(2);

// Whether the same report may be taken later.
bool MayPass(const absl::Status& failure) {
  return absl::IsUnavailable(failure) || absl::IsAborted(failure) || absl::IsDeadlineExceeded(failure) ||
         absl::IsResourceExhausted(failure);
}

}  // namespace

ViewReporter::ViewReporter(PageViews& views, ConsentDesk& desk, absl::Duration every)
    : views_(views), desk_(desk), every_(every), thread_([this](std::stop_token stop) { Work(stop); }) {}

ViewReporter::~ViewReporter() = default;

void ViewReporter::Work(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  do {
    wake_.wait_for(lock, stop, absl::ToChronoNanoseconds(every_), [] { return false; });
    Report();
  } while (!stop.stop_requested());
}

void ViewReporter::Report() {
  if (pending_.empty()) {
    pending_ = views_.Take();
    id_ = NewUuid();
  }
  if (pending_.empty()) return;
  const DeadlineScope deadline(absl::Now() + kPatience);
  if (!MayPass(desk_.CountViews(pending_, id_))) pending_.clear();
}

}  // namespace bestand::gateway
