#include "services/consent/storage/mail_reports/sql_mail_reports.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/consent/storage/sql_log_writer.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Rows;
using storage::Session;

const storage::Statement& NoteOf(MailReportKind kind) {
  return kind == MailReportKind::kComplaint ? sql::kNoteComplaint : sql::kNoteBounce;
}

absl::Status RecordEvents(LogWriter& log, const TokenUse& request, const MailReport& report) {
  return report.kind == MailReportKind::kComplaint ? RecordComplaint(log, request, report)
                                                   : RecordBounce(log, request, report);
}

}  // namespace

absl::StatusOr<RecordedReport> SqlMailReports::Record(const MailReport& report) {
  if (report.kind == MailReportKind::kNothing || !IsUuid(report.mail_id)) return RecordedReport{};
  return report.kind == MailReportKind::kSoftBounce ? CountSoftBounce(report) : RecordInLog(report);
}

absl::StatusOr<RecordedReport> SqlMailReports::CountSoftBounce(const MailReport& report) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<RecordedReport> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kCountSoftBounce, {{"mail_id", report.mail_id}}));
    return RecordedReport{rows.empty() ? MailReportKind::kNothing : report.kind, 0};
  });
}

absl::StatusOr<RecordedReport> SqlMailReports::RecordInLog(const MailReport& report) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<RecordedReport> {
    ASSIGN_OR_RETURN(LogAppender log, LogAppender::Hold(session, means_));
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(NoteOf(report.kind), {{"mail_id", report.mail_id}, {"now", log.now()}}));
    if (rows.empty()) return RecordedReport{};
    SqlLogWriter writer(session, std::move(log));
    RETURN_IF_ERROR(
        RecordEvents(writer, {std::string(rows[0].Text(0)), std::string(rows[0].Text(1))}, report));
    writer.Keep();
    RETURN_IF_ERROR(writer.Store());
    return RecordedReport{report.kind, writer.size()};
  });
}

}  // namespace bestand::consent
