#include "services/consent/mail/mail_settings.h"

#include "common/config/settings.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "services/consent/mail/mime.h"

namespace bestand::consent {

void Describe(config::Fields& fields, MailSettings& settings) {
  SmtpSettings& smtp = settings.smtp;
  fields.Text("smtp.url", smtp.url, "Mail server, smtp://host:port or smtps://host:port");
  fields.Text("smtp.from", smtp.from, "Sender of confirmation mails, Name <address>");
  fields.Text("smtp.user", smtp.user, "Our name at the mail server; empty when it asks for none");
  fields.SecretFile("smtp.password_file", settings.password_file, "Our password at the mail server");
  const size_t scheme = smtp.url.find("://");
  smtp.require_tls = scheme != std::string::npos && !config::IsLoopback(smtp.url.substr(scheme + 3));
  fields.Flag("smtp.require_tls", smtp.require_tls, "Send no mail without TLS; off on loopback by default");
  fields.File("smtp.ca_file", smtp.ca_file,
              "Certificates that may vouch for the mail server; empty takes those of this machine");
  fields.Duration("smtp.timeout", smtp.timeout, "When one attempt to send is given up");
  fields.Text("consent.reports_maildir", settings.reports_maildir,
              "Maildir into which the mail server puts bounces and complaints; empty for none");
  settings.worker.timeout = smtp.timeout;
  if (smtp.url.empty()) fields.Wrong("smtp.url", "is missing; give the mail server");
  const std::string problem = ProblemOfSender(smtp.from);
  if (!problem.empty()) fields.Wrong("smtp.from", problem);
  const std::string problem_of_timeout = ProblemOf(settings.worker);
  if (!problem_of_timeout.empty()) fields.Wrong("smtp.timeout", problem_of_timeout);
}

absl::Status ReadSecrets(MailSettings& settings) {
  if (settings.password_file.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(settings.smtp.password, config::ReadSecret(settings.password_file));
  return absl::OkStatus();
}

}  // namespace bestand::consent
