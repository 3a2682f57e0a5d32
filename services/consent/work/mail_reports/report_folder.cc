#include "services/consent/work/mail_reports/report_folder.h"

#include <fstream>
#include <vector>

#include "common/error/error.h"
#include "services/consent/work/mail_reports/read_report.h"

namespace bestand::consent {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostAtOnce = 1000;

// One byte more than may be tells that there are more.
std::string ReadBounded(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(kMostReportBytes + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(in.gcount()));
  return bytes;
}

absl::Status RecordFile(const fs::path& file, MailReports& reports) {
  ASSIGN_OR_RETURN(const MailReport report, ReadMailReport(ReadBounded(file)));
  return reports.Record(report).status();
}

// Plain files alone: a link or a pipe is not what a mail server delivers.
std::vector<fs::path> ArrivedIn(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> files;
  for (fs::directory_iterator next(folder, error), end; !error && next != end; next.increment(error)) {
    if (next->symlink_status(error).type() == fs::file_type::regular) files.push_back(next->path());
    if (files.size() == kMostAtOnce) break;
  }
  return files;
}

}  // namespace

ReportFolder::ReportFolder(std::string folder, MailReports& reports, absl::Duration poll, Tell tell)
    : folder_(std::move(folder)), reports_(reports), poll_(poll), tell_(std::move(tell)) {
  if (!folder_.empty()) thread_ = std::thread([this] { Loop(); });
}

ReportFolder::~ReportFolder() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// Returns false once it is to end.
bool ReportFolder::Rest() {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, absl::ToChronoNanoseconds(poll_), [this] { return stopped_; });
}

void ReportFolder::Loop() {
  do {
    WorkOff();
  } while (Rest());
}

void ReportFolder::WorkOff() {
  std::error_code error;
  const std::vector<fs::path> files = ArrivedIn(folder_ / "new", error);
  if (error) tell_(absl::UnavailableError("the folder of reports cannot be read"));
  for (const fs::path& file : files) Handle(file);
}

void ReportFolder::Handle(const fs::path& file) {
  const absl::Status recorded = RecordFile(file, reports_);
  tell_(recorded);
  if (!recorded.ok() && ReasonOf(recorded) != "MAIL_MALFORMED") return;
  std::error_code error;
  fs::rename(file, folder_ / "cur" / (file.filename().string() + ":2,S"), error);
  if (error && fs::exists(file)) tell_(absl::UnavailableError("a report cannot be moved to cur"));
}

}  // namespace bestand::consent
