#include "common/metrics/metrics.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/error/error.h"

namespace bestand::metrics {
namespace {

using ::testing::HasSubstr;

std::string Get(int port, const std::string& path) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) return "";
  const std::string request = "GET " + path + " HTTP/1.0\r\n\r\n";
  EXPECT_EQ(send(connection, request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
  std::string answer;
  char buffer[4096];
  for (ssize_t n; (n = recv(connection, buffer, sizeof(buffer), 0)) > 0;) answer.append(buffer, n);
  close(connection);
  return answer;
}

TEST(Metrics, GiveTheSameObjectForTheSameNameAndLabels) {
  Metrics metrics;
  auto& first = metrics.CounterOf({"mails_sent_total", "Mails sent"}, {{"kind", "opt-in"}});
  first.Increment();
  EXPECT_EQ(&metrics.CounterOf({"mails_sent_total", "Mails sent"}, {{"kind", "opt-in"}}), &first);
  EXPECT_NE(&metrics.CounterOf({"mails_sent_total", "Mails sent"}, {{"kind", "other"}}), &first);
  metrics.GaugeOf({"queue", "Waiting"}).Set(3);
  metrics.SecondsOf({"work_seconds", "Work"}).Observe(0.01);
  EXPECT_THAT(metrics.Text(), HasSubstr("mails_sent_total{kind=\"opt-in\"} 1"));
  EXPECT_THAT(metrics.Text(), HasSubstr("queue 3"));
  EXPECT_THAT(metrics.Text(), HasSubstr("work_seconds_count 1"));
}

TEST(MetricsPort, AnswersScrapes) {
  Metrics metrics;
  metrics.CounterOf({"things_total", "Things"}).Increment(5);
  const auto port = MetricsPort::Open("127.0.0.1:0", metrics);
  ASSERT_TRUE(port.ok());
  EXPECT_THAT(Get((*port)->port(), "/metrics"), HasSubstr("things_total 5"));
  const auto second = MetricsPort::Open("127.0.0.1:" + std::to_string((*port)->port()), metrics);
  EXPECT_EQ(ReasonOf(second.status()), "SETTING_INVALID");
}

}  // namespace
}  // namespace bestand::metrics
