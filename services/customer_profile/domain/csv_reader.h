#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace bestand::customer_profile {

// Why a record is not as it should be.
enum class CsvFault {
  kNone,
  kOpenQuote,  // a quotation mark was opened and never closed
  kTooLong,    // longer than kMaxCsvRecord; the rest of the line was skipped
};

// Longest record; what is longer is bad, so that memory stays bounded.
inline constexpr size_t kMaxCsvRecord = 64 * 1024;

// One record of a CSV text. Views live until the call that shows it returns.
struct CsvRecord {
  int64_t line = 0;                      // where it begins, from 1
  std::string_view raw;                  // as it came, without its line end
  std::vector<std::string_view> fields;  // without their quotation marks; empty when there is a fault
  CsvFault fault = CsvFault::kNone;
  bool cut = false;  // the text ended here without a line end
};

// Reads CSV (RFC 4180; LF or CRLF; quoted fields may hold delimiters, line ends and doubled quotation
// marks) from pieces cut anywhere, also inside a quotation mark or a character. Empty lines are
// skipped. A quotation mark that is never closed spoils one line, not the rest of the text: reading
// goes on behind that line. As never closed counts also one that only the opening mark of a later line
// seems to close: what follows there is neither a delimiter nor a line end. Within one line such a mark
// is taken as it is. Memory is bounded by kMaxCsvRecord and the piece. One thread at a time.
class CsvReader {
 public:
  using Show = absl::FunctionRef<absl::Status(const CsvRecord&)>;

  explicit CsvReader(char delimiter) : delimiter_(delimiter) {}

  // Shows each record that is complete; a failure of `show` ends the call and is returned.
  absl::Status Feed(std::string_view piece, Show show);

  // Shows what is left.
  absl::Status Finish(Show show);

 private:
  enum class State : uint8_t { kFieldStart, kPlain, kQuoted, kQuoteInQuoted, kNeverClosed, kSkipping };

  absl::Status Drain(Show show);
  size_t FindEnd(size_t from);
  bool ClosesNothing(char letter, size_t at) const;
  void Step(char letter);
  absl::Status Emit(size_t end, CsvFault fault, Show show);
  absl::Status EmitFirstLine(Show show);
  void Split(std::string_view raw);
  size_t SplitQuoted(std::string_view raw, size_t from);

  const char delimiter_;
  State state_ = State::kFieldStart;
  std::string text_;    // what is not yet shown, from begin_ on
  size_t begin_ = 0;    // where the next record begins in text_
  size_t scanned_ = 0;  // how far text_ was looked at
  int64_t line_ = 1;
  std::string unquoted_;
  CsvRecord record_;
};

}  // namespace bestand::customer_profile
