#include "services/gateway/api/http/http_port.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

#include "common/error/error.h"

namespace bestand::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

config::ServerSettings Loopback() {
  config::ServerSettings settings;
  settings.insecure_loopback = true;
  return settings;
}

HttpAnswer Echo(const HttpRequest& request) {
  HttpAnswer answer;
  answer.body = request.method + " " + request.path + " [" + std::string(request.Field("name")) + "] " +
                request.ip_address;
  return answer;
}

// A port and what strangers send to it, byte by byte.
struct Served {
  explicit Served(HttpLimits limits = {}, HttpHandler handler = Echo)
      : http(Loopback(), limits, std::move(handler)) {
    const std::string address = http.Open().value();
    port = std::atoi(address.substr(address.rfind(':') + 1).c_str());
  }

  int Connect() const {
    const int stranger = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{AF_INET, htons(static_cast<uint16_t>(port)), {htonl(INADDR_LOOPBACK)}, {}};
    EXPECT_EQ(connect(stranger, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return stranger;
  }

  static std::string ReadAll(int stranger) {
    std::string answer;
    char buffer[4096];
    for (ssize_t got = 0; (got = recv(stranger, buffer, sizeof buffer, 0)) > 0;)
      answer.append(buffer, static_cast<size_t>(got));
    close(stranger);
    return answer;
  }

  std::string Ask(const std::string& request) const {
    const int stranger = Connect();
    EXPECT_EQ(send(stranger, request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
    return ReadAll(stranger);
  }

  HttpPort http;
  int port = 0;
};

std::string Post(const std::string& headers, const std::string& body) {
  return "POST /p HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

TEST(HttpPort, AnswersAndClosesTheConnection) {
  const Served served;
  const std::string answer = served.Ask("GET /a%20b?name=x%2By HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  EXPECT_THAT(answer, HasSubstr("GET /a b [x+y] 127.0.0.1"));
}

TEST(HttpPort, AnswersHeadAsGetWithoutABody) {
  const Served served;
  const std::string answer = served.Ask("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(HttpPort, ReadsAPostedForm) {
  const Served served;
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n";
  EXPECT_THAT(served.Ask(Post(form, "name=%C3%A4+b")), HasSubstr("POST /p [ä b]"));
}

// The library would read such bodies without a bound.
TEST(HttpPort, RefusesBodiesWhoseLengthIsNotSaid) {
  const Served served;
  for (const char* headers :
       {"", "Transfer-Encoding: chunked\r\n", "Content-Length: 3\r\nContent-Length: 4\r\n",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"}) {
    EXPECT_THAT(served.Ask(Post(headers, "a=b")), StartsWith("HTTP/1.1 411")) << headers;
  }
}

TEST(HttpPort, RefusesBodiesThatGrowWhenRead) {
  const Served served;
  EXPECT_THAT(served.Ask(Post("Content-Encoding: gzip\r\nContent-Length: 3\r\n", "a=b")),
              StartsWith("HTTP/1.1 415"));
}

// Mail programs unsubscribe so, RFC 8058.
TEST(HttpPort, TakesAFormOfSeveralParts) {
  const Served served;
  const std::string body =
      "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
  const std::string headers =
      "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n";
  EXPECT_THAT(served.Ask(Post(headers, body)), HasSubstr("POST /p []"));
}

TEST(HttpPort, RefusesWhatIsTooLong) {
  const Served served;
  EXPECT_THAT(served.Ask(Post("Content-Length: 40000\r\n", std::string(40000, 'x'))),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(served.Ask("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"),
              StartsWith("HTTP/1.1 414"));
  EXPECT_THAT(served.Ask(Post("Content-Length: 0\r\n", "")), StartsWith("HTTP/1.1 200")) << "still there";
}

TEST(HttpPort, TakesALongPathOfAPost) {
  const Served served;
  const std::string path = std::string(8000, 'a');
  EXPECT_THAT(served.Ask("POST /" + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"),
              HasSubstr("POST /aaaa"));
}

TEST(HttpPort, CutsOffHeadersWithoutEnd) {
  const Served served;
  std::string request = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 20000; ++i) request += "X-More: " + std::to_string(i) + "\r\n";
  const int stranger = served.Connect();
  send(stranger, request.data(), request.size(), MSG_NOSIGNAL);
  EXPECT_THAT(Served::ReadAll(stranger), Not(HasSubstr("200 OK")));
}

TEST(HttpPort, CutsOffWhoSendsSlowly) {
  HttpLimits limits;
  limits.connection.within = absl::Milliseconds(300);
  const Served served(limits);
  const int stranger = served.Connect();
  const absl::Time begin = absl::Now();
  std::thread slowly([&] {
    for (int i = 0; i < 100 && send(stranger, "G", 1, MSG_NOSIGNAL) == 1; ++i)
      absl::SleepFor(absl::Milliseconds(50));
  });
  Served::ReadAll(dup(stranger));
  EXPECT_LT(absl::Now() - begin, absl::Seconds(3));
  shutdown(stranger, SHUT_RDWR);
  slowly.join();
  close(stranger);
}

// Of a body that is not held: so many pieces of 16 KiB, so far apart.
HttpHandler InPieces(int pieces, absl::Duration apart, bool whole) {
  return [=](const HttpRequest&) {
    HttpAnswer answer;
    answer.write_body = [=](const SendPiece& send) {
      for (int i = 0; i < pieces; ++i) {
        if (!send(std::string(size_t{16} * 1024, '#'))) return false;
        absl::SleepFor(apart);
      }
      return whole;
    };
    return answer;
  };
}

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr char kEndOfChunks[] = "\r\n0\r\n\r\n";

TEST(HttpPort, WritesALongBodyInPiecesAndTakesItsTimeForIt) {
  HttpLimits limits;
  limits.connection.within = absl::Milliseconds(300);
  const Served served(limits, InPieces(10, absl::Milliseconds(100), true));
  const std::string answer = served.Ask(kGet);
  EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked"));
  EXPECT_EQ(std::ranges::count(answer, '#'), 10 * 16 * 1024);
  EXPECT_TRUE(answer.ends_with(kEndOfChunks));
}

TEST(HttpPort, LetsABodyThatBreaksOffLackItsEnd) {
  const Served served({}, InPieces(2, absl::ZeroDuration(), false));
  EXPECT_FALSE(served.Ask(kGet).ends_with(kEndOfChunks));
}

TEST(HttpPort, CutsOffWhoTakesALongBodySlowly) {
  HttpLimits limits;
  limits.connection.within = absl::Milliseconds(300);
  limits.connection.bytes_a_second = size_t{1} << 30;
  std::atomic<bool> broke_off = false;
  const auto write = [&](const SendPiece& send) {
    while (send(std::string(size_t{1} << 20, 'x'))) {
    }
    broke_off = true;
    return false;
  };
  const Served served(limits, [&](const HttpRequest&) {
    HttpAnswer answer;
    answer.write_body = write;
    return answer;
  });
  const int stranger = served.Connect();
  send(stranger, kGet, sizeof kGet - 1, MSG_NOSIGNAL);
  for (int i = 0; i < 100 && !broke_off; ++i) absl::SleepFor(absl::Milliseconds(50));
  EXPECT_TRUE(broke_off);
  close(stranger);
}

// Slow ones hold a thread each, and no more than their time; then others have their turn.
TEST(HttpPort, ServesOthersWhenSlowOnesHeldAllThreads) {
  HttpLimits limits;
  limits.threads = 2;
  limits.queue = 2;
  limits.connection.within = absl::Milliseconds(300);
  const Served served(limits);
  std::vector<int> strangers;
  for (int i = 0; i < 8; ++i) strangers.push_back(served.Connect());
  EXPECT_THAT(served.Ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 200"));
  for (const int stranger : strangers) close(stranger);
}

TEST(HttpPort, FindsThePersonBehindItsOwnProxiesOnly) {
  HttpLimits limits;
  limits.proxies = 1;
  const Served behind(limits), open;
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.7, 192.0.2.9\r\n\r\n";
  EXPECT_THAT(behind.Ask(request), HasSubstr("[] 192.0.2.9"));
  EXPECT_THAT(open.Ask(request), HasSubstr("[] 127.0.0.1"));
}

TEST(HttpPort, SaysNothingOfAnException) {
  const Served served({}, [](const HttpRequest&) -> HttpAnswer { throw std::runtime_error("secret"); });
  const std::string answer = served.Ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, Not(HasSubstr("secret")));
}

TEST(HttpPort, EndsWhatRunsBeforeItCloses) {
  std::atomic<bool> inside = false;
  Served served({}, [&](const HttpRequest& request) {
    inside = true;
    absl::SleepFor(absl::Milliseconds(200));
    return Echo(request);
  });
  std::string answer;
  std::thread asking([&] { answer = served.Ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n"); });
  while (!inside) std::this_thread::yield();
  served.http.Close(absl::Seconds(1));
  asking.join();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
}

TEST(HttpPort, RefusesAnAddressThatIsTaken) {
  const Served served;
  config::ServerSettings settings = Loopback();
  settings.listen = "127.0.0.1:" + std::to_string(served.port);
  EXPECT_EQ(ReasonOf(HttpPort(settings, {}, Echo).Open().status()), "SETTING_INVALID");
}

TEST(HttpPort, RefusesACertificateThatCannotBeUsed) {
  config::ServerSettings settings;
  settings.tls = {"/dev/null", "/dev/null", "", false};
  EXPECT_EQ(ReasonOf(HttpPort(settings, {}, Echo).Open().status()), "SETTING_INVALID");
}

// By TLS, with a certificate of our own.
class OverTls : public testing::Test {
 protected:
  void SetUp() override {
    std::string made = testing::TempDir() + "tls-XXXXXX";
    folder_ = mkdtemp(made.data());
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
        "/CN=localhost -addext subjectAltName=DNS:localhost -keyout " +
        folder_ + "/key -out " + folder_ + "/crt 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  std::string folder_;
};

TEST_F(OverTls, Answers) {
  config::ServerSettings settings;
  settings.listen = "127.0.0.1:0";
  settings.tls = {folder_ + "/crt", folder_ + "/key", "", false};
  HttpPort http(settings, {}, Echo);
  const std::string address = http.Open().value();
  const std::string port = address.substr(address.rfind(':') + 1);
  const std::string ask = "curl -s --cacert " + folder_ + "/crt https://localhost:" + port +
                          "/tls?name=x --resolve localhost:" + port +
                          ":127.0.0.1 | grep -qF 'GET /tls [x] 127.0.0.1'";
  EXPECT_EQ(std::system(ask.c_str()), 0);
  const std::string plain = "curl -s http://127.0.0.1:" + port + "/";
  EXPECT_NE(std::system(plain.c_str()), 0) << "plaintext gets no answer";
}

}  // namespace
}  // namespace bestand::gateway
