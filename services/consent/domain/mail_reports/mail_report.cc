#include "services/consent/domain/mail_reports/mail_report.h"

#include <vector>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

std::string PayloadOf(const TokenUse& request, const MailReport& report) {
  return EncodePayload({{"opt_in", request.opt_in},
                        {"mail", report.mail_id},
                        {"status", report.status},
                        {"diagnostic", report.diagnostic},
                        {"reporter", report.reporter},
                        {"report_sha256", report.hash}});
}

}  // namespace

absl::Status RecordBounce(LogWriter& log, const TokenUse& request, const MailReport& report) {
  ASSIGN_OR_RETURN(const EndedRequest ended, log.EndRequest(request));
  const std::string payload = PayloadOf(request, report);
  std::vector<NewEvent> events;
  for (const OptIn& opt_in : ended.purposes) {
    events.push_back({EventKind::kBounced, opt_in.key.customer, opt_in.key.channel, opt_in.key.purpose,
                      opt_in.wording, opt_in.wording_hash, payload});
  }
  return log.Append(events);
}

absl::Status RecordComplaint(LogWriter& log, const TokenUse& request, const MailReport& report) {
  RETURN_IF_ERROR(log.StoreObjection(request.customer, Channel::kEmail));
  RETURN_IF_ERROR(log.EndRequests(request.customer, Channel::kEmail, ""));
  const NewEvent event{EventKind::kComplained,    request.customer, Channel::kEmail, "", 0, "",
                       PayloadOf(request, report)};
  return log.Append({&event, 1});
}

}  // namespace bestand::consent
