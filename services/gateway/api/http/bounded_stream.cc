#include "services/gateway/api/http/bounded_stream.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bestand::gateway {
namespace {

constexpr absl::Duration kLinger = absl::Milliseconds(500);
constexpr size_t kLingerBytes = size_t{256} * 1024;

void NameOf(const sockaddr_storage& address, socklen_t length, std::string& ip, int& port) {
  char host[NI_MAXHOST] = "", service[NI_MAXSERV] = "0";
  getnameinfo(reinterpret_cast<const sockaddr*>(&address), length, host, sizeof host, service, sizeof service,
              NI_NUMERICHOST | NI_NUMERICSERV);
  ip = host;
  port = std::atoi(service);
}

}  // namespace

BoundedStream::BoundedStream(int socket, SSL_CTX* tls, const ConnectionBounds& bounds)
    : socket_(socket),
      end_(absl::Now() + bounds.within),
      bytes_a_second_(bounds.bytes_a_second),
      left_(bounds.most_bytes) {
  fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
  if (tls == nullptr) return;
  ssl_.reset(SSL_new(tls));
  if (ssl_ != nullptr) SSL_set_fd(ssl_.get(), socket_);
}

BoundedStream::~BoundedStream() = default;

bool BoundedStream::Await(short events) const {
  const auto left_ms = absl::ToInt64Milliseconds(end_ - absl::Now());
  pollfd look{socket_, events, 0};
  return left_ms > 0 && poll(&look, 1, static_cast<int>(left_ms)) > 0;
}

template <class Once>
ssize_t BoundedStream::Repeat(const Once& once, short plain_events) {
  while (absl::Now() < end_) {
    const ssize_t done = once();
    if (done > 0) return done;
    short events = plain_events;
    if (ssl_ != nullptr) {
      const int why = SSL_get_error(ssl_.get(), static_cast<int>(done));
      if (why == SSL_ERROR_ZERO_RETURN) return 0;
      if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return -1;
      events = why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    } else if (done == 0 || (errno != EAGAIN && errno != EINTR)) {
      return done;
    }
    if (!Await(events)) return -1;
  }
  return -1;
}

bool BoundedStream::Open() {
  return ssl_ == nullptr || Repeat([this] { return ssize_t{SSL_accept(ssl_.get())}; }, POLLIN) > 0;
}

void BoundedStream::Finish() {
  if (ssl_ != nullptr) SSL_shutdown(ssl_.get());
  shutdown(socket_, SHUT_WR);
  const absl::Time end = std::min(end_, absl::Now() + kLinger);
  size_t taken = 0;
  while (absl::Now() < end && taken < kLingerBytes) {
    const ssize_t done = recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (done == 0 || (done < 0 && errno != EAGAIN && errno != EINTR)) return;
    if (done > 0) taken += static_cast<size_t>(done);
    pollfd look{socket_, POLLIN, 0};
    if (done < 0) poll(&look, 1, static_cast<int>(absl::ToInt64Milliseconds(end - absl::Now())));
  }
}

ssize_t BoundedStream::Fill() {
  const size_t most = std::min(buffer_.size(), left_);
  if (most == 0) return -1;
  const auto once = [&]() -> ssize_t {
    if (ssl_ != nullptr) return SSL_read(ssl_.get(), buffer_.data(), static_cast<int>(most));
    return recv(socket_, buffer_.data(), most, 0);
  };
  const ssize_t done = Repeat(once, POLLIN);
  begin_ = 0;
  size_ = done > 0 ? static_cast<size_t>(done) : 0;
  left_ -= size_;
  return done;
}

bool BoundedStream::is_readable() const {
  return size_ > 0 || (ssl_ != nullptr && SSL_pending(ssl_.get()) > 0) || Await(POLLIN);
}

ssize_t BoundedStream::read(char* to, size_t size) {
  if (size_ == 0) {
    if (const ssize_t done = Fill(); done <= 0) return done;
  }
  const size_t count = std::min(size, size_);
  std::memcpy(to, buffer_.data() + begin_, count);
  begin_ += count;
  size_ -= count;
  return static_cast<ssize_t>(count);
}

ssize_t BoundedStream::write(const char* from, size_t size) {
  const auto once = [&]() -> ssize_t {
    if (ssl_ != nullptr) return SSL_write(ssl_.get(), from, static_cast<int>(size));
    return send(socket_, from, size, MSG_NOSIGNAL);
  };
  const ssize_t done = size == 0 ? 0 : Repeat(once, POLLOUT);
  if (done > 0) end_ += absl::Seconds(static_cast<double>(done) / static_cast<double>(bytes_a_second_));
  return done;
}

void BoundedStream::get_remote_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0)
    NameOf(address, length, ip, port);
}

void BoundedStream::get_local_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0)
    NameOf(address, length, ip, port);
}

}  // namespace bestand::gateway
