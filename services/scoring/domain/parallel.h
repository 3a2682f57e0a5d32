#pragma once

#include <cstddef>
#include <functional>

namespace bestand::scoring {

// A stretch of rows, [begin, end), and its number.
struct Chunk {
  size_t index, begin, end;
};

inline constexpr size_t kChunkRows = 2048;

// Returns how many chunks `rows` rows make.
inline size_t ChunksIn(size_t rows) { return (rows + kChunkRows - 1) / kChunkRows; }

// Calls `work` once for each chunk of kChunkRows rows, on up to `threads` threads, the calling one among
// them, and returns when all are done. The chunks are the same for any number of threads: whoever keeps
// one result a chunk and adds them up in order gets the same bits.
void ForEachChunk(size_t rows, int threads, const std::function<void(const Chunk&)>& work);

}  // namespace bestand::scoring
