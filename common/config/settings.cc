#include "common/config/settings.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/config/sources.h"
#include "common/error/error.h"

namespace bestand::config {
namespace {

constexpr int kMaxThreads = 16;

void DescribeTls(Fields& fields, const std::string& section, TlsSettings& tls) {
  fields.File(section + ".certificate_file", tls.certificate_file, "Our certificate chain, PEM");
  fields.SecretFile(section + ".key_file", tls.key_file, "The private key of our certificate, PEM");
  fields.File(section + ".ca_file", tls.ca_file, "Who signs the other side's certificates, PEM");
  if (tls.certificate_file.empty() != tls.key_file.empty()) {
    fields.Wrong(section + ".key_file", "certificate_file and key_file come together; give both or neither");
  }
}

void DescribeListening(Fields& fields, ServerSettings& s) {
  fields.Text("server.listen", s.listen, "Address that callers reach; port 0 takes a free one");
  fields.Text("server.health_listen", s.health_listen, "Address of grpc.health.v1, always plaintext");
  fields.Text("server.metrics_listen", s.metrics_listen, "Address of GET /metrics");
  fields.Flag("server.insecure_loopback", s.insecure_loopback,
              "Plaintext and any caller, on loopback addresses only; for development");
  fields.Text("server.addresses_file", s.addresses_file, "Where to write the addresses bound, as JSON");
  fields.Text("server.log_level", s.log_level, "debug, info, warning or error");
  fields.Duration("server.drain", s.drain, "From NOT_SERVING to refusing new calls");
  fields.Duration("server.stop_within", s.stop_within,
                  "How long running calls may take when the server stops");
}

void DescribeSizes(Fields& fields, ServerSettings& s) {
  fields.Number("server.threads", s.threads, {0, 256},
                "Threads for unary calls; 0 means 2 x cores, at most 16");
  fields.Number("server.queue", s.queue, {1, 100000}, "Calls that may wait for a thread");
  fields.Number("server.stream_threads", s.stream_threads, {1, 1024}, "Streams that may run at once");
  fields.Number("server.waiting_threads", s.waiting_threads, {1, 1024},
                "Calls that may wait for other services at once");
}

void CheckTls(Fields& fields, const ServerSettings& s) {
  if (s.insecure_loopback) {
    if (!IsLoopback(s.listen)) {
      fields.Wrong("server.listen",
                   s.listen +
                       " can be reached from other machines, which insecure_loopback forbids; "
                       "listen on 127.0.0.1 or give server.tls and all that goes with it");
    }
    return;
  }
  if (s.tls.certificate_file.empty()) {
    fields.Wrong("server.tls.certificate_file", "is missing; give a certificate, or use --insecure-loopback");
  }
}

void CheckCallers(Fields& fields, const ServerSettings& s) {
  if (s.insecure_loopback) return;
  if (s.policy_file.empty()) {
    fields.Wrong("server.policy_file",
                 "is missing; name the file that says who may call, or use --insecure-loopback");
  }
  if (s.tls.require_client_certificate && s.tls.ca_file.empty()) {
    fields.Wrong("server.tls.ca_file", "is missing; client certificates cannot be verified without it");
  }
}

void DescribeDatabase(Fields& fields, const std::string& section, DatabaseSettings& settings) {
  fields.Address(section + ".url", settings.url,
                 "Address of the PostgreSQL database, postgresql://user@host/name");
  fields.SecretFile(section + ".password_file", settings.password_file,
                    "The password of the database's user");
  fields.Number(section + ".sessions", settings.sessions, {0, 256}, "Sessions; 0 means as many as threads");
  fields.Duration(section + ".statement_timeout", settings.statement_timeout, "When a statement is given up");
}

// "host:port", "[host]:port" -> host
std::string HostOf(std::string_view address) {
  if (const size_t scheme = address.find(":///"); scheme != std::string_view::npos)
    address.remove_prefix(scheme + 4);
  if (address.starts_with('[')) return std::string(address.substr(1, address.find(']') - 1));
  return std::string(address.substr(0, address.rfind(':')));
}

}  // namespace

void DescribePorts(Fields& fields, ServerSettings& settings) {
  DescribeListening(fields, settings);
  DescribeTls(fields, "server.tls", settings.tls);
  CheckTls(fields, settings);
}

void Describe(Fields& fields, ServerSettings& settings) {
  DescribePorts(fields, settings);
  fields.Flag("server.reflection", settings.reflection, "Whether clients may list services and messages");
  fields.Flag("server.tls.require_client_certificate", settings.tls.require_client_certificate,
              "Refuse connections without a client certificate");
  fields.File("server.policy_file", settings.policy_file, "Callers and their scopes, TOML");
  fields.SecretFile("server.page_token_key_file", settings.page_token_key_file,
                    "Seals page tokens; the same for all replicas");
  DescribeSizes(fields, settings);
  CheckCallers(fields, settings);
}

void Describe(Fields& fields, DatabaseSettings& settings) {
  DescribeDatabase(fields, "database", settings);
  if (settings.url.empty()) fields.Wrong("database.url", "is missing; give it or set BESTAND_DATABASE_URL");
}

void Describe(Fields& fields, std::string_view section, DatabaseSettings& settings) {
  const std::string own(section);
  DescribeDatabase(fields, own, settings);
  if (settings.url.empty()) fields.Wrong(own + ".url", "is missing");
}

void DescribeServiceRole(Fields& fields, std::string_view section, DatabaseSettings& settings) {
  fields.Text(
      std::string(section) + ".service_role", settings.service_role,
      "Role that serves, to which migrate, run as the tables' owner, gives what it needs; empty when it owns "
      "them itself");
}

void Describe(Fields& fields, std::string_view section, UpstreamSettings& settings) {
  const std::string own(section);
  fields.Text(own + ".target", settings.target, "Address, 127.0.0.1:8443 or dns:///name:port");
  fields.Flag(own + ".insecure", settings.insecure, "Plaintext; for loopback targets only");
  fields.SecretFile(own + ".api_key_file", settings.api_key_file, "Our key; not needed with a certificate");
  fields.Duration(own + ".timeout", settings.timeout, "Of calls that have no deadline to inherit");
  DescribeTls(fields, own + ".tls", settings.tls);
  if (settings.target.empty()) fields.Wrong(own + ".target", "is missing");
  if (settings.insecure && !IsLoopback(settings.target)) {
    fields.Wrong(own + ".insecure", "is for loopback targets only, not for " + settings.target);
  }
}

absl::StatusOr<std::string> ConnectionString(const DatabaseSettings& settings) {
  if (settings.password_file.empty()) return settings.url;
  ASSIGN_OR_RETURN(const std::string password, ReadSecret(settings.password_file));
  const size_t scheme = settings.url.find("://");
  if (scheme == std::string::npos) {
    std::string escaped;
    for (const char c : password) escaped += (c == '\'' || c == '\\') ? std::string{'\\', c} : std::string{c};
    return settings.url + " password='" + escaped + "'";
  }
  std::string encoded;
  for (const unsigned char c : password) absl::StrAppend(&encoded, "%", absl::Hex(c, absl::kZeroPad2));
  const char joiner = settings.url.find('?') == std::string::npos ? '?' : '&';
  return absl::StrCat(settings.url, std::string(1, joiner), "password=", encoded);
}

bool IsLoopback(std::string_view address) {
  const std::string host = HostOf(address);
  if (host == "localhost" || host == "::1") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

// cgroup v2: "<quota> <period>" in microseconds, or "max <period>".
int AvailableCores() {
  const int hardware = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  double quota = 0;
  double period = 0;
  if (!(file >> quota >> period) || period <= 0) return hardware;
  return std::clamp(static_cast<int>(std::ceil(quota / period)), 1, hardware);
}

int ThreadsOf(const ServerSettings& settings) {
  return settings.threads > 0 ? settings.threads : std::min(kMaxThreads, 2 * AvailableCores());
}

}  // namespace bestand::config
