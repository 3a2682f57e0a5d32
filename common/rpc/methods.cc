#include "common/rpc/methods.h"

#include <algorithm>

#include "absl/status/status.h"
#include "bestand/common/v1/privacy.pb.h"

namespace bestand::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::MethodOptions;

const MethodDescriptor* OnlyMethodTaking(const Descriptor& request) {
  const MethodDescriptor* found = nullptr;
  for (int s = 0; s < request.file()->service_count(); ++s) {
    const auto* service = request.file()->service(s);
    for (int m = 0; m < service->method_count(); ++m) {
      if (service->method(m)->input_type() != &request) continue;
      if (found != nullptr) return nullptr;
      found = service->method(m);
    }
  }
  return found;
}

}  // namespace

Method::Method(const MethodDescriptor& descriptor, metrics::Metrics& metrics)
    : name_(descriptor.service()->full_name() + "/" + descriptor.name()),
      scope_(descriptor.options().GetExtension(bestand::common::v1::required_scope)),
      reads_only_(descriptor.options().idempotency_level() == MethodOptions::NO_SIDE_EFFECTS),
      metrics_(metrics) {}

void Method::Observe(absl::StatusCode code, absl::Duration duration) const {
  auto& kept = seconds_[std::clamp(static_cast<int>(code), 0, static_cast<int>(seconds_.size()) - 1)];
  prometheus::Histogram* seconds = kept.load(std::memory_order_acquire);
  if (seconds == nullptr) {
    seconds = &metrics_.SecondsOf({"rpc_server_duration_seconds", "How long calls took, by method and code"},
                                  {{"method", name_}, {"code", absl::StatusCodeToString(code)}});
    kept.store(seconds, std::memory_order_release);
  }
  seconds->Observe(absl::ToDoubleSeconds(duration));
}

const Method* Methods::Find(const Descriptor& request) {
  {
    const std::shared_lock lock(mutex_);
    const auto known = found_.find(&request);
    if (known != found_.end()) return known->second.get();
  }
  const MethodDescriptor* descriptor = OnlyMethodTaking(request);
  const std::unique_lock lock(mutex_);
  auto& entry = found_[&request];
  if (entry == nullptr && descriptor != nullptr) entry = std::make_unique<Method>(*descriptor, metrics_);
  return entry.get();
}

}  // namespace bestand::rpc
