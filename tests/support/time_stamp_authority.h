#pragma once

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/server_process.h"

namespace bestand {

// A real time stamp authority by OpenSSL's command, with a CA of its own in a folder that goes with it.
class TimeStampAuthority {
 public:
  TimeStampAuthority() {
    std::string name = (std::filesystem::temp_directory_path() / "stamps-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) folder_ = name;
    (void)Run("prepare");
  }
  ~TimeStampAuthority() {
    server.Stop();
    std::filesystem::remove_all(folder_);
  }
  TimeStampAuthority(const TimeStampAuthority&) = delete;
  TimeStampAuthority& operator=(const TimeStampAuthority&) = delete;

  // Returns its answer to a query, with a fault to play; by no way over the network.
  std::string Answer(const std::string& query, const std::string& fault = "") const {
    std::ofstream(File("in"), std::ios::binary) << query;
    if (!Run("reply '" + fault + "' " + File("in") + " " + File("out"))) return "";
    std::ifstream file(File("out"), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // Answers by HTTP; the path of the URL names the fault.
  void Start() { server.Start({kPython, Script(), folder_.string(), std::to_string(server.port())}); }
  std::string Url(const std::string& fault = "") const {
    return "http://127.0.0.1:" + std::to_string(server.port()) + "/" + fault;
  }

  // What vouches for it, and what does not.
  std::string ca_file() const { return File("ca.pem"); }
  std::string stranger_file() const { return File("stranger.pem"); }
  std::string File(const std::string& name) const { return (folder_ / name).string(); }

  ServerProcess server;

 private:
  static std::string Script() { return TestFile("support/time_stamp_authority.py"); }

  bool Run(const std::string& what) const {
    return std::system(
               (std::string(kPython) + " " + Script() + " " + folder_.string() + " " + what).c_str()) == 0;
  }

  std::filesystem::path folder_;
};

}  // namespace bestand
