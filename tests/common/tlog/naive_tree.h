#pragma once

#include <bit>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "common/tlog/proof.h"
#include "common/tlog/tree.h"

namespace bestand::tlog {

// RFC 6962, section 2.1, word for word: slow and plain.
inline std::string NaiveRoot(std::span<const std::string> leaves) {
  if (leaves.empty()) return EmptyRoot();
  if (leaves.size() == 1) return LeafHash(leaves[0]);
  const size_t k = std::bit_floor(leaves.size() - 1);
  return NodeHash(NaiveRoot(leaves.first(k)), NaiveRoot(leaves.subspan(k)));
}

inline Proof NaivePath(size_t m, std::span<const std::string> leaves) {
  if (leaves.size() == 1) return {};
  const size_t k = std::bit_floor(leaves.size() - 1);
  Proof path = m < k ? NaivePath(m, leaves.first(k)) : NaivePath(m - k, leaves.subspan(k));
  path.push_back(NaiveRoot(m < k ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

inline Proof NaiveSubproof(size_t m, std::span<const std::string> leaves, bool whole) {
  if (m == leaves.size()) return whole ? Proof{} : Proof{NaiveRoot(leaves)};
  const size_t k = std::bit_floor(leaves.size() - 1);
  Proof proof =
      m <= k ? NaiveSubproof(m, leaves.first(k), whole) : NaiveSubproof(m - k, leaves.subspan(k), false);
  proof.push_back(NaiveRoot(m <= k ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}

// A tree that keeps its nodes as the log's storage does: those of complete subtrees.
struct StoredTree {
  explicit StoredTree(std::span<const std::string> leaves) {
    for (const std::string& leaf : leaves) {
      nodes[{0, edge.size()}] = LeafHash(leaf);
      std::vector<Node> completed;
      edge.Append(LeafHash(leaf), completed);
      for (const Node& node : completed) nodes[node.id] = node.hash;
      roots.push_back(edge.Root());
    }
  }

  ReadNodes Reader() const {
    return [this](std::span<const NodeId> ids) {
      std::vector<std::string> hashes;
      for (const NodeId& id : ids) hashes.push_back(nodes.at(id));
      return hashes;
    };
  }

  std::string RootAt(int64_t size) const { return size == 0 ? EmptyRoot() : roots[size - 1]; }

  Edge edge;
  std::map<NodeId, std::string> nodes;
  std::vector<std::string> roots;  // after each leaf
};

inline std::vector<std::string> SomeLeaves(int count) {
  std::vector<std::string> leaves;
  for (int i = 0; i < count; ++i) leaves.push_back("leaf " + std::to_string(i));
  return leaves;
}

}  // namespace bestand::tlog
