#include "tools/bestandctl/output/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "absl/time/clock.h"

namespace bestand::ctl {
namespace {

constexpr int kWidth = 30;

std::string Bar(int64_t done, int64_t total) {
  const int full = static_cast<int>(kWidth * std::min(done, total) / total);
  return "[" + std::string(full, '#') + std::string(kWidth - full, '.') + "] ";
}

}  // namespace

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::fprintf(stderr, "\r\033[K");
}

void ProgressBar::Show(int64_t done, int64_t total, std::string_view unit, std::string_view activity) {
  const int64_t now_ms = absl::ToUnixMillis(absl::Now());
  if (!terminal_ || now_ms - last_shown_ms_ < 100) return;
  last_shown_ms_ = now_ms;
  shown_ = true;
  const std::string bar = total > 0 ? Bar(done, total) : "";
  std::fprintf(stderr, "\r\033[K%s%lld%s %.*s  %.*s", bar.c_str(), static_cast<long long>(done),
               total > 0 ? ("/" + std::to_string(total)).c_str() : "", static_cast<int>(unit.size()),
               unit.data(), static_cast<int>(activity.size()), activity.data());
  std::fflush(stderr);
}

}  // namespace bestand::ctl
