#include "tests/services/consent/support/smtp_sink.h"

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/time/clock.h"

namespace bestand::consent {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string Script(const std::string& name) { return TestFile("services/consent/mail/" + name); }

}  // namespace

SmtpSink::SmtpSink() {
  std::string pattern = "/tmp/bestand-mail-XXXXXX";
  folder_ = mkdtemp(pattern.data());
}

SmtpSink::~SmtpSink() {
  server_.Stop();
  fs::remove_all(folder_);
}

bool SmtpSink::IsThere() {
  return std::system((std::string(kPython) + " -c 'import aiosmtpd' 2>/dev/null").c_str()) == 0;
}

void SmtpSink::Start() {
  server_.Start({kPython, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Mailbox", folder_ + "/mail", "-l",
                 "127.0.0.1:" + std::to_string(server_.port())});
}

void SmtpSink::StartRefusing() {
  server_.Start({kPython, Script("refusing_server.py"), std::to_string(server_.port())});
}

void SmtpSink::StartRecording(const std::string& certificate) {
  std::vector<std::string> command = {kPython, Script("recording_server.py"), std::to_string(server_.port()),
                                      folder_ + "/mail"};
  if (!certificate.empty()) command.insert(command.end(), {certificate + ".pem", certificate + ".key"});
  server_.Start(command);
}

std::vector<std::string> SmtpSink::Mails() const {
  std::vector<std::string> mails;
  const fs::path arrived = folder_ + "/mail/new";
  if (!fs::exists(arrived)) return mails;
  for (const auto& entry : fs::directory_iterator(arrived)) mails.push_back(ReadFile(entry.path()));
  return mails;
}

std::vector<std::string> SmtpSink::AwaitMails(size_t count) const {
  for (int i = 0; i < 200 && Mails().size() < count; ++i) absl::SleepFor(absl::Milliseconds(50));
  return Mails();
}

std::string TokenIn(const std::string& mail) {
  static constexpr std::string_view kMark = "Token: ";
  const size_t at = mail.find(kMark);
  if (at == std::string::npos) return "";
  const size_t begin = at + kMark.size();
  return mail.substr(begin, mail.find_first_of("\r\n", begin) - begin);
}

}  // namespace bestand::consent
