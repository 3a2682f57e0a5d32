#include "services/gateway/api/http/http_port.h"

#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/numbers.h"
#include "common/error/error.h"
#include "services/gateway/api/http/task_queue.h"
#include "services/gateway/api/http/tls_files.h"
#include "services/gateway/api/http/translate.h"

namespace bestand::gateway {
namespace {

constexpr int kBacklog = 512;

// Without SO_REUSEPORT, which would let a second process take half of the requests.
void MayBeReused(int socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

// "127.0.0.1:80", "[::1]:80"
std::pair<std::string, int> PartsOf(const std::string& address) {
  const size_t colon = address.rfind(':');
  int port = -1;
  if (colon == std::string::npos || !absl::SimpleAtoi(address.substr(colon + 1), &port)) return {"", -1};
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {host, port};
}

}  // namespace

// Each connection gets a BoundedStream in the place of the library's own.
class HttpPort::BoundedServer final : public httplib::Server {
 public:
  BoundedServer(const HttpLimits& limits, std::unique_ptr<TlsFiles> tls)
      : limits_(limits), tls_(std::move(tls)) {
    set_socket_options(MayBeReused);
    set_payload_max_length(limits.most_body);
    new_task_queue = [limits] {
      return new BoundedTaskQueue(limits.threads, static_cast<size_t>(limits.queue));
    };
  }

  // Returns the port taken, or -1.
  int Bind(const std::string& host, int port) {
    if (port == 0) {
      port = bind_to_any_port(host);
    } else if (!bind_to_port(host, port)) {
      return -1;
    }
    if (port > 0) ::listen(svr_sock_, kBacklog);  // the library asks for room for five
    return port;
  }

 private:
  bool process_and_close_socket(int socket) override {
    const std::shared_ptr<SSL_CTX> tls = tls_ == nullptr ? nullptr : tls_->Current();
    BoundedStream stream(socket, tls.get(), limits_.connection);
    if (stream.Open()) {
      bool closed = false;
      process_request(stream, true, closed, nullptr);
      stream.Finish();
    }
    close(socket);
    return true;
  }

  const HttpLimits limits_;
  const std::unique_ptr<TlsFiles> tls_;
};

HttpPort::HttpPort(const config::ServerSettings& settings, const HttpLimits& limits, HttpHandler handler)
    : settings_(settings), limits_(limits), handler_(std::move(handler)) {}

HttpPort::~HttpPort() {
  if (thread_.joinable()) Close(absl::ZeroDuration());
}

absl::StatusOr<std::string> HttpPort::Open() {
  std::unique_ptr<TlsFiles> tls;
  if (!settings_.insecure_loopback) {
    ASSIGN_OR_RETURN(tls, TlsFiles::Read(settings_.tls.certificate_file, settings_.tls.key_file));
  }
  server_ = std::make_unique<BoundedServer>(limits_, std::move(tls));
  Answer(*server_, handler_, limits_.proxies);
  const auto [host, wanted] = PartsOf(settings_.listen);
  const int port = wanted < 0 ? -1 : server_->Bind(host, wanted);
  if (port <= 0) return rpc::CannotListen(settings_.listen, "server.listen");
  thread_ = std::thread([this] { server_->listen_after_bind(); });
  while (!server_->is_running()) std::this_thread::yield();  // or a Close at once would find nothing to stop
  return rpc::WithPort(settings_.listen, port);
}

void HttpPort::Close(absl::Duration) {
  server_->stop();
  thread_.join();
}

}  // namespace bestand::gateway
