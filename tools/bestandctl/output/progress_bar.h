#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bestand::ctl {

// One line on standard error that grows with the work; silent where standard error is no terminal.
// One thread at a time.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();  // ends the line

  // Shows done of total (0: unknown) units and what is going on; at most ten times a second.
  void Show(int64_t done, int64_t total, std::string_view unit, std::string_view activity);

 private:
  bool terminal_;
  bool shown_ = false;
  int64_t last_shown_ms_ = 0;
};

}  // namespace bestand::ctl
