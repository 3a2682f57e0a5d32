#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/metrics/metrics.h"
#include "google/protobuf/descriptor.h"

namespace bestand::rpc {

// What is known of one RPC from its proto.
class Method {
 public:
  Method(const google::protobuf::MethodDescriptor& descriptor, metrics::Metrics& metrics);

  const std::string& name() const { return name_; }    // "bestand.consent.v1.ConsentService/CheckContact"
  const std::string& scope() const { return scope_; }  // "" answers nobody
  bool reads_only() const { return reads_only_; }      // idempotency_level = NO_SIDE_EFFECTS

  // Counts one call into rpc_server_duration_seconds{method, code}.
  void Observe(absl::StatusCode code, absl::Duration duration) const;

 private:
  std::string name_;
  std::string scope_;
  bool reads_only_;
  metrics::Metrics& metrics_;
  mutable std::array<std::atomic<prometheus::Histogram*>, 17> seconds_{};  // by code, made when needed
};

// Finds an RPC by its request's type, which belongs to one RPC only and stands in the same file as
// its service. Threads may share it.
class Methods {
 public:
  explicit Methods(metrics::Metrics& metrics) : metrics_(metrics) {}

  // Returns nothing when no RPC takes this type, or two do. What it returns lives as long as this.
  const Method* Find(const google::protobuf::Descriptor& request);

 private:
  metrics::Metrics& metrics_;
  std::shared_mutex mutex_;
  std::unordered_map<const google::protobuf::Descriptor*, std::unique_ptr<Method>> found_;
};

}  // namespace bestand::rpc
