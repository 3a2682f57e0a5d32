#include "common/tlog/checkpoint.h"

#include <gtest/gtest.h>

#include "tests/common/tlog/naive_tree.h"

namespace bestand::tlog {
namespace {

const Signer kLog{"log.example", KeyKind::kNote, std::string(32, 'k')};

LogProof ProofOf(int64_t index, const StoredTree& tree) {
  return {index, *ProveInclusion(index, tree.edge.size(), tree.Reader()),
          SignCheckpoint(kLog, tree.edge.size(), tree.edge.Root())};
}

TEST(Checkpoint, HasTheFormOfC2sp) {
  EXPECT_EQ((Checkpoint{"log.example", 7, EmptyRoot()}).ToText(),
            "log.example\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
}

TEST(Checkpoint, OpensUnderTheLogsKeyAlone) {
  const std::string note = SignCheckpoint(kLog, 7, EmptyRoot());
  const auto opened = OpenCheckpoint(note, kLog.verifier());
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->size, 7);
  EXPECT_EQ(opened->root, EmptyRoot());
  EXPECT_FALSE(OpenCheckpoint(note, NewSigner("log.example").verifier()).has_value());
  EXPECT_FALSE(OpenCheckpoint(SignNote(kLog, "other.example\n7\n" + note.substr(14, 45)), kLog.verifier()));
}

TEST(Checkpoint, IgnoresExtensions) {
  const std::string text = Checkpoint{"log.example", 7, EmptyRoot()}.ToText() + "more\n";
  EXPECT_EQ(OpenCheckpoint(SignNote(kLog, text), kLog.verifier())->size, 7);
}

TEST(Checkpoint, IsReadOnlyInItsForm) {
  const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  for (const std::string& text : {std::string(), std::string("log\n7\n"), "log\n07\n" + root,
                                  "log\n-7\n" + root, "log\n+7\n" + root, "\n7\n" + root, "log\n7x\n" + root,
                                  std::string("log\n7\nAAAA\n"), "log\n99999999999999999999\n" + root}) {
    EXPECT_FALSE(Checkpoint::FromText(text).has_value()) << text;
  }
}

TEST(LogProof, HasTheFormOfC2sp) {
  const LogProof proof{5, {EmptyRoot()}, "note"};
  EXPECT_EQ(proof.ToText(),
            "c2sp.org/tlog-proof@v1\nindex 5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nnote");
}

TEST(LogProof, ProvesALeafByItself) {
  const auto leaves = SomeLeaves(100);
  const StoredTree tree(leaves);
  for (const int64_t index : {0, 41, 99}) {
    const auto proof = LogProof::FromText(ProofOf(index, tree).ToText());
    ASSERT_TRUE(proof.has_value());
    EXPECT_TRUE(VerifyLogProof(*proof, leaves[index], kLog.verifier()));
    EXPECT_FALSE(VerifyLogProof(*proof, leaves[index] + "x", kLog.verifier()));
    EXPECT_FALSE(VerifyLogProof(*proof, leaves[index], NewSigner("log.example").verifier()));
  }
}

TEST(LogProof, IsRefusedWithAnyByteChanged) {
  const auto leaves = SomeLeaves(11);
  const std::string text = ProofOf(5, StoredTree(leaves)).ToText();
  for (size_t place = 0; place < text.size(); ++place) {
    std::string forged = text;
    forged[place] = static_cast<char>(forged[place] ^ 1);
    const auto proof = LogProof::FromText(forged);
    EXPECT_FALSE(proof.has_value() && VerifyLogProof(*proof, leaves[5], kLog.verifier())) << place;
  }
}

TEST(LogProof, SkipsExtraData) {
  const auto leaves = SomeLeaves(3);
  std::string text = ProofOf(1, StoredTree(leaves)).ToText();
  text.insert(text.find('\n') + 1, "extra AAAA\n");
  EXPECT_TRUE(VerifyLogProof(*LogProof::FromText(text), leaves[1], kLog.verifier()));
}

TEST(LogProof, StaysBelowTwoKilobytesInATrillionLeaves) {
  const LogProof proof{0, Proof(40, EmptyRoot()), SignCheckpoint(kLog, int64_t{1} << 40, EmptyRoot())};
  EXPECT_LT(proof.ToText().size(), 2048);
}

}  // namespace
}  // namespace bestand::tlog
