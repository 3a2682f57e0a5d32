#include "absl/strings/str_split.h"
#include "bestand/reward_catalog/v1/reward_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/message/set_field.h"
#include "tools/bestandctl/special/file_reader.h"
#include "tools/bestandctl/special/in_parallel.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {
namespace {

namespace v1 = reward_catalog::v1;
using Stub = v1::RewardService::Stub;

// A column of the list, the field of Reward it fills, and what parts several values in one cell.
struct Mapping {
  const char* column;
  const char* field;
  const char* separators;
};

constexpr Mapping kMappings[] = {
    {"display_name", "display_name", ""},  {"kind", "kind", ""},
    {"attributes", "attributes", ";"},     {"stock", "stock_count", ""},
    {"minimum_age", "minimum_age", ""},    {"alcohol", "alcohol", ""},
    {"moments", "moments", " "},           {"broadly_usable", "broadly_usable", ""},
    {"for_companies", "for_companies", ""}};

std::vector<std::string> ValuesOf(const std::string& cell, const std::string& separators) {
  if (cell.empty() || cell == "none") return {};
  if (separators.empty()) return {cell};
  return absl::StrSplit(cell, absl::ByAnyChar(separators), absl::SkipEmpty());
}

absl::Status Fill(v1::Reward& reward, const Mapping& mapping, const std::string& cell) {
  const FieldPath path = FindPath(*v1::Reward::descriptor(), mapping.field);
  for (const std::string& value : ValuesOf(cell, mapping.separators))
    RETURN_IF_ERROR(SetField(reward, path, value));
  return absl::OkStatus();
}

absl::StatusOr<v1::Reward> RewardOf(const CsvList& list, size_t row) {
  v1::Reward reward;
  reward.set_name("rewards/" + list.Value(row, "id"));
  for (const Mapping& mapping : kMappings)
    RETURN_IF_ERROR(Fill(reward, mapping, list.Value(row, mapping.column)));
  const std::string worth = list.Value(row, "worth") + " " + list.Value(row, "currency");
  RETURN_IF_ERROR(SetField(reward, FindPath(*v1::Reward::descriptor(), "worth"), worth));
  return reward;
}

absl::Status CreateOrUpdate(const rpc::Client<v1::RewardService>& client, const v1::Reward& reward) {
  v1::CreateRewardRequest create;
  *create.mutable_reward() = reward;
  create.set_request_id(NewUuid());
  const absl::Status created = client.Call(&Stub::CreateReward, create).status();
  if (created.code() != absl::StatusCode::kAlreadyExists) return created;
  v1::UpdateRewardRequest update;
  *update.mutable_reward() = reward;
  update.set_request_id(NewUuid());
  return client.Call(&Stub::UpdateReward, update).status();
}

}  // namespace

absl::Status ImportRewards(const std::string& file, const Session& session) {
  ASSIGN_OR_RETURN(const CsvList list, ReadCsv(file));
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "reward_catalog"));
  const rpc::Client<v1::RewardService> client(remote);
  const Tally tally = InParallel(list.rows.size(), "rewards", [&](size_t row) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Reward reward, RewardOf(list, row));
    return CreateOrUpdate(client, reward);
  });
  return WriteTally(tally, "stored");
}

}  // namespace bestand::ctl
