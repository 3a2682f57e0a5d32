#pragma once

#include <string>
#include <vector>

#include "tests/support/server_process.h"

namespace bestand::consent {

// A real mail server for tests: aiosmtpd, which writes what it takes into a folder. Gone with the object.
class SmtpSink {
 public:
  // Takes a free port on the loopback interface; does not listen yet.
  SmtpSink();
  ~SmtpSink();
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  // Says whether aiosmtpd is installed; a test that needs it skips otherwise.
  static bool IsThere();

  // Starts to listen and waits until it does. After Stop() it may be started again on the same port.
  void Start();
  // The same with a server that refuses gone@… for good, full@… for now, and the sender forbidden@….
  void StartRefusing();
  // The same with a server that keeps mails byte for byte. With a certificate, of which it has the files
  // certificate.pem and certificate.key, it insists on STARTTLS.
  void StartRecording(const std::string& certificate = "");
  void Stop() { server_.Stop(); }

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(server_.port()); }

  // The mails taken so far, as they came, in no order.
  std::vector<std::string> Mails() const;

  // Waits until there are `count` mails, at most ten seconds, and returns them.
  std::vector<std::string> AwaitMails(size_t count) const;

 private:
  std::string folder_;
  ServerProcess server_;
};

// Returns the token of a confirmation mail, from its line "Token: …".
std::string TokenIn(const std::string& mail);

}  // namespace bestand::consent
