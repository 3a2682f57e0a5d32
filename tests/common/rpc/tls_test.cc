#include "common/rpc/tls.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/error/error.h"
#include "tests/common/rpc/running_service.h"
#include "tests/support/certificates.h"

namespace bestand::testing {
namespace {

// An authority, a server, a client of it and a stranger of another authority.
class Tls : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "/tls" + std::to_string(getpid());
    std::filesystem::create_directories(folder_);
    const Certificate ca = MakeCertificate("");
    const Certificate other_ca = MakeCertificate("");
    Write(ca, folder_ + "/ca");
    Write(other_ca, folder_ + "/other-ca");
    Write(MakeCertificate("IP:127.0.0.1", &ca), folder_ + "/server");
    Write(MakeCertificate("URI:spiffe://test/crm", &ca), folder_ + "/crm");
    Write(MakeCertificate("URI:spiffe://test/crm", &other_ca), folder_ + "/stranger");
    std::ofstream(folder_ + "/api-key") << "key\n";
  }

  config::TlsSettings Files(const std::string& name, const std::string& ca = "ca") const {
    config::TlsSettings tls;
    tls.ca_file = folder_ + "/" + ca + ".pem";
    if (name.empty()) return tls;
    tls.certificate_file = folder_ + "/" + name + ".pem";
    tls.key_file = folder_ + "/" + name + ".key";
    return tls;
  }

  config::ServerSettings Settings() const {
    config::ServerSettings settings = LoopbackSettings();
    settings.insecure_loopback = false;
    settings.tls = Files("server");
    return settings;
  }

  absl::StatusOr<v1::ReadResponse> Read(const RunningService& service, const config::TlsSettings& tls,
                                        const std::string& api_key_file = "") const {
    config::UpstreamSettings upstream;
    upstream.target = service.server->addresses().data;
    upstream.tls = tls;
    upstream.api_key_file = api_key_file;
    const rpc::Client<v1::TestingService> client(*rpc::Connect(upstream, "testing", "claimed"));
    return client.Call(&Stub::Read, v1::ReadRequest(), absl::Seconds(5));
  }

  std::string folder_;
  const auth::StrictGate gate_{auth::Policy{{{"crm", {}, {"spiffe://test/crm"}, {"testing.read"}},
                                             {"partner", {auth::DigestOf("key")}, {}, {"testing.*"}}}}};
};

TEST_F(Tls, KnowsACallerByItsCertificate) {
  const RunningService service(gate_, {2, 2, 2}, Settings());
  const auto answer = Read(service, Files("crm"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->caller(), "crm");
}

TEST_F(Tls, KnowsACallerByItsKey) {
  const RunningService service(gate_, {2, 2, 2}, Settings());
  const auto answer = Read(service, Files(""), folder_ + "/api-key");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->caller(), "partner");
}

TEST_F(Tls, RefusesACallerWithNeither) {
  const RunningService service(gate_, {2, 2, 2}, Settings());
  EXPECT_EQ(ReasonOf(Read(service, Files("")).status()), "CALLER_UNKNOWN");
}

TEST_F(Tls, RefusesACertificateOfAnotherAuthority) {
  const RunningService service(gate_, {2, 2, 2}, Settings());
  EXPECT_EQ(ReasonOf(Read(service, Files("stranger")).status()), "SERVICE_AWAY");
}

TEST_F(Tls, DoesNotTalkToAServerOfAnotherAuthority) {
  const RunningService service(gate_, {2, 2, 2}, Settings());
  EXPECT_EQ(ReasonOf(Read(service, Files("crm", "other-ca")).status()), "SERVICE_AWAY");
}

TEST_F(Tls, MayRequireClientCertificates) {
  config::ServerSettings settings = Settings();
  settings.tls.require_client_certificate = true;
  const RunningService service(gate_, {2, 2, 2}, settings);
  EXPECT_FALSE(Read(service, Files(""), folder_ + "/api-key").ok());
  EXPECT_TRUE(Read(service, Files("crm")).ok());
}

TEST_F(Tls, RefusesToStartWithoutItsFiles) {
  RunningService service;
  config::ServerSettings settings = Settings();
  settings.tls.key_file = folder_ + "/nowhere";
  EXPECT_EQ(ReasonOf(rpc::Server::Start(settings, service.runtime, {}, [] { return true; }).status()),
            "SETTING_INVALID");
}

}  // namespace
}  // namespace bestand::testing
