#include "common/storage/copy.h"

#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <memory>

#include "common/error/error.h"
#include "common/id/encoding.h"
#include "common/id/id.h"
#include "common/storage/watch.h"
#include "common/time/clock.h"
#include "common/time/deadline.h"

namespace bestand::storage {
namespace {

constexpr size_t kBufferBytes = 256 * 1024;
constexpr int64_t kMicrosTo2000 = 946684800000000;  // PostgreSQL counts from 2000-01-01
constexpr std::string_view kHeader("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);

using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;

// Takes every result that is left, so that the session can be used again; returns the first.
Result Drain(pg_conn* connection) {
  Result first(PQgetResult(connection), PQclear);
  while (Result next{PQgetResult(connection), PQclear}) continue;
  return first;
}

}  // namespace

BinaryCopy::BinaryCopy(Session& session, const Statement& statement)
    : session_(session), statement_(statement), status_(session.Prepare(absl::InfiniteDuration())) {
  if (!status_.ok()) return;
  const Watch watch(session_.connection(), CurrentDeadline());
  Result result(PQexec(session_.connection(), statement.sql), PQclear);
  open_ = PQresultStatus(result.get()) == PGRES_COPY_IN;
  if (!open_) status_ = session_.FailureOf(result.get(), statement.name);
  buffer_.reserve(kBufferBytes + 1024);
  buffer_ = kHeader;
}

BinaryCopy::~BinaryCopy() {
  if (!open_) return;
  const Watch watch(session_.connection(), CurrentDeadline());
  PQputCopyEnd(session_.connection(), "left unfinished");
  session_.FailureOf(Drain(session_.connection()).get(), statement_.name).IgnoreError();
}

void BinaryCopy::StartRow(int columns) {
  if (buffer_.size() >= kBufferBytes) Send();
  Raw(static_cast<uint16_t>(columns));
}

void BinaryCopy::Int2(int16_t number) {
  Length(2);
  Raw(static_cast<uint16_t>(number));
}

void BinaryCopy::Int4(int32_t number) {
  Length(4);
  Raw(static_cast<uint32_t>(number));
}

void BinaryCopy::Int8(int64_t number) {
  Length(8);
  Raw(static_cast<uint64_t>(number));
}

void BinaryCopy::Float4(float number) {
  Length(4);
  Raw(std::bit_cast<uint32_t>(number));
}

void BinaryCopy::Float8(double number) {
  Length(8);
  Raw(std::bit_cast<uint64_t>(number));
}

void BinaryCopy::Bool(bool flag) {
  Length(1);
  buffer_ += static_cast<char>(flag);
}

void BinaryCopy::Text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos && status_.ok()) {
    status_ = InvalidFields({{statement_.name, "a text holds a NUL byte; remove it"}});
  }
  Bytes(text);
}

void BinaryCopy::Bytes(std::string_view data) {
  Length(static_cast<int32_t>(data.size()));
  buffer_ += data;
}

void BinaryCopy::Time(absl::Time time) {
  const int64_t micros = ToMicros(time);
  const bool infinite = time == absl::InfiniteFuture() || time == absl::InfinitePast();
  Int8(infinite ? micros : micros - kMicrosTo2000);
}

void BinaryCopy::Uuid(std::string_view uuid) {
  std::string digits;
  for (const char letter : uuid) {
    if (letter != '-') digits += letter;
  }
  const std::optional<std::string> bytes = FromHex(digits);
  if (!IsUuid(uuid) && status_.ok()) {
    status_ = InvalidFields({{statement_.name, "an id is no UUID; write it in lower case"}});
  }
  Bytes(bytes.value_or(""));
}

void BinaryCopy::Null() { Length(-1); }

absl::StatusOr<int64_t> BinaryCopy::Finish() {
  Raw(static_cast<uint16_t>(-1));
  Send();
  if (!open_) return status_;
  open_ = false;
  const Watch watch(session_.connection(), CurrentDeadline());
  PQputCopyEnd(session_.connection(), status_.ok() ? nullptr : "refused by the program");
  const Result result = Drain(session_.connection());
  const bool stored = PQresultStatus(result.get()) == PGRES_COMMAND_OK;
  if (!stored) {
    const absl::Status failure = session_.FailureOf(result.get(), statement_.name);
    if (status_.ok()) status_ = failure;
  }
  if (!status_.ok()) return status_;
  int64_t rows = 0;
  const std::string_view count = PQcmdTuples(result.get());
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

void BinaryCopy::Length(int32_t length) { Raw(static_cast<uint32_t>(length)); }

// Appends in network order, the highest byte first.
template <typename Unsigned>
void BinaryCopy::Raw(Unsigned number) {
  char bytes[sizeof(Unsigned)];
  for (size_t place = 0; place < sizeof(Unsigned); ++place) {
    bytes[place] = static_cast<char>(number >> (8 * (sizeof(Unsigned) - 1 - place)));
  }
  buffer_.append(bytes, sizeof bytes);
}

void BinaryCopy::Send() {
  const Watch watch(session_.connection(), CurrentDeadline());
  if (status_.ok() &&
      PQputCopyData(session_.connection(), buffer_.data(), static_cast<int>(buffer_.size())) != 1) {
    open_ = false;
    status_ = session_.FailureOf(Drain(session_.connection()).get(), statement_.name);
  }
  buffer_.clear();
}

}  // namespace bestand::storage
