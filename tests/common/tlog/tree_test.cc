#include "common/tlog/tree.h"

#include <gtest/gtest.h>

#include "common/id/encoding.h"
#include "tests/common/tlog/naive_tree.h"

namespace bestand::tlog {
namespace {

// The leaves and roots that implementations of RFC 6962 have shared since 2013 (certificate-transparency).
const std::vector<std::string> kKnownLeaves = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kKnownRoots = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Edge, HasTheKnownRoots) {
  Edge edge;
  std::vector<Node> completed;
  EXPECT_EQ(ToHex(edge.Root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (size_t i = 0; i < kKnownLeaves.size(); ++i) {
    edge.Append(LeafHash(*FromHex(kKnownLeaves[i])), completed);
    EXPECT_EQ(ToHex(edge.Root()), kKnownRoots[i]) << i;
  }
  EXPECT_EQ(completed.size(), 7);
}

TEST(Edge, AgreesWithTheRecursionAtAllSizes) {
  const auto leaves = SomeLeaves(300);
  const StoredTree tree(leaves);
  for (size_t size = 1; size <= leaves.size(); ++size) {
    EXPECT_EQ(tree.roots[size - 1], NaiveRoot(std::span(leaves).first(size))) << size;
  }
}

TEST(Edge, CompletesEveryCompleteSubtreeOnce) {
  const auto leaves = SomeLeaves(100);
  const StoredTree tree(leaves);
  size_t expected = 0;
  for (int level = 0; level < 7; ++level) {
    for (int64_t index = 0; (index + 1) << level <= 100; ++index) {
      const auto subtree = std::span(leaves).subspan(index << level, size_t{1} << level);
      EXPECT_EQ(tree.nodes.at({level, index}), NaiveRoot(subtree));
      ++expected;
    }
  }
  EXPECT_EQ(tree.nodes.size(), expected);
}

TEST(Edge, GoesOnFromItsHashes) {
  const auto leaves = SomeLeaves(77);
  const StoredTree whole(leaves);
  const StoredTree half(SomeLeaves(43));
  auto edge = Edge::Of(43, half.edge.hashes());
  ASSERT_TRUE(edge.has_value());
  std::vector<Node> completed;
  for (size_t i = 43; i < leaves.size(); ++i) edge->Append(LeafHash(leaves[i]), completed);
  EXPECT_EQ(edge->Root(), whole.edge.Root());
  for (const Node& node : completed) EXPECT_EQ(node.hash, whole.nodes.at(node.id));
}

TEST(Edge, RefusesHashesThatDoNotFitTheSize) {
  EXPECT_FALSE(Edge::Of(3, std::string(32, 'x')).has_value());
  EXPECT_FALSE(Edge::Of(1, std::string(33, 'x')).has_value());
  EXPECT_FALSE(Edge::Of(-1, "").has_value());
  EXPECT_TRUE(Edge::Of(0, "").has_value());
}

}  // namespace
}  // namespace bestand::tlog
