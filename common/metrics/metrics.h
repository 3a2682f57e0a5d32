#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace prometheus {
class Exposer;
}

namespace bestand::metrics {

using Labels = std::map<std::string, std::string>;

// What a number is: its name as Prometheus wants it ("consent_mails_sent_total", base units) and one
// sentence of help.
struct Description {
  std::string name;
  std::string help;
};

// The numbers of one process. What it returns lives as long as it does and is the same object for the
// same name and labels; keep the reference where the number is hot. Threads may share it.
class Metrics {
 public:
  Metrics();

  prometheus::Counter& CounterOf(const Description& description, const Labels& labels = {});
  prometheus::Gauge& GaugeOf(const Description& description, const Labels& labels = {});

  // Seconds, in buckets from 100 microseconds to 30 seconds.
  prometheus::Histogram& SecondsOf(const Description& description, const Labels& labels = {});

  const std::shared_ptr<prometheus::Registry>& registry() const { return registry_; }

  // Returns everything as Prometheus text; what /metrics answers.
  std::string Text() const;

 private:
  std::shared_ptr<prometheus::Registry> registry_;
};

// Answers GET /metrics on a port of its own until it is destroyed.
class MetricsPort {
 public:
  // `address` is "127.0.0.1:9090"; port 0 takes a free one. Fails with SETTING_INVALID when the
  // address cannot be bound.
  static absl::StatusOr<std::unique_ptr<MetricsPort>> Open(const std::string& address,
                                                           const Metrics& metrics);
  ~MetricsPort();

  int port() const;

 private:
  explicit MetricsPort(std::unique_ptr<prometheus::Exposer> exposer);
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace bestand::metrics
