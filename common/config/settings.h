#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/config/fields.h"

namespace bestand::config {

// PEM files; reloaded when they change. All empty: no TLS.
struct TlsSettings {
  std::string certificate_file;
  std::string key_file;
  std::string ca_file;                      // who signs the other side's certificates
  bool require_client_certificate = false;  // for servers; else callers may come with a key alone
};

// How a service listens. Ports may be 0: a free one is taken and told.
struct ServerSettings {
  std::string listen = "127.0.0.1:0";          // data
  std::string health_listen = "127.0.0.1:0";   // grpc.health.v1, always plaintext
  std::string metrics_listen = "127.0.0.1:0";  // GET /metrics; "" for none
  TlsSettings tls;
  std::string policy_file;                         // callers and scopes; needed unless insecure_loopback
  bool insecure_loopback = false;                  // plaintext, any caller, loopback addresses only
  bool reflection = false;                         // grpc.reflection on the data port
  int threads = 0;                                 // for work of unary calls; 0: 2 x cores, at most 16
  int queue = 1024;                                // calls that may wait for a thread
  int stream_threads = 32;                         // streams that may run at once
  int waiting_threads = 32;                        // calls that may wait for other services at once
  absl::Duration drain = absl::Seconds(1);         // between NOT_SERVING and refusing new calls
  absl::Duration stop_within = absl::Seconds(20);  // after that, running calls are cancelled
  std::string page_token_key_file;                 // the same on all replicas; "" makes a random key
  std::string addresses_file;                      // the addresses bound, as JSON
  std::string log_level = "info";                  // debug, info, warning, error
};

struct DatabaseSettings {
  std::string url;            // "postgresql://consent@/consent?host=/run/postgresql"
  std::string password_file;  // "" when the address needs none
  int sessions = 0;           // 0: as many as there are threads
  absl::Duration statement_timeout = absl::Seconds(30);
  std::string service_role;  // to which migrate gives its rights; "" when it owns the tables
};

// How another service is reached.
struct UpstreamSettings {
  std::string target;                         // "dns:///scoring.bestand.svc:8443" or "127.0.0.1:8443"
  TlsSettings tls;                            // ca_file at least, unless insecure_loopback
  std::string api_key_file;                   // "" when the certificate says who we are
  bool insecure = false;                      // plaintext; for loopback targets only
  absl::Duration timeout = absl::Seconds(5);  // of a call that has no deadline to inherit
};

// Bind the settings above under "server.", "database." and "<section>.", and check what one field
// cannot tell: loopback only when insecure, key with certificate, a policy when it is needed.
void Describe(Fields& fields, ServerSettings& settings);
// Only what a process needs whose callers are strangers: addresses, TLS, how it stops.
void DescribePorts(Fields& fields, ServerSettings& settings);
void Describe(Fields& fields, DatabaseSettings& settings);
// A database besides that, under "<section>.".
void Describe(Fields& fields, std::string_view section, DatabaseSettings& settings);
// The role under "<section>.service_role", where a service has grants for one.
void DescribeServiceRole(Fields& fields, std::string_view section, DatabaseSettings& settings);
void Describe(Fields& fields, std::string_view section, UpstreamSettings& settings);

// Returns the database's address with the password of password_file in it, as libpq wants it.
absl::StatusOr<std::string> ConnectionString(const DatabaseSettings& settings);

// Says whether a "host:port" address or target can be reached from this machine only.
bool IsLoopback(std::string_view address);

// Returns the cores this process may use: the cgroup's quota rounded up, else the hardware's; >= 1.
int AvailableCores();

// Returns settings.threads, or its default for this machine.
int ThreadsOf(const ServerSettings& settings);

}  // namespace bestand::config
