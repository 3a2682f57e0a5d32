#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// What a report about a mail comes to.
enum class MailReportKind {
  kNothing,     // nothing bad, or not about a mail of ours
  kSoftBounce,  // may pass
  kBounce,      // for good
  kComplaint,
};

// What somebody reports about a mail that went out.
struct MailReport {
  MailReportKind kind = MailReportKind::kNothing;
  std::string
      mail_id;  // of the mail it is about, as its Message-ID has it; empty when it names none of that form
  std::string status;      // "5.1.1"; of a complaint its type, "abuse"
  std::string diagnostic;  // the mail server's words: printable ASCII, without addresses
  std::string reporter;    // who says so, likewise
  std::string hash;        // SHA-256 of the report, in hex
};

// What a report did.
struct RecordedReport {
  MailReportKind effect = MailReportKind::kNothing;
  int64_t log_size = 0;  // 0 when nothing was recorded in the log
};

// Keeps what reports say about mails that we sent; others have no effect. Threads may share it.
class MailReports {
 public:
  virtual ~MailReports() = default;

  // In force before it returns; twice is once, but for soft bounces, which are counted.
  virtual absl::StatusOr<RecordedReport> Record(const MailReport& report) = 0;
};

// Records that a request's mail bounced for good, for each of its purposes; what of the request is open ends.
absl::Status RecordBounce(LogWriter& log, const TokenUse& request, const MailReport& report);

// Records that a customer complained: an objection to advertising by e-mail.
absl::Status RecordComplaint(LogWriter& log, const TokenUse& request, const MailReport& report);

}  // namespace bestand::consent
