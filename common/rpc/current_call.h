#pragma once

#include <string>
#include <string_view>

namespace bestand::rpc {

// Returns the trace id of the call that this thread answers, or "" outside of one.
const std::string& CurrentTraceId();

// Puts a trace id in force on this thread until the end of its scope.
class TraceScope {
 public:
  explicit TraceScope(const std::string& trace_id);
  ~TraceScope();
  TraceScope(const TraceScope&) = delete;
  TraceScope& operator=(const TraceScope&) = delete;

 private:
  std::string before_;
};

// Returns the trace id of a W3C traceparent header ("00-<32 hex digits>-<16>-01"), or a new random one
// when the header is empty or malformed.
std::string TraceIdOf(std::string_view traceparent);

// Returns a traceparent that carries `trace_id` with a new span.
std::string TraceparentOf(std::string_view trace_id);

}  // namespace bestand::rpc
