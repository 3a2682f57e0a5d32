#include "services/customer_profile/storage/sql_behaviour_store.h"

#include "common/error/error.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

Behaviour ToBehaviour(const Row& row) {
  return {.customer_id = std::string(row.Text(0)),
          .bucket = static_cast<int>(row.Int(1)),
          .bought_months = row.Int(2),
          .log_gaps_milli = row.Int(3),
          .earlier_value_minor = row.Int(4),
          .items = row.Int(5),
          .earlier_items = row.Int(6),
          .returned_permille = row.Int(7),
          .open_complaints = row.Int(8),
          .unanswered_contacts = row.Int(9),
          .recent_contacts = row.Int(10),
          .last_inbound_day = row.MaybeInt(11),
          .contract_end_day = row.MaybeInt(12)};
}

std::vector<Behaviour> ToBehaviours(const Rows& rows) {
  std::vector<Behaviour> behaviours;
  for (const Row row : rows) behaviours.push_back(ToBehaviour(row));
  return behaviours;
}

}  // namespace

absl::StatusOr<std::vector<Behaviour>> SqlBehaviourStore::Find(std::span<const std::string> customer_ids,
                                                               std::optional<int64_t> as_of) {
  const auto find = [&](Session& session) -> absl::StatusOr<Rows> {
    if (!as_of) return session.Run(sql::kFindBehaviours, {{"customer_ids", customer_ids}});
    const absl::Time end = absl::FromCivil(absl::CivilDay(1970, 1, 1) + *as_of + 1, company_.zone);
    return session.Run(sql::kFindBehavioursUntil,
                       {{"customer_ids", customer_ids}, {"until_day", *as_of}, {"until_time", end}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(find, storage::Repeat::kOnce));
  return ToBehaviours(rows);
}

absl::StatusOr<std::vector<Behaviour>> SqlBehaviourStore::Page(int64_t bucket, const std::string& after,
                                                               int end_bucket) {
  const auto read = [&](Session& session) {
    return session.Run(sql::kPageBehaviours,
                       {{"bucket", bucket}, {"after", after}, {"end_bucket", end_bucket}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(read, storage::Repeat::kOnce));
  return ToBehaviours(rows);
}

absl::Status SqlBehaviourStore::Stream(const BehaviourOrder& order,
                                       absl::FunctionRef<absl::Status(const Behaviour&)> show) {
  int64_t bucket = order.first_bucket;
  std::string after;
  for (;;) {
    ASSIGN_OR_RETURN(std::vector<Behaviour> page, Page(bucket, after, order.end_bucket));
    if (page.empty()) return absl::OkStatus();
    bucket = page.back().bucket;
    after = page.back().customer_id;
    if (order.as_of) {
      std::vector<std::string> ids;
      for (const Behaviour& behaviour : page) ids.push_back(behaviour.customer_id);
      ASSIGN_OR_RETURN(page, Find(ids, order.as_of));
    }
    for (const Behaviour& behaviour : page) RETURN_IF_ERROR(show(behaviour));
  }
}

absl::Status RefreshBehaviours(Session& session, std::span<const std::string> customer_ids) {
  return session.Run(sql::kRefreshBehaviours, {{"customer_ids", customer_ids}}).status();
}

}  // namespace bestand::customer_profile
