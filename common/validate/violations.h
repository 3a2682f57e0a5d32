#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/error/error.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/money.pb.h"

namespace bestand {

// Limits of every string field that names nothing tighter.
inline constexpr size_t kMaxTextBytes = 4000;

enum class Sign { kAny, kNotNegative, kPositive };

// Collects everything that is wrong with one request. Fields are named as in the proto:
// "customer", "lines[3].quantity" (Indexed makes the latter). One thread at a time.
//
//     Violations found;
//     found.UnlessName("customer", request.customer(), "customers/*");
//     found.UnlessInRange("limit", request.limit(), 1, 100);
//     return found.ToStatus();
class Violations {
 public:
  // Adds one by hand; `description` goes on after the field's name: "must lie before end_time".
  void Add(std::string_view field, std::string_view description);
  // Adds `description` unless `holds`.
  void Unless(bool holds, std::string_view field, std::string_view description);

  // "customers/*": as many segments as the pattern, literal ones equal, "*" an id as in UnlessId.
  // The customer's id keeps its own rule. Required: an empty name is a violation.
  void UnlessName(std::string_view field, std::string_view value, std::string_view pattern);
  // The same, and empty is fine.
  void UnlessNameOrEmpty(std::string_view field, std::string_view value, std::string_view pattern);
  // 1 to 64 of A-Z a-z 0-9 . _ ~ -
  void UnlessCustomerId(std::string_view field, std::string_view value);
  // Our own ids: 1 to 63 of a-z 0-9 -, beginning and ending with a letter or digit.
  void UnlessId(std::string_view field, std::string_view value);
  // A UUID in text, 8-4-4-4-12 hex digits, either case; empty is fine (field not used).
  void UnlessUuid(std::string_view field, std::string_view value);

  // Not empty, and as UnlessText.
  void UnlessRequiredText(std::string_view field, std::string_view value, size_t most = kMaxTextBytes);
  // UTF-8 of at most `most` bytes without NUL and other control characters; empty is fine.
  void UnlessText(std::string_view field, std::string_view value, size_t most = kMaxTextBytes);
  // The same, with line ends and tabs allowed.
  void UnlessLines(std::string_view field, std::string_view value, size_t most = kMaxTextBytes);

  void UnlessInRange(std::string_view field, int64_t value, int64_t least, int64_t most);
  // Finite, and within [least, most].
  void UnlessInRange(std::string_view field, double value, double least, double most);
  void UnlessAtMost(std::string_view field, int64_t value, int64_t most);
  // An enum that is set to a value this version knows.
  void UnlessKnown(std::string_view field, int value, bool (*is_valid)(int));
  // 1 to `most` items in a repeated field; 1,000 at most unless told.
  void UnlessBatch(std::string_view field, int count, int most = 1000);
  // `page_size`: 0 stands for the default and too many for the cap, so only negative is wrong.
  void UnlessPageSize(int32_t page_size);

  // Currency of 3 upper-case letters, nanos within +-999,999,999 with the sign of units, no more
  // decimals than the currency has, minor units within an int64.
  void UnlessMoney(std::string_view field, const google::type::Money& value, Sign sign = Sign::kAny);
  // From year 1900 to year 2199, nanos within [0, 999,999,999].
  void UnlessTime(std::string_view field, const google::protobuf::Timestamp& value);
  // Well formed, and within [least, most].
  void UnlessDuration(std::string_view field, const google::protobuf::Duration& value, absl::Duration least,
                      absl::Duration most);

  bool empty() const { return found_.empty(); }
  // OK, or FIELD_INVALID naming all that was collected.
  absl::Status ToStatus() const;

 private:
  std::vector<FieldViolation> found_;
};

// Returns "lines[3].quantity" of "lines", 3, "quantity"; "lines[3]" without a member.
std::string Indexed(std::string_view field, int index, std::string_view member = "");

}  // namespace bestand
