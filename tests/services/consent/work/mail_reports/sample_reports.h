#pragma once

#include <string>

// Reports as mail servers and mailbox providers send them.
namespace bestand::consent {

inline constexpr char kSomeMailId[] = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

inline std::string OriginalOf(const std::string& mail_id, const std::string& type = "message/rfc822") {
  return "--b\r\nContent-Type: " + type + "\r\n\r\nFrom: Shop <shop@example.test>\r\nMessage-ID:\r\n <" +
         mail_id + "@example.test>\r\nSubject: x\r\n\r\nSecret text\r\n--b--\r\n";
}

// RFC 3464.
inline std::string Bounce(const std::string& mail_id, const std::string& status = "5.1.1",
                          const std::string& action = "failed") {
  return "From: MAILER-DAEMON@mx.example.test\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
         "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
         "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.test\r\n\r\n"
         "Final-Recipient: rfc822; c1@example.test\r\nAction: " +
         action + "\r\nStatus: " + status +
         "\r\nDiagnostic-Code: smtp; 550 5.1.1 <c1@example.test>: no such\r\n user\r\n\r\n" +
         OriginalOf(mail_id);
}

// RFC 5965.
inline std::string Complaint(const std::string& mail_id, const std::string& type = "abuse") {
  return "From: feedback@provider.test\r\nSubject: complaint\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
         "--b\r\nContent-Type: text/plain\r\n\r\nSomebody pressed the button.\r\n"
         "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: " +
         type + "\r\nUser-Agent: Provider/1.0\r\nVersion: 1\r\n\r\n" +
         OriginalOf(mail_id, "text/rfc822-headers");
}

}  // namespace bestand::consent
