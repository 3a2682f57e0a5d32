#include "tests/support/server_process.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/time/clock.h"

namespace bestand {
namespace {

sockaddr_in LoopbackAt(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// A socket that keeps a free port without listening there: nobody is given the port but who asks for it by
// number, and sets SO_REUSEADDR as servers do.
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

}  // namespace

ServerProcess::ServerProcess() : held_(HoldPort()), port_(PortOf(held_)) {}

ServerProcess::~ServerProcess() {
  Stop();
  close(held_);
}

void ServerProcess::Start(const std::vector<std::string>& command) {
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

void ServerProcess::Stop() {
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

std::string TestFile(const std::string& path) {
  const char* root = std::getenv("BESTAND_ROOT");
  return std::string(root != nullptr ? root : ".") + "/tests/" + path;
}

}  // namespace bestand
