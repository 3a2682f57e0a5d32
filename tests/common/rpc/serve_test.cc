// The whole server as a process: signals, ports, health, certificates.
#include "common/rpc/serve.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/rpc_method.h"
#include "tests/common/rpc/running_service.h"

extern char** environ;

namespace bestand::testing {
namespace {

using ::testing::HasSubstr;

std::string Folder() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  const std::string folder = ::testing::TempDir() + "/" + test->name() + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  return folder;
}

// testing-server with the given arguments; killed at the end of its scope.
class Process {
 public:
  explicit Process(std::vector<std::string> arguments, const std::string& error_file = "/dev/null") {
    arguments.insert(arguments.begin(), std::string(std::getenv("BESTAND_BIN")) + "/testing-server");
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 2, error_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    EXPECT_EQ(posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
  }
  ~Process() {
    if (pid_ > 0) kill(pid_, SIGKILL);
    if (pid_ > 0) waitpid(pid_, nullptr, 0);
  }

  void Signal(int signal) const { kill(pid_, signal); }

  // Returns the exit code, or -1 when it was killed.
  int Wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = 0;
};

std::string Content(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

nlohmann::json AddressesIn(const std::string& path) {
  for (int i = 0; i < 1000 && !std::filesystem::exists(path); ++i) absl::SleepFor(absl::Milliseconds(10));
  return nlohmann::json::parse(Content(path));
}

rpc::Client<v1::TestingService> ClientOf(const nlohmann::json& addresses) {
  config::UpstreamSettings upstream;
  upstream.target = addresses["data"];
  upstream.insecure = true;
  return rpc::Client<v1::TestingService>(*rpc::Connect(upstream, "testing", ""));
}

// Returns grpc.health.v1's answer: 1 serving, 2 not serving; 0 when it gives none.
int HealthOf(const std::string& address, const std::string& name) {
  const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Check",
                                         grpc::internal::RpcMethod::NORMAL_RPC);
  grpc::ClientContext context;
  v1::HealthQuestion question;
  v1::HealthAnswer answer;
  question.set_service(name);
  grpc::internal::BlockingUnaryCall<v1::HealthQuestion, v1::HealthAnswer, google::protobuf::MessageLite,
                                    google::protobuf::MessageLite>(channel.get(), method, &context, question,
                                                                   &answer);
  return answer.status();
}

bool BecomesHealth(const std::string& address, const std::string& name, int wanted) {
  for (int i = 0; i < 600 && HealthOf(address, name) != wanted; ++i) absl::SleepFor(absl::Milliseconds(10));
  return HealthOf(address, name) == wanted;
}

constexpr char kService[] = "bestand.testing.v1.TestingService";

TEST(Serve, DrainsOnSigtermAndEndsWithZero) {
  const std::string folder = Folder();
  Process process({"serve", "--insecure-loopback", "--addresses-file", folder + "/a", "--set",
                   "server.drain=300ms", "--set", "testing.wait=700ms"});
  const auto addresses = AddressesIn(folder + "/a");
  auto running = std::async(std::launch::async, [&] {
    return ClientOf(addresses).Call(&Stub::Wait, v1::WaitRequest(), absl::Seconds(20)).status();
  });
  absl::SleepFor(absl::Milliseconds(200));
  process.Signal(SIGTERM);
  EXPECT_TRUE(BecomesHealth(addresses["health"], kService, 2));
  EXPECT_TRUE(running.get().ok());  // it was finished, not cut
  EXPECT_EQ(process.Wait(), 0);
}

TEST(Serve, EndsAtOnceOnASecondSignal) {
  const std::string folder = Folder();
  Process process(
      {"serve", "--insecure-loopback", "--addresses-file", folder + "/a", "--set", "server.drain=60s"});
  AddressesIn(folder + "/a");
  const absl::Time begin = absl::Now();
  process.Signal(SIGINT);
  absl::SleepFor(absl::Milliseconds(200));
  process.Signal(SIGINT);
  EXPECT_EQ(process.Wait(), 1);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(10));
}

TEST(Serve, TellsLivenessAndReadinessApart) {
  const std::string folder = Folder();
  Process process({"serve", "--insecure-loopback", "--addresses-file", folder + "/a", "--set",
                   "testing.ready_file=" + folder + "/ready"});
  const auto addresses = AddressesIn(folder + "/a");
  const std::string health = addresses["health"];
  EXPECT_EQ(HealthOf(health, ""), 1);
  EXPECT_EQ(HealthOf(health, "live"), 1);
  EXPECT_EQ(HealthOf(health, "ready"), 2);
  EXPECT_EQ(HealthOf(health, kService), 2);
  EXPECT_EQ(HealthOf(health, "bestand.other.v1.Service"), 0);
  std::ofstream(folder + "/ready") << "yes";
  EXPECT_TRUE(BecomesHealth(health, "ready", 1));
  EXPECT_EQ(HealthOf(health, kService), 1);
  std::filesystem::remove(folder + "/ready");
  EXPECT_TRUE(BecomesHealth(health, kService, 2));
  EXPECT_EQ(HealthOf(health, "live"), 1);
}

TEST(Serve, RefusesInsecureLoopbackOnOtherAddresses) {
  const std::string folder = Folder();
  Process process({"serve", "--insecure-loopback", "--set", "server.listen=0.0.0.0:0"}, folder + "/error");
  EXPECT_EQ(process.Wait(), 2);
  EXPECT_THAT(Content(folder + "/error"),
              HasSubstr("server.listen: 0.0.0.0:0 can be reached from other machines"));
}

TEST(Serve, LogsOneJsonObjectALineWhateverHappens) {
  const std::string folder = Folder();
  const RunningService taken;
  Process process(
      {"serve", "--insecure-loopback", "--set", "server.listen=" + taken.server->addresses().data},
      folder + "/error");
  EXPECT_EQ(process.Wait(), 1);
  std::istringstream text(Content(folder + "/error"));
  std::string line;
  std::string last;
  int objects = 0;
  while (std::getline(text, line)) {
    objects += nlohmann::json::accept(line) ? 1 : 0;  // gRPC's own complaint
    last = line;
  }
  EXPECT_EQ(objects, 1);
  EXPECT_THAT(last, HasSubstr("Cannot listen on " + taken.server->addresses().data));
}

TEST(Serve, NamesAllSettingsThatAreWrong) {
  const std::string folder = Folder();
  Process process({"serve", "--set", "server.queue=0", "--set", "nonsense=1"}, folder + "/error");
  EXPECT_EQ(process.Wait(), 2);
  const std::string text = Content(folder + "/error");
  EXPECT_THAT(text, HasSubstr("4 settings are wrong: "));
  for (const char* key : {"server.queue", "nonsense", "server.policy_file", "server.tls.certificate_file"}) {
    EXPECT_THAT(text, HasSubstr(key));
  }
}

TEST(Serve, EndsWithTwoOnAWrongCommandLine) {
  EXPECT_EQ(Process({"dance"}).Wait(), 2);
  EXPECT_EQ(Process({"serve", "--config", "/nowhere/at/all"}).Wait(), 2);
}

TEST(ServerStart, RefusesOtherAddressesWithoutTls) {
  RunningService service;
  config::ServerSettings settings = LoopbackSettings();
  settings.listen = "0.0.0.0:0";
  EXPECT_EQ(ReasonOf(rpc::Server::Start(settings, service.runtime, {}, [] { return true; }).status()),
            "SETTING_INVALID");
}

TEST(ServerStart, RefusesAPortThatIsTaken) {
  RunningService service;
  config::ServerSettings settings = LoopbackSettings();
  settings.listen = service.server->addresses().data;
  const absl::Status status = rpc::Server::Start(settings, service.runtime, {}, [] { return true; }).status();
  EXPECT_EQ(ReasonOf(status), "SETTING_INVALID");
  EXPECT_THAT(std::string(MessageOf(status)), HasSubstr(settings.listen));
}

TEST(Connect, ComesBackByItselfAfterARestart) {
  auto service = std::make_unique<RunningService>();
  config::ServerSettings settings = LoopbackSettings();
  settings.listen = service->server->addresses().data;
  const auto client = service->Client();
  ASSERT_TRUE(client.Call(&Stub::Read, v1::ReadRequest()).ok());
  service.reset();
  const absl::Status away = client.Call(&Stub::Read, v1::ReadRequest()).status();
  EXPECT_EQ(ReasonOf(away), "SERVICE_AWAY");
  EXPECT_EQ(FactsOf(away).at("service"), "testing");
  const RunningService again(RunningService::kLoopback, {2, 2, 2}, settings);
  bool back = false;
  for (int i = 0; i < 50 && !back; ++i) {
    back = client.Call(&Stub::Read, v1::ReadRequest()).ok();
    absl::SleepFor(absl::Milliseconds(back ? 0 : 100));
  }
  EXPECT_TRUE(back);
}

TEST(Connect, RefusesPlaintextToOtherMachines) {
  config::UpstreamSettings upstream;
  upstream.target = "dns:///scoring.bestand.svc:8443";
  upstream.insecure = true;
  EXPECT_EQ(ReasonOf(rpc::Connect(upstream, "scoring", "").status()), "SETTING_INVALID");
}

TEST(Hysteresis, NeedsThreeRefusalsInARow) {
  rpc::Hysteresis hysteresis;
  EXPECT_FALSE(hysteresis.Next(false));
  EXPECT_TRUE(hysteresis.Next(true));
  EXPECT_TRUE(hysteresis.Next(false));
  EXPECT_TRUE(hysteresis.Next(false));
  EXPECT_TRUE(hysteresis.Next(true));
  EXPECT_TRUE(hysteresis.Next(false));
  EXPECT_TRUE(hysteresis.Next(false));
  EXPECT_FALSE(hysteresis.Next(false));
}

}  // namespace
}  // namespace bestand::testing
