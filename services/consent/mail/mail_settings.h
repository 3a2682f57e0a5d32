#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/config/fields.h"
#include "services/consent/mail/mail_worker.h"
#include "services/consent/mail/smtp_sender.h"

namespace bestand::consent {

// How mails go out, as it is set.
struct MailSettings {
  SmtpSettings smtp;
  MailWorker::Options worker;
  std::string password_file;
  std::string reports_maildir;  // where bounces and complaints arrive; empty for none
};

// Describes the settings smtp.*.
void Describe(config::Fields& fields, MailSettings& settings);

// Reads the password from its file, if one is named.
absl::Status ReadSecrets(MailSettings& settings);

}  // namespace bestand::consent
