#pragma once

#include <string>
#include <vector>

#include "common/storage/database.h"
#include "services/reward_catalog/domain/decision_store.h"
#include "services/reward_catalog/domain/reward_store.h"

namespace bestand::reward_catalog {

// Audits the tables: returns what does not add up, empty when all is well. Every hold must be counted
// once in its reward and belong to an open choice, every open choice hold each of its rewards, each
// budget hold what its open choices hold and have spent what was accepted, and nothing be overspent.
std::vector<std::string> FaultsInTheBooks(storage::Database& database);

// A reward worth `minor` pence with a stock.
Reward RewardOfKind(const std::string& kind, int64_t minor, int64_t stock);

Budget BudgetOfPence(const std::string& id, int64_t total);

// Chooses for a person of whom nothing is known: target GBP 20, three rewards.
absl::StatusOr<Decision> ChooseForAnybody(const Standing& standing);

}  // namespace bestand::reward_catalog
