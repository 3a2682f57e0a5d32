#include "services/scoring/storage/sql_score_reader.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/scoring/storage/score_rows.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

constexpr size_t kSetsRemembered = 4;

absl::Status NoScores() {
  return Failure(absl::StatusCode::kFailedPrecondition, "NO_SCORES",
                 "No score set was published yet; create a scoring job first.");
}

absl::Status SetGone() {
  return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE",
                 "The score set was replaced in the meantime; start again.");
}

CustomerValue ToValue(const Row& row) {
  const int64_t total = row.Int(3);
  return {.customer_id = row.Text(0),
          .state = static_cast<DormancyState>(row.Int(1)),
          .clv_60_months_minor = row.Int(2),
          .total_value_minor = total,
          .first_purchase_value_minor = std::max<int64_t>(total - row.Int(4), 0),
          .purchase_value_minor = row.Int(5)};
}

std::vector<CustomerScore> ToScores(const Rows& rows) {
  std::vector<CustomerScore> scores;
  scores.reserve(rows.size());
  for (const Row row : rows) scores.push_back(ToCustomerScore(row));
  return scores;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const ScoreSet>> SqlScoreReader::Published() {
  ASSIGN_OR_RETURN(const Rows rows,
                   database_.InSession([](Session& session) { return session.Run(sql::kFindPublishedSet); },
                                       Repeat::kOnce));
  return SetOf(static_cast<int32_t>(rows[0].Int(0)));
}

absl::StatusOr<FoundScore> SqlScoreReader::Find(std::string_view customer_id) {
  const auto find = [&](Session& session) {
    return session.Run(sql::kFindScore, {{"customer_id", customer_id}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(find, Repeat::kOnce));
  ASSIGN_OR_RETURN(auto set, SetOf(static_cast<int32_t>(rows[0].Int(0))));
  if (rows[0].IsNull(1)) return ScoreUnknown(customer_id);
  return FoundScore{std::move(set), ToCustomerScore(rows[0])};
}

absl::StatusOr<FoundScores> SqlScoreReader::FindMany(std::span<const std::string> customer_ids) {
  FoundScores found;
  if (customer_ids.empty()) return found;
  const auto find = [&](Session& session) {
    return session.Run(sql::kFindScores, {{"customer_ids", customer_ids}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(find, Repeat::kOnce));
  ASSIGN_OR_RETURN(found.set, SetOf(static_cast<int32_t>(rows[0].Int(0))));
  for (const Row row : rows) {
    found.scores.push_back(row.IsNull(1) ? std::nullopt : std::optional(ToCustomerScore(row)));
  }
  return found;
}

absl::StatusOr<FoundScore> SqlScoreReader::FindIn(int32_t set_number, std::string_view customer_id) {
  auto set = FindSet(set_number);
  if (ReasonOf(set.status()) == "CONCURRENT_CHANGE") return ScoreSetUnknown(set_number);
  RETURN_IF_ERROR(set.status());
  const auto find = [&](Session& session) {
    return session.Run(sql::kFindScoreInSet, {{"set_number", set_number}, {"customer_id", customer_id}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(find, Repeat::kOnce));
  if (rows.empty()) return ScoreUnknown(customer_id);
  return FoundScore{*std::move(set), ToCustomerScore(rows[0])};
}

absl::StatusOr<std::shared_ptr<const ScoreSet>> SqlScoreReader::FindSet(int32_t number) {
  const auto find = [&](Session& session) { return session.Run(sql::kFindScoreSet, {{"number", number}}); };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(find, Repeat::kOnce));
  if (rows.empty()) return SetGone();
  const ScoreSet set = ToScoreSet(rows[0]);
  if (!set.published) return SetGone();
  return std::make_shared<const ScoreSet>(set);
}

absl::StatusOr<std::vector<ScoreSet>> SqlScoreReader::ListSets(int32_t below, int limit) {
  const auto list = [&](Session& session) {
    return session.Run(sql::kListScoreSets, {{"before", below}, {"limit", limit}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(list, Repeat::kOnce));
  std::vector<ScoreSet> sets;
  for (const Row row : rows) sets.push_back(ToScoreSet(row));
  return sets;
}

absl::StatusOr<std::vector<CustomerScore>> SqlScoreReader::List(int32_t set_number, std::string_view after,
                                                                int limit) {
  const auto list = [&](Session& session) {
    return session.Run(sql::kListScores, {{"set_number", set_number}, {"after", after}, {"limit", limit}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(list, Repeat::kOnce));
  return ToScores(rows);
}

absl::StatusOr<std::vector<CustomerScore>> SqlScoreReader::ListAtRisk(const AtRiskPage& page) {
  std::vector<int> states;
  for (const DormancyState state : page.states) states.push_back(static_cast<int>(state));
  const auto list = [&](Session& session) {
    return session.Run(sql::kListAtRisk, {{"set_number", page.set_number},
                                          {"states", states},
                                          {"below", page.below_minor},
                                          {"after", page.after},
                                          {"limit", page.limit}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(list, Repeat::kOnce));
  return ToScores(rows);
}

absl::Status SqlScoreReader::ReadValues(int32_t set_number,
                                        absl::FunctionRef<void(const CustomerValue&)> show) {
  return database_.InSession([&](Session& session) {
    return session.Stream(sql::kReadValues, {{"set_number", set_number}}, [&](const Row& row) {
      show(ToValue(row));
      return absl::OkStatus();
    });
  });
}

absl::StatusOr<std::shared_ptr<const ScoreSet>> SqlScoreReader::SetOf(int32_t number) {
  if (number == 0) return NoScores();
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = sets_.find(number); known != sets_.end()) return known->second;
  }
  ASSIGN_OR_RETURN(auto set, FindSet(number));
  const std::lock_guard lock(mutex_);
  sets_[number] = set;
  if (sets_.size() > kSetsRemembered) sets_.erase(sets_.begin());
  return set;
}

}  // namespace bestand::scoring
