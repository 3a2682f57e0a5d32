#include "services/reward_catalog/storage/sql_gift_store.h"

#include "common/error/error.h"
#include "services/reward_catalog/storage/rows.h"
#include "services/reward_catalog/storage/statements.h"

namespace bestand::reward_catalog {

using storage::Repeat;
using storage::Rows;
using storage::Session;

absl::StatusOr<std::optional<Gift>> SqlGiftStore::Waiting(std::string_view decision_id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::optional<Gift>> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindWaitingGift, {{"decision_id", decision_id}}));
        if (rows.empty()) return std::nullopt;
        return GiftOf(rows[0]);
      },
      Repeat::kOnce);
}

absl::StatusOr<std::vector<Gift>> SqlGiftStore::Due(int limit) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Gift>> {
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kListDueGifts, {{"now", clock_.Now()}, {"limit", limit}}));
        std::vector<Gift> gifts;
        for (const storage::Row row : rows) gifts.push_back(GiftOf(row));
        return gifts;
      },
      Repeat::kOnce);
}

absl::Status SqlGiftStore::Written(const Gift& gift) { return Refused(gift, ""); }

absl::Status SqlGiftStore::Refused(const Gift& gift, std::string_view refusal) {
  return database_.InSession([&](Session& session) {
    return session
        .Run(sql::kEndGift,
             {{"customer_id", gift.customer_id}, {"decision_id", gift.decision_id}, {"refusal", refusal}})
        .status();
  });
}

absl::Status SqlGiftStore::Postpone(const Gift& gift, absl::Duration pause) {
  return database_.InSession([&](Session& session) {
    return session
        .Run(sql::kPostponeGift, {{"customer_id", gift.customer_id},
                                  {"decision_id", gift.decision_id},
                                  {"attempt_time", clock_.Now() + pause}})
        .status();
  });
}

}  // namespace bestand::reward_catalog
