#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace bestand::gateway {

// Says when a form was given out, so that one that comes back faster than a person types, or a day later, or
// that we never gave out, is known. Threads may share it.
class FormStamp {
 public:
  // `key` is the same for all replicas.
  explicit FormStamp(std::string key) : key_(std::move(key)) {}

  enum class Age {
    kUnknown,  // not ours, or older than a day
    kTooYoung,
    kFine,
  };

  // Returns a stamp of letters, digits, '.', '-' and '_'.
  std::string At(absl::Time now) const;
  Age AgeOf(std::string_view stamp, absl::Time now) const;

 private:
  const std::string key_;
};

}  // namespace bestand::gateway
