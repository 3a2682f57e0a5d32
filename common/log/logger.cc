#include "common/log/logger.h"

#include <unistd.h>

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/log/quoted.h"

namespace bestand::log {
namespace {

constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};

// One write a line, so that lines of threads and processes never mix.
void ToStandardError(std::string_view line) {
  const std::string text = std::string(line) + "\n";
  for (size_t done = 0; done < text.size();) {
    const ssize_t count = write(STDERR_FILENO, text.data() + done, text.size() - done);
    if (count <= 0) return;
    done += static_cast<size_t>(count);
  }
}

}  // namespace

Field::Field(std::string_view name, std::string_view text) : name(name), json(Quoted(text)) {}
Field::Field(std::string_view name, bool value) : name(name), json(value ? "true" : "false") {}
Field::Field(std::string_view name, double value)
    : name(name), json(std::isfinite(value) ? absl::StrCat(value) : "null") {}
Field::Field(std::string_view name, int64_t value) : name(name), json(std::to_string(value)) {}

Field Field::Json(std::string_view name, std::string json) {
  Field field;
  field.name = name;
  field.json = std::move(json);
  return field;
}

Logger::Logger(std::string service, Level lowest, Sink sink)
    : service_(std::move(service)), lowest_(lowest), sink_(sink ? std::move(sink) : ToStandardError) {}

void Logger::Write(Level level, std::string_view message, std::initializer_list<Field> fields) const {
  if (!Writes(level)) return;
  std::string line = "{\"time\":\"";
  line += absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone());
  line += "\",\"level\":\"";
  line += kLevels[static_cast<int>(level)];
  line += "\",\"service\":" + Quoted(service_) + ",\"message\":" + Quoted(message);
  for (const Field& field : fields) line += "," + Quoted(field.name) + ":" + field.json;
  sink_(line + "}");
}

void Logger::Debug(std::string_view message, std::initializer_list<Field> fields) const {
  Write(Level::kDebug, message, fields);
}
void Logger::Info(std::string_view message, std::initializer_list<Field> fields) const {
  Write(Level::kInfo, message, fields);
}
void Logger::Warning(std::string_view message, std::initializer_list<Field> fields) const {
  Write(Level::kWarning, message, fields);
}
void Logger::Error(std::string_view message, std::initializer_list<Field> fields) const {
  Write(Level::kError, message, fields);
}

Level LevelOf(std::string_view name) {
  for (int i = 0; i < 4; ++i) {
    if (kLevels[i] == name) return static_cast<Level>(i);
  }
  return Level::kInfo;
}

}  // namespace bestand::log
