#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "absl/strings/string_view.h"

namespace bestand::log {

enum class Level { kDebug, kInfo, kWarning, kError };

// One named value of a line, already written as JSON. Values must not be personal: customer ids,
// addresses and tokens never go into a log line (rpc::Redacted shows messages without them).
struct Field {
  Field(std::string_view name, std::string_view text);
  Field(std::string_view name, const char* text) : Field(name, std::string_view(text)) {}
  Field(std::string_view name, const std::string& text) : Field(name, std::string_view(text)) {}
  Field(std::string_view name, absl::string_view text)
      : Field(name, std::string_view(text.data(), text.size())) {}
  Field(std::string_view name, bool value);
  Field(std::string_view name, double value);
  Field(std::string_view name, int64_t value);
  Field(std::string_view name, int value) : Field(name, int64_t{value}) {}
  Field(std::string_view name, size_t value) : Field(name, static_cast<int64_t>(value)) {}

  // A value that is JSON already, such as a redacted message.
  static Field Json(std::string_view name, std::string json);

  std::string_view name;
  std::string json;

 private:
  Field() = default;
};

// Takes one finished line, without the line's end.
using Sink = std::function<void(std::string_view)>;

// Writes one JSON object a line:
//     {"time":"2026-01-31T12:00:00.000000Z","level":"info","service":"consent","message":"…",…}
// Lines of threads never mix. Threads may share it.
class Logger {
 public:
  // Lines below `lowest` are dropped. Without a sink they go to standard error.
  explicit Logger(std::string service, Level lowest = Level::kInfo, Sink sink = nullptr);

  // Says whether a line of this level would be written; to spare the making of costly fields.
  bool Writes(Level level) const { return level >= lowest_; }

  // Writes the line. Control characters and invalid UTF-8 are escaped, so nobody can forge a line.
  void Write(Level level, std::string_view message, std::initializer_list<Field> fields = {}) const;

  void Debug(std::string_view message, std::initializer_list<Field> fields = {}) const;
  void Info(std::string_view message, std::initializer_list<Field> fields = {}) const;
  void Warning(std::string_view message, std::initializer_list<Field> fields = {}) const;
  void Error(std::string_view message, std::initializer_list<Field> fields = {}) const;

 private:
  std::string service_;
  Level lowest_;
  Sink sink_;
};

// Returns the level of "debug", "info", "warning" or "error"; info for anything else.
Level LevelOf(std::string_view name);

}  // namespace bestand::log
