#include "tools/bestandctl/special/file_reader.h"

#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"

namespace bestand::ctl {
namespace {

constexpr size_t kMostListBytes = 64 << 20;

gzFile AsGz(void* file) { return static_cast<gzFile>(file); }

int64_t SizeOf(const std::string& file) {
  struct stat facts {};
  return stat(file.c_str(), &facts) == 0 ? facts.st_size : 0;
}

// Cuts CSV text into records after RFC 4180.
class Splitter {
 public:
  void Feed(char letter) {
    if (letter == '"') {
      // A quote inside quotes is written twice: the second one opens again and stands for itself.
      if (!quoted_ && last_was_quote_) field_ += '"';
      quoted_ = !quoted_;
    } else if (quoted_) {
      field_ += letter;
    } else {
      FeedPlain(letter);
    }
    last_was_quote_ = letter == '"' && !quoted_;
  }
  std::vector<std::vector<std::string>> Finish() {
    if (!field_.empty() || !record_.empty()) EndRecord();
    return std::move(records_);
  }

 private:
  void FeedPlain(char letter) {
    if (letter == ',') return EndField();
    if (letter == '\n') return EndRecord();
    if (letter != '\r') field_ += letter;
  }
  void EndField() {
    record_.push_back(std::move(field_));
    field_.clear();
  }
  void EndRecord() {
    EndField();
    records_.push_back(std::move(record_));
    record_.clear();
  }
  bool quoted_ = false, last_was_quote_ = false;
  std::string field_;
  std::vector<std::string> record_;
  std::vector<std::vector<std::string>> records_;
};

}  // namespace

absl::StatusOr<FileReader> FileReader::Open(const std::string& file) {
  const gzFile opened = file == "-" ? gzdopen(dup(STDIN_FILENO), "rb") : gzopen(file.c_str(), "rb");
  if (opened == nullptr)
    return absl::NotFoundError(absl::StrCat("The file ", file, " cannot be opened; check its name."));
  gzbuffer(opened, 1 << 18);
  return FileReader(opened, file == "-" ? 0 : SizeOf(file));
}

FileReader::FileReader(FileReader&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)), size_(other.size_) {}

FileReader::~FileReader() {
  if (file_ != nullptr) gzclose(AsGz(file_));
}

absl::StatusOr<std::string> FileReader::Next(size_t most) {
  std::string piece(most, '\0');
  const int read = gzread(AsGz(file_), piece.data(), static_cast<unsigned>(most));
  int error = Z_OK;
  gzerror(AsGz(file_), &error);
  if (read < 0 || error == Z_BUF_ERROR)
    return absl::DataLossError("The gzip file is cut off or damaged; copy it again.");
  piece.resize(static_cast<size_t>(read));
  return piece;
}

int64_t FileReader::position() const { return gzoffset(AsGz(file_)); }

std::string CsvList::Value(size_t row, const std::string& column) const {
  const auto at = std::find(header.begin(), header.end(), column) - header.begin();
  return static_cast<size_t>(at) < rows[row].size() ? rows[row][at] : "";
}

absl::StatusOr<CsvList> ReadCsv(const std::string& file) {
  ASSIGN_OR_RETURN(FileReader reader, FileReader::Open(file));
  Splitter splitter;
  for (size_t bytes = 0;;) {
    ASSIGN_OR_RETURN(const std::string piece, reader.Next(1 << 16));
    if (piece.empty()) break;
    if ((bytes += piece.size()) > kMostListBytes)
      return absl::InvalidArgumentError("The list is larger than 64 MiB.");
    for (const char letter : piece) splitter.Feed(letter);
  }
  auto records = splitter.Finish();
  if (records.empty())
    return absl::InvalidArgumentError(absl::StrCat("The file ", file, " is empty; it needs a header."));
  CsvList list{std::move(records.front()), {}};
  list.rows.assign(std::make_move_iterator(records.begin() + 1), std::make_move_iterator(records.end()));
  return list;
}

}  // namespace bestand::ctl
