#include "services/scoring/domain/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace bestand::scoring {

void ForEachChunk(size_t rows, int threads, const std::function<void(const Chunk&)>& work) {
  const size_t chunks = ChunksIn(rows);
  std::atomic<size_t> next = 0;
  const auto take_chunks = [&] {
    for (size_t i = next++; i < chunks; i = next++) {
      work({i, i * kChunkRows, std::min(rows, (i + 1) * kChunkRows)});
    }
  };
  const size_t others = std::min<size_t>(std::max(threads, 1), std::max<size_t>(chunks, 1)) - 1;
  std::vector<std::thread> team;
  for (size_t i = 0; i < others; ++i) team.emplace_back(take_chunks);
  take_chunks();
  for (std::thread& thread : team) thread.join();
}

}  // namespace bestand::scoring
