#include "common/metrics/metrics.h"

#include <exception>
#include <vector>

#include "common/error/error.h"
#include "prometheus/exposer.h"
#include "prometheus/text_serializer.h"

namespace bestand::metrics {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {
    1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

}  // namespace

Metrics::Metrics() : registry_(std::make_shared<prometheus::Registry>()) {}

// The registry returns the family it has when name, help and labels are the same.
prometheus::Counter& Metrics::CounterOf(const Description& description, const Labels& labels) {
  return prometheus::BuildCounter()
      .Name(description.name)
      .Help(description.help)
      .Register(*registry_)
      .Add(labels);
}

prometheus::Gauge& Metrics::GaugeOf(const Description& description, const Labels& labels) {
  return prometheus::BuildGauge()
      .Name(description.name)
      .Help(description.help)
      .Register(*registry_)
      .Add(labels);
}

prometheus::Histogram& Metrics::SecondsOf(const Description& description, const Labels& labels) {
  return prometheus::BuildHistogram()
      .Name(description.name)
      .Help(description.help)
      .Register(*registry_)
      .Add(labels, kSeconds);
}

std::string Metrics::Text() const { return prometheus::TextSerializer().Serialize(registry_->Collect()); }

MetricsPort::MetricsPort(std::unique_ptr<prometheus::Exposer> exposer) : exposer_(std::move(exposer)) {}
MetricsPort::~MetricsPort() = default;

// The exposer's library throws when it cannot bind.
absl::StatusOr<std::unique_ptr<MetricsPort>> MetricsPort::Open(const std::string& address,
                                                               const Metrics& metrics) {
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(address, 1);
    exposer->RegisterCollectable(metrics.registry());
    return std::unique_ptr<MetricsPort>(new MetricsPort(std::move(exposer)));
  } catch (const std::exception&) {
    return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                   "Cannot listen on " + address + " for metrics; choose another server.metrics_listen.");
  }
}

int MetricsPort::port() const {
  const std::vector<int> ports = exposer_->GetListeningPorts();
  return ports.empty() ? 0 : ports.front();
}

}  // namespace bestand::metrics
