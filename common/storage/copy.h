#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/session.h"

namespace bestand::storage {

// Writes rows into a table as fast as PostgreSQL takes them: COPY … FROM STDIN (FORMAT binary).
// Memory stays bounded, since it waits for the server. The column types must be exactly those of the
// calls, in the statement's order. One thread at a time; nothing else may run on the session until
// Finish. Left unfinished, nothing is stored.
//
//   BinaryCopy copy(session, sql::kCopyScores);
//   for (…) { copy.StartRow(3); copy.Text(id); copy.Float8(score); copy.Time(now); }
//   ASSIGN_OR_RETURN(const int64_t rows, copy.Finish());
//
// The first failure is kept and returned by Finish; calls after it do nothing.
class BinaryCopy {
 public:
  BinaryCopy(Session& session, const Statement& statement);
  ~BinaryCopy();
  BinaryCopy(const BinaryCopy&) = delete;
  BinaryCopy& operator=(const BinaryCopy&) = delete;

  void StartRow(int columns);
  void Int2(int16_t number);          // smallint
  void Int4(int32_t number);          // integer
  void Int8(int64_t number);          // bigint
  void Float4(float number);          // real
  void Float8(double number);         // double precision
  void Bool(bool flag);               // boolean
  void Text(std::string_view text);   // text, varchar; a NUL byte fails with FIELD_INVALID
  void Bytes(std::string_view data);  // bytea
  void Time(absl::Time time);         // timestamptz
  void Uuid(std::string_view uuid);   // uuid, in the text form of NewUuid()
  void Null();

  bool ok() const { return status_.ok(); }

  // Ends the COPY and returns how many rows were stored.
  absl::StatusOr<int64_t> Finish();

 private:
  void Length(int32_t length);
  template <typename Unsigned>
  void Raw(Unsigned number);
  void Send();

  Session& session_;
  const Statement statement_;
  absl::Status status_;
  bool open_ = false;
  std::string buffer_;
};

}  // namespace bestand::storage
