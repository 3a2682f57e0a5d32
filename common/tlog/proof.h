#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/tlog/tree.h"

namespace bestand::tlog {

// Hashes, as RFC 6962 orders them.
using Proof = std::vector<std::string>;

// Returns the hashes of complete subtrees, in the order asked.
using ReadNodes = std::function<absl::StatusOr<std::vector<std::string>>(std::span<const NodeId>)>;

// Returns the proof that leaf `index` is in the tree of the first `size` leaves (RFC 6962, section 2.1.1);
// 0 <= index < size. Reads nodes once. Fails as `read` does.
absl::StatusOr<Proof> ProveInclusion(int64_t index, int64_t size, const ReadNodes& read);

// Returns the proof that the tree of the first `second` leaves begins with that of the first `first` (section
// 2.1.2); 0 <= first <= second. Empty when there is nothing to prove: first is 0 or second.
absl::StatusOr<Proof> ProveConsistency(int64_t first, int64_t second, const ReadNodes& read);

// What an inclusion proof claims.
struct Inclusion {
  int64_t index = 0, size = 0;
  std::string_view leaf_hash, root;
};

// Says whether `proof` proves it (RFC 9162, section 2.1.3.2). False for whatever makes no sense.
bool VerifyInclusion(const Inclusion& claim, const Proof& proof);

// What a consistency proof claims.
struct Consistency {
  int64_t first = 0, second = 0;
  std::string_view first_root, second_root;
};

// Says whether `proof` proves it (RFC 9162, section 2.1.4.2). Every tree begins with the empty one, whose
// root must be EmptyRoot().
bool VerifyConsistency(const Consistency& claim, const Proof& proof);

}  // namespace bestand::tlog
