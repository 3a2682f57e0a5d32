#include "common/tlog/proof.h"

#include <gtest/gtest.h>

#include "tests/common/tlog/naive_tree.h"

namespace bestand::tlog {
namespace {

constexpr int kSizes = 512, kPairs = 256;

TEST(Inclusion, IsProvedAtAllSizes) {
  const auto leaves = SomeLeaves(kSizes);
  const StoredTree tree(leaves);
  for (int64_t size = 1; size <= kSizes; ++size) {
    for (int64_t index = 0; index < size; ++index) {
      const auto proof = ProveInclusion(index, size, tree.Reader());
      ASSERT_TRUE(proof.ok());
      const std::string hash = LeafHash(leaves[index]);
      ASSERT_TRUE(VerifyInclusion({index, size, hash, tree.RootAt(size)}, *proof)) << index << " of " << size;
    }
  }
}

TEST(Inclusion, IsTheProofOfTheRecursion) {
  const auto leaves = SomeLeaves(140);
  const StoredTree tree(leaves);
  for (size_t size = 1; size <= leaves.size(); ++size) {
    for (size_t index = 0; index < size; ++index) {
      ASSERT_EQ(*ProveInclusion(index, size, tree.Reader()), NaivePath(index, std::span(leaves).first(size)));
    }
  }
}

TEST(Inclusion, RefusesEveryOtherClaim) {
  const auto leaves = SomeLeaves(60);
  const StoredTree tree(leaves);
  for (int64_t size = 1; size <= 60; ++size) {
    const int64_t index = (7 * size) % size / 2 + size / 3;
    const Proof proof = *ProveInclusion(index, size, tree.Reader());
    const std::string hash = LeafHash(leaves[index]), root = tree.RootAt(size);
    ASSERT_TRUE(VerifyInclusion({index, size, hash, root}, proof));
    EXPECT_FALSE(VerifyInclusion({index + 1, size, hash, root}, proof));
    EXPECT_FALSE(VerifyInclusion({index - 1, size, hash, root}, proof));
    EXPECT_FALSE(VerifyInclusion({index, size, LeafHash("other"), root}, proof));
    EXPECT_FALSE(VerifyInclusion({index, size, hash, LeafHash("other")}, proof));
    EXPECT_FALSE(VerifyInclusion({-1, size, hash, root}, proof));
    EXPECT_FALSE(VerifyInclusion({size, size, hash, root}, proof));
  }
}

// Calls `check` with every proof made of `proof` by one small change.
void ForEveryForgery(const Proof& proof, const std::function<void(const Proof&)>& check) {
  for (size_t i = 0; i < proof.size(); ++i) {
    Proof forged = proof;
    forged[i][i % 32] ^= 1;
    check(forged);
    forged = proof;
    forged.erase(forged.begin() + static_cast<std::ptrdiff_t>(i));
    check(forged);
    forged = proof;
    forged[i].pop_back();
    check(forged);
    forged = proof;
    if (i > 0) std::swap(forged[i], forged[i - 1]);
    if (i > 0) check(forged);
  }
  Proof longer = proof;
  longer.push_back(std::string(32, 'x'));
  check(longer);
  longer = proof;
  longer.insert(longer.begin(), std::string(32, 'x'));
  check(longer);
}

TEST(Inclusion, RefusesForgedAndTruncatedProofs) {
  const auto leaves = SomeLeaves(70);
  const StoredTree tree(leaves);
  for (int64_t size = 1; size <= 70; ++size) {
    for (int64_t index = 0; index < size; index += 3) {
      const std::string hash = LeafHash(leaves[index]);
      ForEveryForgery(*ProveInclusion(index, size, tree.Reader()), [&](const Proof& forged) {
        EXPECT_FALSE(VerifyInclusion({index, size, hash, tree.RootAt(size)}, forged));
      });
    }
  }
}

TEST(Consistency, IsProvedForAllPairs) {
  const auto leaves = SomeLeaves(kPairs);
  const StoredTree tree(leaves);
  for (int64_t second = 0; second <= kPairs; ++second) {
    for (int64_t first = 0; first <= second; ++first) {
      const auto proof = ProveConsistency(first, second, tree.Reader());
      ASSERT_TRUE(proof.ok());
      ASSERT_TRUE(VerifyConsistency({first, second, tree.RootAt(first), tree.RootAt(second)}, *proof))
          << first << " of " << second;
    }
  }
}

TEST(Consistency, IsTheProofOfTheRecursion) {
  const auto leaves = SomeLeaves(kPairs);
  const StoredTree tree(leaves);
  for (size_t second = 1; second <= leaves.size(); second += second < 40 ? 1 : 27) {
    for (size_t first = 1; first < second; ++first) {
      ASSERT_EQ(*ProveConsistency(first, second, tree.Reader()),
                NaiveSubproof(first, std::span(leaves).first(second), true));
    }
  }
}

TEST(Consistency, RefusesForgedAndTruncatedProofs) {
  const StoredTree tree(SomeLeaves(70));
  for (int64_t second = 2; second <= 70; ++second) {
    for (int64_t first = 1; first < second; first += 2) {
      ForEveryForgery(*ProveConsistency(first, second, tree.Reader()), [&](const Proof& forged) {
        EXPECT_FALSE(VerifyConsistency({first, second, tree.RootAt(first), tree.RootAt(second)}, forged))
            << first << " of " << second;
      });
    }
  }
}

TEST(Consistency, RefusesTreesThatForked) {
  auto leaves = SomeLeaves(40);
  const StoredTree before(leaves);
  leaves[20] = "another past";
  const StoredTree forked(leaves);
  for (int64_t first = 21; first < 40; ++first) {
    const Proof proof = *ProveConsistency(first, 40, forked.Reader());
    EXPECT_FALSE(VerifyConsistency({first, 40, before.RootAt(first), forked.RootAt(40)}, proof));
  }
  EXPECT_FALSE(VerifyConsistency({40, 40, before.RootAt(40), forked.RootAt(40)}, {}));
  EXPECT_FALSE(VerifyConsistency({0, 40, before.RootAt(1), forked.RootAt(40)}, {}));
  EXPECT_FALSE(VerifyConsistency({5, 4, before.RootAt(5), before.RootAt(4)}, {}));
}

TEST(Proofs, FailAsTheirReaderDoes) {
  const auto away = [](std::span<const NodeId>) -> absl::StatusOr<std::vector<std::string>> {
    return absl::UnavailableError("away");
  };
  EXPECT_EQ(ProveInclusion(1, 3, away).status().code(), absl::StatusCode::kUnavailable);
  const auto lacking = [](std::span<const NodeId>) { return std::vector<std::string>{}; };
  EXPECT_EQ(ProveConsistency(1, 3, lacking).status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace bestand::tlog
