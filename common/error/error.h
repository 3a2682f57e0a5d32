#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand {

// What a failure is about, such as {"purpose", "newsletter"}; never personal data.
using Facts = std::map<std::string, std::string>;

// One field of a request that is wrong, named as in the proto: "customer", "lines[3].quantity".
struct FieldViolation {
  std::string field;
  std::string description;
};

// Returns a failure that a caller can act on. `reason` is a name from bestand/common/v1/errors.proto
// in UPPER_SNAKE; `message` says what is wrong with which value; what to do, in at most 200 characters.
absl::Status Failure(absl::StatusCode code, std::string_view reason, std::string_view message,
                     const Facts& facts = {});

// Returns FIELD_INVALID naming every violation; `violations` must not be empty.
absl::Status InvalidFields(const std::vector<FieldViolation>& violations);

// Returns the reason given to Failure(), or "" when the status carries none.
std::string ReasonOf(const absl::Status& status);

// Returns the facts given to Failure(); empty when the status carries none.
Facts FactsOf(const absl::Status& status);

// Returns the violations given to InvalidFields(); empty when the status carries none.
std::vector<FieldViolation> ViolationsOf(const absl::Status& status);

// The message as a std::string_view (Debian's absl::string_view is another type).
inline std::string_view MessageOf(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

}  // namespace bestand

#define BESTAND_JOIN_INNER(a, b) a##b
#define BESTAND_JOIN(a, b) BESTAND_JOIN_INNER(a, b)

// Returns from the enclosing function when `expression` is a status that is not OK.
#define RETURN_IF_ERROR(expression)                                         \
  do {                                                                      \
    if (absl::Status status_ = (expression); !status_.ok()) return status_; \
  } while (false)

// Declares or assigns `target` from a StatusOr, or returns its status from the enclosing function.
#define ASSIGN_OR_RETURN(target, expression) \
  BESTAND_ASSIGN_OR_RETURN(BESTAND_JOIN(status_or_, __LINE__), target, expression)

#define BESTAND_ASSIGN_OR_RETURN(holder, target, expression) \
  auto holder = (expression);                                \
  if (!holder.ok()) return holder.status();                  \
  target = std::move(holder).value()
