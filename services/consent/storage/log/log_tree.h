#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/storage/session.h"
#include "common/tlog/proof.h"
#include "common/tlog/tree.h"

namespace bestand::consent {

// The Merkle tree over the log's leaves as it grows within one transaction that holds the head row. One
// thread at a time; lives no longer than the transaction.
class LogTree {
 public:
  // Of the tree that the head row tells of. Fails when its edge does not fit its size.
  static absl::StatusOr<LogTree> Of(storage::Session& session, int64_t tree_size, std::string_view edge);

  // Adds leaves that a version of the service wrote which knew no tree, until the tree holds `size` of them.
  // Reads page by page.
  absl::Status CatchUp(int64_t size);

  // Adds leaves by their hashes, and stores the subtrees that they complete.
  absl::Status Append(std::span<const std::string> leaf_hashes);

  const tlog::Edge& edge() const { return edge_; }

 private:
  LogTree(storage::Session& session, tlog::Edge edge) : session_(&session), edge_(std::move(edge)) {}

  storage::Session* session_;
  tlog::Edge edge_;
};

// Reads subtrees of the log, for proofs; fails when one is missing.
absl::StatusOr<std::vector<std::string>> ReadNodes(storage::Session& session,
                                                   std::span<const tlog::NodeId> ids);

}  // namespace bestand::consent
