#include "common/tlog/proof.h"

#include <bit>
#include <utility>

#include "common/error/error.h"

namespace bestand::tlog {
namespace {

struct Range {
  int64_t begin = 0, end = 0;
};

// The size of the left subtree: the largest power of two below `size`, which is at least 2.
int64_t LeftOf(int64_t size) { return static_cast<int64_t>(std::bit_floor(static_cast<uint64_t>(size - 1))); }

// PATH of RFC 6962, from the root down.
std::vector<Range> InclusionRanges(int64_t index, Range tree) {
  std::vector<Range> siblings;
  while (tree.end - tree.begin > 1) {
    const int64_t middle = tree.begin + LeftOf(tree.end - tree.begin);
    const bool left = index < middle;
    siblings.push_back(left ? Range{middle, tree.end} : Range{tree.begin, middle});
    left ? tree.end = middle : tree.begin = middle;
  }
  return siblings;
}

// SUBPROOF of RFC 6962, from the root down; what both trees share on the left is left out.
std::vector<Range> ConsistencyRanges(int64_t first, Range tree) {
  std::vector<Range> siblings;
  bool from_start = true;
  while (tree.end != first) {
    const int64_t middle = tree.begin + LeftOf(tree.end - tree.begin);
    const bool left = first <= middle;
    siblings.push_back(left ? Range{middle, tree.end} : Range{tree.begin, middle});
    left ? tree.end = middle : tree.begin = middle;
    from_start = from_start && left;
  }
  if (!from_start) siblings.push_back(tree);
  return siblings;
}

// The roots of the ranges, the last first.
absl::StatusOr<Proof> RootsOf(const std::vector<Range>& ranges, const ReadNodes& read) {
  std::vector<NodeId> ids;
  for (const Range& range : ranges) {
    for (const NodeId& id : SubtreesOf(range.begin, range.end)) ids.push_back(id);
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> hashes, read(ids));
  if (hashes.size() != ids.size()) return absl::InternalError("the log lacks nodes of its tree");
  Proof proof(ranges.size());
  auto next = hashes.begin();
  for (size_t i = 0; i < ranges.size(); ++i) {
    const auto count = static_cast<std::ptrdiff_t>(SubtreesOf(ranges[i].begin, ranges[i].end).size());
    proof[ranges.size() - 1 - i] = RootOf({next, next + count});
    next += count;
  }
  return proof;
}

// The way from a leaf to the root: `here` is the subtree's place on its level, `last` that of the last one.
struct Climb {
  int64_t here, last;

  bool AtRoot() const { return last == 0; }
  bool SiblingIsLeft() const { return (here & 1) != 0 || here == last; }
  void Up() {
    if (SiblingIsLeft()) {
      while ((here & 1) == 0 && here != 0) Shift();
    }
    Shift();
  }
  void Shift() {
    here >>= 1;
    last >>= 1;
  }
};

}  // namespace

absl::StatusOr<Proof> ProveInclusion(int64_t index, int64_t size, const ReadNodes& read) {
  return RootsOf(InclusionRanges(index, {0, size}), read);
}

absl::StatusOr<Proof> ProveConsistency(int64_t first, int64_t second, const ReadNodes& read) {
  if (first == 0 || first == second) return Proof{};
  return RootsOf(ConsistencyRanges(first, {0, second}), read);
}

bool VerifyInclusion(const Inclusion& claim, const Proof& proof) {
  if (claim.index < 0 || claim.index >= claim.size) return false;
  Climb climb{claim.index, claim.size - 1};
  std::string hash(claim.leaf_hash);
  for (const std::string& sibling : proof) {
    if (climb.AtRoot() || sibling.size() != kHashBytes) return false;
    hash = climb.SiblingIsLeft() ? NodeHash(sibling, hash) : NodeHash(hash, sibling);
    climb.Up();
  }
  return climb.AtRoot() && hash == claim.root;
}

bool VerifyConsistency(const Consistency& claim, const Proof& proof) {
  const auto& [first, second, first_root, second_root] = claim;
  if (first < 0 || first > second) return false;
  if (first == second) return proof.empty() && first_root == second_root;
  if (first == 0) return proof.empty() && first_root == EmptyRoot();

  Climb climb{first - 1, second - 1};
  while ((climb.here & 1) != 0) climb.Shift();
  auto next = proof.begin();
  const bool whole = std::has_single_bit(static_cast<uint64_t>(first));  // the first tree is the first node
  if (!whole && next == proof.end()) return false;
  std::string first_hash = whole ? std::string(first_root) : *next++;
  std::string second_hash = first_hash;
  for (; next != proof.end(); ++next) {
    if (climb.AtRoot() || next->size() != kHashBytes) return false;
    if (climb.SiblingIsLeft()) first_hash = NodeHash(*next, first_hash);
    second_hash = climb.SiblingIsLeft() ? NodeHash(*next, second_hash) : NodeHash(second_hash, *next);
    climb.Up();
  }
  return climb.AtRoot() && first_hash == first_root && second_hash == second_root;
}

}  // namespace bestand::tlog
