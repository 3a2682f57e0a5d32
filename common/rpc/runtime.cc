#include "common/rpc/runtime.h"

namespace bestand::rpc {

Sizes SizesOf(const config::ServerSettings& settings) {
  return {config::ThreadsOf(settings), settings.queue, settings.stream_threads, settings.waiting_threads};
}

// Streams never queue: one that waits for another to end could wait for hours.
Runtime::Runtime(const Parts& parts)
    : gate_(parts.gate),
      logger_(parts.logger),
      metrics_(parts.metrics),
      replays_(parts.replays),
      methods_(parts.metrics),
      most_later_(parts.sizes.threads + parts.sizes.queue),
      executor_(parts.sizes.threads, parts.sizes.queue),
      streams_(parts.sizes.stream_threads, 0),
      waiters_(parts.sizes.waiting_threads, parts.sizes.queue) {}

}  // namespace bestand::rpc
