#include "services/customer_profile/domain/csv_reader.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::customer_profile {

absl::Status CsvReader::Feed(std::string_view piece, Show show) {
  text_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  text_ += piece;
  return Drain(show);
}

absl::Status CsvReader::Drain(Show show) {
  for (;;) {
    const size_t end = FindEnd(scanned_);
    if (end != std::string::npos) {
      if (state_ == State::kSkipping) {
        ++line_;
        begin_ = end + 1;
      } else {
        RETURN_IF_ERROR(Emit(end, CsvFault::kNone, show));
      }
      state_ = State::kFieldStart;
    } else if (state_ == State::kSkipping) {
      begin_ = text_.size();
      return absl::OkStatus();
    } else if (state_ == State::kNeverClosed || text_.size() - begin_ > kMaxCsvRecord) {
      RETURN_IF_ERROR(EmitFirstLine(show));
    } else {
      return absl::OkStatus();
    }
  }
}

absl::Status CsvReader::Finish(Show show) {
  RETURN_IF_ERROR(Feed("", show));
  while (begin_ < text_.size()) {
    if (state_ == State::kQuoted) {
      RETURN_IF_ERROR(EmitFirstLine(show));
      RETURN_IF_ERROR(Drain(show));
    } else {
      record_.cut = true;
      if (state_ == State::kSkipping) return absl::OkStatus();
      RETURN_IF_ERROR(Emit(text_.size(), CsvFault::kNone, show));
    }
  }
  return absl::OkStatus();
}

// Returns where the record ends that was scanned up to `from`, or npos when text_ does not hold its end.
size_t CsvReader::FindEnd(size_t from) {
  for (size_t at = from; at < text_.size(); ++at) {
    const char letter = text_[at];
    if (letter == '\n' && state_ != State::kQuoted) {
      scanned_ = at + 1;
      return at;
    }
    if (state_ == State::kQuoteInQuoted && ClosesNothing(letter, at)) {
      state_ = State::kNeverClosed;
      break;
    }
    Step(letter);
    // An endless line is given up while it is still small.
    if (at - begin_ > kMaxCsvRecord && state_ != State::kSkipping) break;
  }
  scanned_ = text_.size();
  return std::string::npos;
}

// Whether `letter`, which stands behind a quotation mark at `at`, shows that the mark opens a field of a
// later line instead of closing that of this record.
bool CsvReader::ClosesNothing(char letter, size_t at) const {
  if (letter == '"' || letter == delimiter_ || letter == '\r') return false;
  return text_.find('\n', begin_) < at;
}

inline void CsvReader::Step(char letter) {
  switch (state_) {
    case State::kFieldStart:
    case State::kPlain:
      if (letter == delimiter_) {
        state_ = State::kFieldStart;
      } else {
        state_ = letter == '"' && state_ == State::kFieldStart ? State::kQuoted : State::kPlain;
      }
      return;
    case State::kQuoted:
      if (letter == '"') state_ = State::kQuoteInQuoted;
      return;
    case State::kQuoteInQuoted:
      if (letter == '"') {
        state_ = State::kQuoted;
      } else {
        state_ = letter == delimiter_ ? State::kFieldStart : State::kPlain;
      }
      return;
    case State::kNeverClosed:
    case State::kSkipping:
      return;
  }
}

absl::Status CsvReader::Emit(size_t end, CsvFault fault, Show show) {
  std::string_view raw = std::string_view(text_).substr(begin_, end - begin_);
  record_.line = line_;
  line_ += 1 + std::count(raw.begin(), raw.end(), '\n');
  begin_ = std::min(end + 1, text_.size());
  if (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
  if (raw.empty()) return absl::OkStatus();
  record_.raw = raw;
  record_.fault = fault;
  record_.fields.clear();
  if (fault == CsvFault::kNone) Split(raw);
  return show(record_);
}

// The record never ended: gives its first line up, and reads again from the second.
absl::Status CsvReader::EmitFirstLine(Show show) {
  const size_t end = text_.find('\n', begin_);
  if (end == std::string::npos || end - begin_ > kMaxCsvRecord) {
    const bool too_long = text_.size() - begin_ > kMaxCsvRecord;
    record_.cut = !too_long;
    RETURN_IF_ERROR(Emit(too_long ? begin_ + kMaxCsvRecord : text_.size(),
                         too_long ? CsvFault::kTooLong : CsvFault::kOpenQuote, show));
    line_ -= too_long ? 1 : 0;
    state_ = State::kSkipping;
    scanned_ = begin_;
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(Emit(end, CsvFault::kOpenQuote, show));
  state_ = State::kFieldStart;
  scanned_ = begin_;
  return absl::OkStatus();
}

void CsvReader::Split(std::string_view raw) {
  // Reserved beforehand, so that views into it stay where they are.
  unquoted_.clear();
  if (unquoted_.capacity() < raw.size()) unquoted_.reserve(raw.size());
  size_t at = 0;
  for (;;) {
    if (at < raw.size() && raw[at] == '"') {
      at = SplitQuoted(raw, at + 1);
    } else {
      const size_t end = std::min(raw.find(delimiter_, at), raw.size());
      record_.fields.push_back(raw.substr(at, end - at));
      at = end;
    }
    if (at >= raw.size()) return;
    ++at;
  }
}

// Adds the field that begins behind a quotation mark; returns where its delimiter stands.
size_t CsvReader::SplitQuoted(std::string_view raw, size_t from) {
  const size_t begin = unquoted_.size();
  size_t at = from;
  for (; at < raw.size(); ++at) {
    if (raw[at] != '"') {
      unquoted_ += raw[at];
    } else if (at + 1 < raw.size() && raw[at + 1] == '"') {
      unquoted_ += raw[at++];
    } else {
      break;
    }
  }
  const size_t end = std::min(raw.find(delimiter_, at), raw.size());
  if (at < end) unquoted_ += raw.substr(at + 1, end - at - 1);
  record_.fields.push_back(std::string_view(unquoted_).substr(begin));
  return end;
}

}  // namespace bestand::customer_profile
