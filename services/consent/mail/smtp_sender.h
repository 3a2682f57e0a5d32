#pragma once

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "services/consent/domain/mail.h"

namespace bestand::consent {

// How mails leave the house.
struct SmtpSettings {
  std::string url;   // "smtp://127.0.0.1:25", "smtps://mail.example:465"
  std::string from;  // "Name <address>" or an address
  std::string user;  // empty for a server that asks for none
  std::string password;
  bool require_tls = true;  // else STARTTLS is used where the server offers it
  std::string ca_file;      // who may vouch for the server; empty: whom this machine trusts
  absl::Duration timeout = absl::Seconds(30);
};

// Sends by SMTP with libcurl; keeps its connection from mail to mail. One thread at a time.
class SmtpSender final : public MailSender {
 public:
  explicit SmtpSender(SmtpSettings settings);
  ~SmtpSender() override;
  SmtpSender(const SmtpSender&) = delete;
  SmtpSender& operator=(const SmtpSender&) = delete;

  // A reply of 5xx to the recipient or the text is MAIL_REFUSED; everything else that fails (no
  // connection, no TLS, no login, 4xx) is MAIL_SERVER_AWAY.
  absl::StatusOr<Delivery> Send(const OutgoingMail& mail) override;

 private:
  struct Upload;

  void Prepare(Upload& upload, const std::string& sender);

  const SmtpSettings settings_;
  void* curl_;  // CURL*
};

}  // namespace bestand::consent
