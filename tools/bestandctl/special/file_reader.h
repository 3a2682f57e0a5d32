#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::ctl {

// Reads a file in pieces, unpacking gzip as it goes. One thread at a time.
class FileReader {
 public:
  // Fails with NOT_FOUND when the file cannot be opened. "-" is standard input.
  static absl::StatusOr<FileReader> Open(const std::string& file);
  FileReader(FileReader&& other) noexcept;
  FileReader(const FileReader&) = delete;
  ~FileReader();

  // Returns the next piece of at most `most` bytes; "" at the end. Fails with DATA_LOSS when a gzip file
  // is cut off or damaged.
  absl::StatusOr<std::string> Next(size_t most);

  // Bytes of the file read so far, and in all (0 for standard input): packed, for a progress bar.
  int64_t position() const;
  int64_t size() const { return size_; }

 private:
  explicit FileReader(void* file, int64_t size) : file_(file), size_(size) {}
  void* file_;  // gzFile
  int64_t size_;
};

// A CSV file with a header, all of it: small lists only (at most 64 MiB).
struct CsvList {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  // The value in the column, "" where the row or the column is missing.
  std::string Value(size_t row, const std::string& column) const;
};
absl::StatusOr<CsvList> ReadCsv(const std::string& file);

}  // namespace bestand::ctl
