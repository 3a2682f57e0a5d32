#include "common/tlog/tree.h"

#include <bit>
#include <utility>

#include "common/id/digest.h"

namespace bestand::tlog {

std::string LeafHash(std::string_view leaf) { return Sha256(std::string(1, '\x00').append(leaf)); }

std::string NodeHash(std::string_view left, std::string_view right) {
  return Sha256(std::string(1, '\x01').append(left).append(right));
}

std::string EmptyRoot() { return Sha256(""); }

std::vector<NodeId> SubtreesOf(int64_t begin, int64_t end) {
  std::vector<NodeId> subtrees;
  while (begin < end) {
    const int level = std::bit_width(static_cast<uint64_t>(end - begin)) - 1;
    subtrees.push_back({level, begin >> level});
    begin += int64_t{1} << level;
  }
  return subtrees;
}

std::string RootOf(const std::vector<std::string>& subtrees) {
  if (subtrees.empty()) return EmptyRoot();
  std::string root = subtrees.back();
  for (size_t i = subtrees.size() - 1; i-- > 0;) root = NodeHash(subtrees[i], root);
  return root;
}

std::optional<Edge> Edge::Of(int64_t size, std::string_view hashes) {
  const auto count = static_cast<size_t>(std::popcount(static_cast<uint64_t>(size)));
  if (size < 0 || hashes.size() != count * kHashBytes) return std::nullopt;
  Edge edge;
  edge.size_ = size;
  for (; !hashes.empty(); hashes.remove_prefix(kHashBytes)) {
    edge.subtrees_.emplace_back(hashes.substr(0, kHashBytes));
  }
  return edge;
}

void Edge::Append(std::string leaf_hash, std::vector<Node>& completed) {
  subtrees_.push_back(std::move(leaf_hash));
  int level = 0;
  // Like a carry: each trailing one of the size is a subtree that now gets its right half.
  for (int64_t rest = size_++; (rest & 1) != 0; rest >>= 1) {
    const std::string right = std::move(subtrees_.back());
    subtrees_.pop_back();
    subtrees_.back() = NodeHash(subtrees_.back(), right);
    ++level;
    completed.push_back({{level, (size_ >> level) - 1}, subtrees_.back()});
  }
}

std::string Edge::hashes() const {
  std::string all;
  for (const std::string& hash : subtrees_) all += hash;
  return all;
}

}  // namespace bestand::tlog
