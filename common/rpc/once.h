#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/idempotency/replays.h"
#include "common/rpc/runtime.h"
#include "google/protobuf/message.h"

namespace bestand::rpc {

// One attempt at a mutation.
struct Attempt {
  const google::protobuf::Message& request;
  std::string_view request_id;  // "" for none
  std::string_view caller;
};

// Fills `response` with what was stored for the same attempt; returns false when nothing is, or nothing
// yet. What comes before a wait for others that must not occupy the database.
absl::StatusOr<bool> FindAnswer(Runtime& runtime, const Attempt& attempt,
                                google::protobuf::Message& response);
// Returns what makes the attempt the same attempt; nothing where request ids protect nothing, or when there
// is none.
std::optional<idempotency::ReplayKey> ReplayKeyOf(Runtime& runtime, const Attempt& attempt);

// Runs `work`, which fills `response`, unless the same attempt succeeded before: then fills
// `response` with what was stored. What AnswerOnce is made of.
absl::Status Once(Runtime& runtime, const Attempt& attempt, google::protobuf::Message& response,
                  absl::FunctionRef<absl::Status()> work);

}  // namespace bestand::rpc
