#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::customer_profile {

// As in the proto, with the same numbers.
enum class ChangeKind { kUnspecified, kCustomer, kPurchases, kInteraction, kGiftContext };

// One change of one customer.
struct CustomerChange {
  ChangeKind kind = ChangeKind::kUnspecified;
  std::string customer_id;
};

// Changes in order and the place behind them.
struct ChangeChunk {
  std::vector<CustomerChange> changes;
  int64_t position = 0;
};

// The changes of this service. Threads may share it.
class ChangeStore {
 public:
  virtual ~ChangeStore() = default;

  // Returns at most 1,000 changes behind a position (0: from the very first one); waits for one up to
  // `patience`, then returns none. Fails with CURSOR_UNKNOWN for a position that was never given out or
  // behind which changes are kept no more, 0 not excepted: the fact `oldest_cursor` is the cursor to go on
  // from after everything was read anew.
  virtual absl::StatusOr<ChangeChunk> AwaitAfter(int64_t position, absl::Duration patience) = 0;
};

// A position as callers keep it: opaque, and told from anything we did not write.
std::string ToCursor(int64_t position);

// The reverse of ToCursor. Fails with CURSOR_UNKNOWN.
absl::StatusOr<int64_t> FromCursor(std::string_view cursor);

}  // namespace bestand::customer_profile
