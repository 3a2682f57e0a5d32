#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::consent {

// What a mail is: the question whether somebody consents, or the receipt after they did.
enum class MailKind { kConfirmation = 0, kReceipt = 1 };

// A file in a mail. Its name is ASCII without control characters and quotes.
struct Attachment {
  std::string name, content_type, bytes;
};

// A mail that waits to be sent.
struct OutgoingMail {
  std::string id;        // a UUID; its Message-ID is made of it
  std::string customer;  // whom it is about
  std::string opt_in;    // the request it is about
  std::string address;
  std::string subject;  // UTF-8, one line
  std::string text;     // UTF-8, lines end with \n
  absl::Time create_time;
  absl::Time expire_time;        // no use in sending it later
  int attempts = 0;              // made so far, this one included
  std::string html;              // the same as a page, UTF-8; empty for a mail of text alone
  std::string template_version;  // of what it was written from
  MailKind kind = MailKind::kConfirmation;
  std::string unsubscribe_url = {};  // for one click in the mail program; empty for none
  std::vector<Attachment> attachments = {};
};

// What the mail server said when it took a mail.
struct Delivery {
  std::string message_id;
  std::string reply;  // its last line, "250 2.0.0 Ok: queued as 5C0"; printable ASCII, no address
  std::string mime;   // the bytes sent, without the dots that SMTP doubles
  // How the connection was kept secret: "TLSv1.3", "TLS_AES_256_GCM_SHA384"; empty when it was not.
  std::string tls_version, tls_cipher;
};

// Sends mails. One thread at a time.
class MailSender {
 public:
  virtual ~MailSender() = default;

  // Waits until the mail server has taken the mail. Fails with MAIL_SERVER_AWAY when another attempt
  // may help, MAIL_REFUSED when none will.
  virtual absl::StatusOr<Delivery> Send(const OutgoingMail& mail) = 0;
};

// The mails that wait. Threads and processes may share it.
class MailQueue {
 public:
  virtual ~MailQueue() = default;

  // Takes at most `limit` mails that are due, oldest first; nobody else gets them for `lease`, and
  // everybody after it, should the taker have died.
  virtual absl::StatusOr<std::vector<OutgoingMail>> Claim(int limit, absl::Duration lease) = 0;

  // Says whether a claimed mail is still to be sent: false when its request ended since, because the
  // person withdrew or objected, or when another claimed it.
  virtual absl::StatusOr<bool> IsDue(const OutgoingMail& mail) = 0;

  // Records the delivery in the log and removes the text, which holds the token, in one transaction.
  // A second call for a mail changes nothing.
  virtual absl::Status MarkSent(const OutgoingMail& mail, const Delivery& delivery) = 0;

  // Lets the mail be claimed again in `delay`, unless it ended or another claimed it.
  virtual absl::Status Postpone(const OutgoingMail& mail, absl::Duration delay) = 0;

  // Gives the mail up and removes its text.
  virtual absl::Status GiveUp(const OutgoingMail& mail, std::string_view why) = 0;
};

}  // namespace bestand::consent
