#include "tests/services/consent/support/smtp_sink.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/time/clock.h"

namespace bestand::consent {
namespace {

namespace fs = std::filesystem;

constexpr char kPython[] = "/usr/bin/python3";  // which has Debian's python3-aiosmtpd

sockaddr_in LoopbackAt(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// A socket that keeps a free port without listening there: nobody is given the port but who asks for it by
// number, and sets SO_REUSEADDR as the servers below do.
int HoldPort() {
  const int held = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  setsockopt(held, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const sockaddr_in address = LoopbackAt(0);
  bind(held, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  return held;
}

int PortOf(int held) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(held, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

bool Listens(int port) {
  const int probe = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = LoopbackAt(port);
  const bool listens = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(probe);
  return listens;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string Script(const std::string& name) {
  const char* root = std::getenv("BESTAND_ROOT");
  return std::string(root != nullptr ? root : ".") + "/tests/services/consent/mail/" + name;
}

}  // namespace

SmtpSink::SmtpSink() : held_(HoldPort()), port_(PortOf(held_)) {
  std::string pattern = "/tmp/bestand-mail-XXXXXX";
  folder_ = mkdtemp(pattern.data());
}

SmtpSink::~SmtpSink() {
  Stop();
  close(held_);
  fs::remove_all(folder_);
}

bool SmtpSink::IsThere() {
  return std::system((std::string(kPython) + " -c 'import aiosmtpd' 2>/dev/null").c_str()) == 0;
}

void SmtpSink::Start() {
  Run({kPython, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Mailbox", folder_ + "/mail", "-l",
       "127.0.0.1:" + std::to_string(port_)});
}

void SmtpSink::StartRefusing() { Run({kPython, Script("refusing_server.py"), std::to_string(port_)}); }

void SmtpSink::StartRecording(const std::string& certificate) {
  std::vector<std::string> command = {kPython, Script("recording_server.py"), std::to_string(port_),
                                      folder_ + "/mail"};
  if (!certificate.empty()) command.insert(command.end(), {certificate + ".pem", certificate + ".key"});
  Run(command);
}

void SmtpSink::Run(const std::vector<std::string>& command) {
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execv(words[0], words.data());
    _exit(127);
  }
  for (int i = 0; i < 200 && !Listens(port_); ++i) absl::SleepFor(absl::Milliseconds(50));
}

void SmtpSink::Stop() {
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
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
