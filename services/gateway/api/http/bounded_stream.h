#pragma once

#include <httplib.h>
#include <openssl/ssl.h>

#include <array>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace bestand::gateway {

// What one connection, which carries one request, may cost.
struct ConnectionBounds {
  // From its acceptance to the last byte of the answer, and a second more for each so many bytes of that.
  absl::Duration within = absl::Seconds(15);
  size_t bytes_a_second = size_t{16} * 1024;
  size_t most_bytes = size_t{64} * 1024;  // of the request in all: line, headers, body
};

// A connection's bytes, plain or by TLS, within its bounds: whoever sends slowly, or headers without end, is
// cut off. One thread at a time.
class BoundedStream final : public httplib::Stream {
 public:
  // `socket` stays the caller's to close. With a context it is a TLS connection.
  BoundedStream(int socket, SSL_CTX* tls, const ConnectionBounds& bounds);
  ~BoundedStream() override;

  // Shakes hands where TLS is spoken; false when that fails.
  bool Open();
  // Says that no more will be written, and takes what the other side still sends, for a moment: closing
  // before would throw away an answer that is on its way.
  void Finish();

  bool is_readable() const override;
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override;
  ssize_t write(const char* from, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  int socket() const override { return socket_; }

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };

  // Returns bytes, 0 at the end, -1 when it failed, after waiting where needed.
  template <class Once>
  ssize_t Repeat(const Once& once, short plain_events);
  ssize_t Fill();
  bool Await(short events) const;

  const int socket_;
  absl::Time end_;
  const size_t bytes_a_second_;
  size_t left_;  // bytes that may still be read
  std::unique_ptr<SSL, FreeSsl> ssl_;
  std::array<char, 4096> buffer_{};
  size_t begin_ = 0, size_ = 0;  // what of the buffer is unread
};

}  // namespace bestand::gateway
