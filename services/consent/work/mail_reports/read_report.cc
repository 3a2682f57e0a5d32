#include "services/consent/work/mail_reports/read_report.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/id/id.h"
#include "common/mime/mail.h"
#include "services/consent/domain/plain_reply.h"

namespace bestand::consent {
namespace {

using mime::ValueOf;

constexpr size_t kMostStatus = 20;

// "<uuid@shop.example>" -> "uuid"; "" for any other form.
std::string MailIdIn(const std::string& message_id) {
  const size_t open = message_id.find('<'), at = message_id.find('@');
  if (open == std::string::npos || at == std::string::npos || at < open) return "";
  const std::string id = message_id.substr(open + 1, at - open - 1);
  return IsUuid(id) ? id : "";
}

// The mail that came back, or its header alone.
std::string MailIdOf(const mime::Mail& mail) {
  for (const char* type :
       {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"}) {
    const mime::Part* original = mail.Find(type);
    if (original == nullptr) continue;
    const std::vector<mime::Headers> blocks = mime::ReadBlocks(original->content, 1);
    const std::string id = blocks.empty() ? "" : MailIdIn(ValueOf(blocks[0], "Message-ID"));
    if (!id.empty()) return id;
  }
  return "";
}

std::string ShortWord(const std::string& text) { return PlainReply(text.substr(0, kMostStatus)); }

MailReportKind KindOf(const std::string& action, const std::string& status) {
  if (action == "failed")
    return status.starts_with("5") ? MailReportKind::kBounce : MailReportKind::kSoftBounce;
  return action == "delayed" ? MailReportKind::kSoftBounce : MailReportKind::kNothing;
}

// The first block is about the mail, each other about a recipient; ours have one.
void ReadDeliveryStatus(const std::string& text, MailReport& report) {
  const std::vector<mime::Headers> blocks = mime::ReadBlocks(text);
  for (const mime::Headers& block : blocks) {
    const std::string reporter = ValueOf(block, "Reporting-MTA");
    if (!reporter.empty()) report.reporter = PlainReply(reporter);
    const std::string action = absl::AsciiStrToLower(ValueOf(block, "Action"));
    if (action.empty() || report.kind != MailReportKind::kNothing) continue;
    report.status = ShortWord(ValueOf(block, "Status"));
    report.diagnostic = PlainReply(ValueOf(block, "Diagnostic-Code"));
    report.kind = KindOf(action, report.status);
  }
}

void ReadFeedback(const std::string& text, MailReport& report) {
  const std::vector<mime::Headers> blocks = mime::ReadBlocks(text, 1);
  if (blocks.empty()) return;
  const std::string type = absl::AsciiStrToLower(ValueOf(blocks[0], "Feedback-Type"));
  report.status = ShortWord(type);
  report.reporter = PlainReply(ValueOf(blocks[0], "User-Agent"));
  if (type == "abuse" || type == "opt-out" || type == "opt-out-list")
    report.kind = MailReportKind::kComplaint;
}

}  // namespace

absl::StatusOr<MailReport> ReadMailReport(std::string_view raw) {
  ASSIGN_OR_RETURN(const mime::Mail mail, mime::ReadMail(raw, {.bytes = kMostReportBytes}));
  MailReport report;
  report.hash = ToHex(Sha256(raw));
  if (mail.type != "multipart/report") return report;
  report.mail_id = MailIdOf(mail);
  if (const mime::Part* status = mail.Find("message/delivery-status"); status != nullptr) {
    ReadDeliveryStatus(status->content, report);
  } else if (const mime::Part* feedback = mail.Find("message/feedback-report"); feedback != nullptr) {
    ReadFeedback(feedback->content, report);
  }
  return report;
}

}  // namespace bestand::consent
