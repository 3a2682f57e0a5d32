#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestand::tlog {

// The Merkle tree of RFC 6962, section 2.1 (RFC 9162 has the same), over SHA-256. A hash is 32 bytes.

inline constexpr size_t kHashBytes = 32;

// Returns SHA-256(0x00 ‖ leaf).
std::string LeafHash(std::string_view leaf);

// Returns SHA-256(0x01 ‖ left ‖ right).
std::string NodeHash(std::string_view left, std::string_view right);

// Returns the root over no leaves: SHA-256 of nothing.
std::string EmptyRoot();

// The place of a complete subtree: the leaves [index << level, (index + 1) << level).
struct NodeId {
  int level = 0;
  int64_t index = 0;

  auto operator<=>(const NodeId&) const = default;
};

// A complete subtree and its root.
struct Node {
  NodeId id;
  std::string hash;
};

// Returns the complete subtrees that [begin, end) consists of, left to right. `begin` must be a multiple of
// the largest power of two below end - begin, as it is in every proof and when it is 0.
std::vector<NodeId> SubtreesOf(int64_t begin, int64_t end);

// Returns the root over subtrees as SubtreesOf lists them; EmptyRoot() for none.
std::string RootOf(const std::vector<std::string>& subtrees);

// The right edge of a tree: all that is needed to append. One thread at a time.
class Edge {
 public:
  // Of the empty tree.
  Edge() = default;

  // Of a tree of `size` leaves whose hashes() were `hashes`; nothing when their number does not fit.
  static std::optional<Edge> Of(int64_t size, std::string_view hashes);

  // Appends a leaf by its hash; adds the subtrees above the leaf that it completes to `completed`.
  void Append(std::string leaf_hash, std::vector<Node>& completed);

  int64_t size() const { return size_; }
  std::string Root() const { return RootOf(subtrees_); }
  std::string hashes() const;  // one after the other

 private:
  int64_t size_ = 0;
  std::vector<std::string> subtrees_;  // of SubtreesOf(0, size_)
};

}  // namespace bestand::tlog
