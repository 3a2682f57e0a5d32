#include "common/rpc/current_call.h"

#include <cstdint>
#include <random>

#include "absl/strings/str_cat.h"

namespace bestand::rpc {
namespace {

thread_local std::string current_trace_id;

// Trace ids need to be different, not secret.
uint64_t Random() {
  static thread_local std::mt19937_64 engine(std::random_device{}() ^
                                             (static_cast<uint64_t>(std::random_device{}()) << 32));
  return engine();
}

std::string Hex(uint64_t number) { return absl::StrCat(absl::Hex(number, absl::kZeroPad16)); }

bool IsLowerHex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

const std::string& CurrentTraceId() { return current_trace_id; }

TraceScope::TraceScope(const std::string& trace_id) : before_(std::move(current_trace_id)) {
  current_trace_id = trace_id;
}
TraceScope::~TraceScope() { current_trace_id = std::move(before_); }

std::string TraceIdOf(std::string_view traceparent) {
  const bool formed = traceparent.size() >= 55 && traceparent[2] == '-' && traceparent[35] == '-';
  const std::string_view id = formed ? traceparent.substr(3, 32) : "";
  if (formed && IsLowerHex(id) && id.find_first_not_of('0') != std::string_view::npos) return std::string(id);
  return Hex(Random()) + Hex(Random());
}

std::string TraceparentOf(std::string_view trace_id) {
  return "00-" + std::string(trace_id) + "-" + Hex(Random()) + "-01";
}

}  // namespace bestand::rpc
