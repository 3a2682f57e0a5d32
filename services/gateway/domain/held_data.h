#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/domain/desk.h"

namespace bestand::gateway {

// One thing that is held about a person.
struct HeldRecord {
  enum class Part { kRow, kWording, kEvent };  // in the order in which they come
  Part part = Part::kRow;
  std::string name;                // of the table, of the wording; the event's kind
  std::optional<absl::Time> time;  // of an event
  std::vector<std::pair<std::string, std::string>> values;
  std::string json;  // the whole of it, on one line
};

// All that is held about a person, a few records at a time. One thread at a time.
class HeldData {
 public:
  virtual ~HeldData() = default;

  // Returns the next ones, none at the end. Waits; fails when they cannot be read to the end.
  virtual absl::StatusOr<std::vector<HeldRecord>> Next() = 0;
};

// Where people get what is held about them. Threads may share it.
class DataDesk {
 public:
  virtual ~DataDesk() = default;

  // By a preferences link; recorded there. Of somebody who was erased nothing comes. Fails with LINK_UNKNOWN,
  // HANDED_OUT_OFTEN, or when the service does not answer.
  virtual absl::StatusOr<std::unique_ptr<HeldData>> HandOut(std::string_view token,
                                                            const Visitor& visitor) = 0;
};

}  // namespace bestand::gateway
