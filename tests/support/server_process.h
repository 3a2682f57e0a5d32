#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace bestand {

// A server in a process of its own, on a free port of the loopback interface. Gone with the object.
class ServerProcess {
 public:
  // Takes a port; nobody listens yet.
  ServerProcess();
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Runs a command and waits until it listens. After Stop() another may be started on the same port.
  void Start(const std::vector<std::string>& command);
  void Stop();

  int port() const { return port_; }

 private:
  const int held_;  // a socket that keeps the port, also while nobody listens
  const int port_;
  pid_t process_ = 0;
};

// Python with Debian's modules.
inline constexpr char kPython[] = "/usr/bin/python3";

// Returns where a file of the tests is, such as "services/consent/mail/refusing_server.py".
std::string TestFile(const std::string& path);

}  // namespace bestand
