#include <iostream>

#include "CLI/CLI.hpp"
#include "nlohmann/json.hpp"
#include "tools/load/closed_loop.h"
#include "tools/load/requests.h"

namespace {

// Refuses targets outside this machine: a load generator must not meet anybody else's server.
std::string UnlessLoopback(const std::string& target) {
  const bool loopback = target.rfind("127.", 0) == 0 || target.rfind("[::1]:", 0) == 0;
  return loopback ? "" : "the target must be on this machine: 127.0.0.1:PORT or [::1]:PORT";
}

void Print(const bestand::load::Figures& figures) {
  const nlohmann::json line = {{"calls_per_second", figures.calls_per_second},
                               {"p50_us", figures.p50_us},
                               {"p99_us", figures.p99_us},
                               {"calls", figures.calls},
                               {"failures", figures.failures},
                               {"first_failure", figures.first_failure}};
  std::cout << line.dump() << "\n";
}

absl::StatusOr<std::vector<std::string>> RequestsOf(const std::string& method, const std::string& file,
                                                    size_t echo_bytes) {
  if (file.empty()) return std::vector{bestand::load::EchoRequest(echo_bytes)};
  return bestand::load::ReadRequests(method, file);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"Calls one method in a closed loop and prints calls per second and latencies as JSON."};
  bestand::load::Plan plan;
  std::string file;
  size_t echo_bytes = 100;
  double seconds = 5, warm_up_seconds = 1;
  cli.add_option("--target", plan.target, "HOST:PORT on this machine")->required()->check(UnlessLoopback);
  cli.add_option("--method", plan.method, "/package.Service/Method")->required();
  cli.add_option("--requests", file, "Requests, one JSON object a line, sent in turn");
  cli.add_option("--echo-bytes", echo_bytes, "Without requests: length of the text in field 1");
  cli.add_option("--channels", plan.channels, "Connections")->check(CLI::Range(1, 64));
  cli.add_option("--in-flight", plan.in_flight, "Calls under way a connection")->check(CLI::Range(1, 1024));
  cli.add_option("--seconds", seconds, "How long it measures")->check(CLI::Range(0.1, 600.0));
  cli.add_option("--warm-up", warm_up_seconds, "Seconds before it measures")->check(CLI::Range(0.0, 60.0));
  cli.add_option("--calls", plan.most_calls, "End after so many calls a connection")
      ->check(CLI::PositiveNumber);
  cli.footer(
      "Example:\n  load --target 127.0.0.1:7003 --method /bestand.scoring.v1.ScoreService/GetScore "
      "--requests requests.jsonl");
  CLI11_PARSE(cli, argc, argv);
  plan.measured = absl::Seconds(seconds);
  plan.warm_up = absl::Seconds(warm_up_seconds);
  const auto requests = RequestsOf(plan.method, file, echo_bytes);
  if (!requests.ok()) return std::cerr << requests.status().message() << "\n", 1;
  plan.requests = *requests;
  Print(bestand::load::RunClosedLoop(plan));
  return 0;
}
