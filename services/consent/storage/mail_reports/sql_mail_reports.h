#pragma once

#include "common/storage/database.h"
#include "services/consent/domain/mail_reports/mail_report.h"
#include "services/consent/storage/log/log_means.h"

namespace bestand::consent {

// Keeps reports about mails in PostgreSQL: beside the mail, and in the log. Threads may share it.
class SqlMailReports final : public MailReports {
 public:
  SqlMailReports(storage::Database& database, const LogMeans& means) : database_(database), means_(means) {}

  absl::StatusOr<RecordedReport> Record(const MailReport& report) override;

 private:
  absl::StatusOr<RecordedReport> CountSoftBounce(const MailReport& report);
  absl::StatusOr<RecordedReport> RecordInLog(const MailReport& report);

  storage::Database& database_;
  const LogMeans means_;
};

}  // namespace bestand::consent
