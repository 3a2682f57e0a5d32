#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "services/consent/domain/mail_reports/mail_report.h"

namespace bestand::consent {

// How long a mail with a report may be: with room for our longest mail, which some send back whole.
inline constexpr size_t kMostReportBytes = size_t{2} * 1024 * 1024;

// Reads a report as it came by mail, whoever wrote it: multipart/report with a delivery status (RFC 3464) or
// a complaint (RFC 5965). Any other mail says nothing. Fails with MAIL_MALFORMED.
absl::StatusOr<MailReport> ReadMailReport(std::string_view raw);

}  // namespace bestand::consent
