#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/consent/domain/mail_reports/mail_report.h"

namespace bestand::consent {

// Records the reports that a mail server puts into a Maildir, on a thread of its own. What was handled,
// malformed mails too, goes from new/ to cur/; what could not be recorded now stays for the next look.
// Several may share a folder.
class ReportFolder {
 public:
  // What became of one report, or why the folder could not be read.
  using Tell = std::function<void(const absl::Status&)>;

  // An empty folder is none: nothing is done.
  ReportFolder(std::string folder, MailReports& reports, absl::Duration poll, Tell tell);
  ~ReportFolder();
  ReportFolder(const ReportFolder&) = delete;
  ReportFolder& operator=(const ReportFolder&) = delete;

 private:
  void Loop();
  void WorkOff();
  void Handle(const std::filesystem::path& file);
  bool Rest();

  const std::filesystem::path folder_;
  MailReports& reports_;
  const absl::Duration poll_;
  const Tell tell_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace bestand::consent
