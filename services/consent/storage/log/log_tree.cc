#include "services/consent/storage/log/log_tree.h"

#include <algorithm>
#include <map>

#include "common/error/error.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Rows;
using tlog::Node;
using tlog::NodeId;

constexpr int64_t kPage = 10'000;

}  // namespace

absl::StatusOr<LogTree> LogTree::Of(storage::Session& session, int64_t tree_size, std::string_view edge) {
  auto read = tlog::Edge::Of(tree_size, edge);
  if (!read.has_value()) return absl::InternalError("the edge of the log's tree does not fit its size");
  return LogTree(session, *std::move(read));
}

absl::Status LogTree::CatchUp(int64_t size) {
  while (edge_.size() < size) {
    const int64_t count = std::min(kPage, size - edge_.size());
    ASSIGN_OR_RETURN(const Rows rows,
                     session_->Run(sql::kListLeafHashes, {{"first", edge_.size()}, {"count", count}}));
    if (rows.size() != count) return absl::InternalError("the log has a gap");
    std::vector<std::string> hashes;
    for (const Row row : rows) hashes.push_back(row.Bytes(0));
    RETURN_IF_ERROR(Append(hashes));
  }
  return absl::OkStatus();
}

absl::Status LogTree::Append(std::span<const std::string> leaf_hashes) {
  std::vector<Node> completed;
  for (const std::string& hash : leaf_hashes) edge_.Append(hash, completed);
  if (completed.empty()) return absl::OkStatus();
  std::vector<int> levels;
  std::vector<int64_t> indexes;
  std::vector<Bytes> hashes;
  for (const Node& node : completed) {
    levels.push_back(node.id.level);
    indexes.push_back(node.id.index);
    hashes.push_back({node.hash});
  }
  return session_->Run(sql::kAddLogNodes, {{"levels", levels}, {"node_indexes", indexes}, {"hashes", hashes}})
      .status();
}

absl::StatusOr<std::vector<std::string>> ReadNodes(storage::Session& session, std::span<const NodeId> ids) {
  std::vector<int> levels;
  std::vector<int64_t> indexes;
  for (const NodeId& id : ids) {
    levels.push_back(id.level);
    indexes.push_back(id.index);
  }
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kReadLogNodes, {{"levels", levels}, {"node_indexes", indexes}}));
  std::map<NodeId, std::string> found;
  for (const Row row : rows) found[{static_cast<int>(row.Int(0)), row.Int(1)}] = row.Bytes(2);
  std::vector<std::string> hashes;
  for (const NodeId& id : ids) {
    const auto node = found.find(id);
    if (node == found.end()) return absl::DataLossError("a node of the log's tree is missing");
    hashes.push_back(node->second);
  }
  return hashes;
}

}  // namespace bestand::consent
