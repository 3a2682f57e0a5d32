#include "services/consent/storage/log_appender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/encoding.h"
#include "common/tlog/checkpoint.h"
#include "services/consent/storage/statements.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;
using storage::Statement;

struct StoredLog {
  int64_t size = 0, tree_size = 0;
  std::string edge, checkpoint;
  std::vector<std::string> leaf_hashes;
  std::map<tlog::NodeId, std::string> nodes;
};

StoredLog ReadLog(ConsentHouse& house) {
  static constexpr Statement kHead{"test_head", "SELECT size, tree_size, edge, checkpoint FROM log_head"};
  static constexpr Statement kLeaves{"test_leaves", "SELECT leaf_hash FROM events ORDER BY log_index"};
  static constexpr Statement kNodes{"test_nodes", "SELECT level, node_index, hash FROM log_nodes"};
  StoredLog log;
  const auto read = [&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows head, session.Run(kHead));
    log = {head[0].Int(0), head[0].Int(1), head[0].Bytes(2), std::string(head[0].Text(3))};
    ASSIGN_OR_RETURN(const Rows leaves, session.Run(kLeaves));
    for (const Row row : leaves) log.leaf_hashes.push_back(row.Bytes(0));
    ASSIGN_OR_RETURN(const Rows nodes, session.Run(kNodes));
    for (const Row row : nodes) log.nodes[{static_cast<int>(row.Int(0)), row.Int(1)}] = row.Bytes(2);
    return absl::OkStatus();
  };
  EXPECT_TRUE(house.database->InSession(read).ok());
  return log;
}

// Says what is wrong with a log whose leaf hashes are taken as given.
void ExpectWhole(ConsentHouse& house) {
  const StoredLog log = ReadLog(house);
  tlog::Edge edge;
  std::vector<tlog::Node> completed;
  for (const std::string& hash : log.leaf_hashes) edge.Append(hash, completed);
  EXPECT_EQ(log.size, edge.size());
  EXPECT_EQ(log.tree_size, edge.size());
  EXPECT_EQ(log.edge, edge.hashes());
  EXPECT_EQ(log.nodes.size(), completed.size());
  for (const tlog::Node& node : completed) EXPECT_EQ(log.nodes.at(node.id), node.hash);
  const auto checkpoint = tlog::OpenCheckpoint(log.checkpoint, house.signer.verifier());
  ASSERT_TRUE(checkpoint.has_value());
  EXPECT_EQ(checkpoint->size, edge.size());
  EXPECT_EQ(checkpoint->root, edge.Root());
}

void Record(ConsentHouse& house, int count) {
  for (int i = 0; i < count; ++i) {
    ASSERT_TRUE(house.refusals.Object("c" + std::to_string(i), std::nullopt, {}).ok());
  }
}

void RunSql(ConsentHouse& house, const char* text) {
  const auto run = [&](Session& session) { return session.RunText("test_text", text); };
  ASSERT_TRUE(house.database->InSession(run).ok());
}

TEST(LogAppender, GrowsTheTreeAndSignsItWithEachCommit) {
  ConsentHouse house;
  for (int i = 0; i < 9; ++i) {
    Record(house, 1);
    ExpectWhole(house);
  }
  house.OptIn("c1", {"news", "birthday"});
  ExpectWhole(house);
}

TEST(LogAppender, NotesWhatTheMailServerTook) {
  ConsentHouse house;
  ASSERT_TRUE(house.opt_ins.Request({"c1", "c1@example.test", {"news"}, "en", {}}).ok());
  const auto due = house.mails.Claim(10, absl::ZeroDuration());
  ASSERT_TRUE(house.mails.MarkSent(due->front(), {"<id>", "250 OK", ""}).ok());
  ExpectWhole(house);
}

// As a version of the service left it that knew no tree.
constexpr const char* kForgetTree =
    "UPDATE log_head SET tree_size = 0, edge = '', checkpoint = ''; DELETE FROM log_nodes";

TEST(LogAppender, AddsLeavesOfAnOlderVersionWithTheNextWrite) {
  ConsentHouse house;
  Record(house, 21);
  RunSql(house, kForgetTree);
  Record(house, 1);
  ExpectWhole(house);
}

TEST(GrowLogTree, BringsAnOldLogUpToDate) {
  ConsentHouse house;
  Record(house, 21);
  RunSql(house, kForgetTree);
  ASSERT_TRUE(GrowLogTree(*house.database, house.means).ok());
  ExpectWhole(house);
}

TEST(GrowLogTree, GoesOnWhereTheTreeStopped) {
  ConsentHouse house;
  Record(house, 8);
  const StoredLog before = ReadLog(house);
  Record(house, 5);
  RunSql(house,
         ("DELETE FROM log_nodes WHERE ((node_index + 1) << level) > 8; UPDATE log_head SET tree_size = 8, "
          "checkpoint = '', edge = decode('" +
          ToHex(before.edge) + "', 'hex')")
             .c_str());
  ASSERT_TRUE(GrowLogTree(*house.database, house.means).ok());
  ExpectWhole(house);
}

TEST(GrowLogTree, SignsUnderANewKey) {
  ConsentHouse house;
  Record(house, 3);
  house.signer = tlog::NewSigner("log.example.test");
  ASSERT_TRUE(GrowLogTree(*house.database, house.means).ok());
  ExpectWhole(house);
}

TEST(GrowLogTree, SignsAnEmptyLog) {
  ConsentHouse house;
  ASSERT_TRUE(GrowLogTree(*house.database, house.means).ok());
  ExpectWhole(house);
}

TEST(GrowLogTree, RefusesALogWithAGap) {
  ConsentHouse house;
  Record(house, 3);
  RunSql(house, kForgetTree);
  RunSql(house, "GRANT DELETE ON events TO CURRENT_USER; DELETE FROM events WHERE log_index = 1");
  EXPECT_FALSE(GrowLogTree(*house.database, house.means).ok());
}

TEST(LogAppender, RefusesATreeBeyondTheLog) {
  ConsentHouse house;
  Record(house, 3);
  RunSql(house, "UPDATE log_head SET size = 2");
  EXPECT_FALSE(house.refusals.Object("c1", std::nullopt, {}).ok());
  EXPECT_FALSE(GrowLogTree(*house.database, house.means).ok());
}

TEST(ReadNodes, ReadsLeavesAndSubtreesInTheOrderAsked) {
  ConsentHouse house;
  Record(house, 5);
  const StoredLog log = ReadLog(house);
  const std::vector<tlog::NodeId> ids = {{0, 4}, {2, 0}, {0, 0}, {1, 1}};
  const auto read = [&](Session& session) { return ReadNodes(session, ids); };
  const auto hashes = house.database->InSession(read);
  ASSERT_TRUE(hashes.ok());
  EXPECT_THAT(*hashes, testing::ElementsAre(log.leaf_hashes[4], log.nodes.at({2, 0}), log.leaf_hashes[0],
                                            log.nodes.at({1, 1})));
  const std::vector<tlog::NodeId> missing = {{0, 0}, {3, 0}};
  EXPECT_FALSE(house.database->InSession([&](Session& session) { return ReadNodes(session, missing); }).ok());
}

}  // namespace
}  // namespace bestand::consent
