#pragma once

#include <memory>
#include <string>
#include <thread>

#include "common/config/settings.h"
#include "common/rpc/data_port.h"
#include "services/gateway/api/http/bounded_stream.h"
#include "services/gateway/api/http/exchange.h"

namespace bestand::gateway {

// What all connections together may cost, and who stands before us.
struct HttpLimits {
  ConnectionBounds connection;
  int threads = 32;                      // requests answered at once
  int queue = 256;                       // accepted connections that may wait for a thread
  size_t most_body = size_t{32} * 1024;  // bytes
  int proxies = 0;  // proxies before us that add to X-Forwarded-For; 0: the peer is the person
};

// HTTP/1.1 on the data port: one request a connection, bodies only with a Content-Length and uncompressed,
// nothing longer, larger or slower than the limits. TLS, or plaintext on loopback.
class HttpPort final : public rpc::DataPort {
 public:
  HttpPort(const config::ServerSettings& settings, const HttpLimits& limits, HttpHandler handler);
  ~HttpPort() override;

  absl::StatusOr<std::string> Open() override;
  // What runs ends by itself within the bounds of a connection.
  void Close(absl::Duration within) override;

 private:
  class BoundedServer;

  const config::ServerSettings settings_;
  const HttpLimits limits_;
  const HttpHandler handler_;
  std::unique_ptr<BoundedServer> server_;
  std::thread thread_;
};

}  // namespace bestand::gateway
