#include "services/scoring/storage/sql_score_writer.h"

#include "common/error/error.h"
#include "services/scoring/storage/score_rows.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

constexpr int kRowsRemovedAtOnce = 20'000;
constexpr int kBucketsAPart = 16;  // 64 parts: of a million customers, 16,000 each

absl::StatusOr<ScoreSet> SetOf(Session& session, int64_t number) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindScoreSet, {{"number", number}}));
  if (!rows.empty()) return ToScoreSet(rows[0]);
  return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE", "The score set is gone; start again.");
}

double SumOfValues(std::span<const CustomerScore> scores) {
  double sum = 0;
  for (const CustomerScore& score : scores) sum += static_cast<double>(score.clv_60_months_minor);
  return sum;
}

// A set without parts is from the version before, which wrote it from the first bucket on: it begins anew.
absl::Status CutIntoParts(Session& session, const ScoreSet& set) {
  ASSIGN_OR_RETURN(const Rows added,
                   session.Run(sql::kAddParts, {{"number", set.number}, {"size", kBucketsAPart}}));
  if (added.affected() == 0) return absl::OkStatus();
  return session.Run(sql::kRemoveAllScoresOfSet, {{"number", set.number}}).status();
}

absl::Status AddSet(Session& session, const ScoreSet& set) {
  ASSIGN_OR_RETURN(const Rows number, session.Run(sql::kTakeSetNumber));
  return session
      .Run(sql::kAddScoreSet, {{"number", number[0].Int(0)},
                               {"job_id", set.job_id},
                               {"model_id", set.model_id},
                               {"as_of_day", set.as_of_day},
                               {"as_of_given", set.as_of_given},
                               {"annual_discount", set.settings.annual_discount},
                               {"margin", set.settings.margin},
                               {"horizon_days", set.settings.horizon_days},
                               {"create_time", set.create_time}})
      .status();
}

}  // namespace

absl::StatusOr<ScoreSet> SqlScoreWriter::Begin(const ScoreSet& set) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<ScoreSet> {
    ASSIGN_OR_RETURN(Rows rows, session.Run(sql::kFindScoreSetOfJob, {{"job_id", set.job_id}}));
    if (rows.empty()) {
      RETURN_IF_ERROR(AddSet(session, set));
      ASSIGN_OR_RETURN(rows, session.Run(sql::kFindScoreSetOfJob, {{"job_id", set.job_id}}));
    }
    ScoreSet begun = ToScoreSet(rows[0]);
    if (!begun.published) RETURN_IF_ERROR(CutIntoParts(session, begun));
    return begun;
  });
}

absl::StatusOr<std::optional<ScorePart>> SqlScoreWriter::ClaimPart(int32_t set_number, absl::Duration lease) {
  const std::string interval = std::to_string(absl::ToInt64Milliseconds(lease)) + " milliseconds";
  const auto claim = [&](Session& session) {
    return session.Run(sql::kClaimPart, {{"number", set_number}, {"lease", interval}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(claim));
  if (rows.empty()) return std::nullopt;
  return ScorePart{static_cast<int>(rows[0].Int(0)), static_cast<int>(rows[0].Int(1))};
}

absl::Status SqlScoreWriter::ReleasePart(int32_t set_number, const ScorePart& part) {
  return database_.InSession([&](Session& session) {
    return session.Run(sql::kReleasePart, {{"number", set_number}, {"first_bucket", part.first_bucket}})
        .status();
  });
}

// The row of the part is held from here to the commit: of two who finish it, one waits and then finds it
// done.
absl::Status SqlScoreWriter::FinishPart(int32_t set_number, const ScorePart& part,
                                        std::span<const CustomerScore> scores) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows finished,
                     session.Run(sql::kFinishPart, {{"number", set_number},
                                                    {"first_bucket", part.first_bucket},
                                                    {"customers", static_cast<int64_t>(scores.size())},
                                                    {"clv_60_months", SumOfValues(scores)}}));
    return finished.affected() == 0 ? absl::OkStatus() : CopyScores(session, set_number, scores);
  });
}

absl::StatusOr<SetProgress> SqlScoreWriter::Progress(int32_t set_number) {
  const auto sum = [&](Session& session) { return session.Run(sql::kSumParts, {{"number", set_number}}); };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(sum, storage::Repeat::kOnce));
  return SetProgress{static_cast<int>(rows[0].Int(0)), rows[0].Int(1)};
}

absl::StatusOr<std::optional<ScoreSet>> SqlScoreWriter::FindOpenSet() {
  return database_.InSession(
      [](Session& session) -> absl::StatusOr<std::optional<ScoreSet>> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindOpenSet));
        if (rows.empty()) return std::nullopt;
        return SetOf(session, rows[0].Int(0));
      },
      storage::Repeat::kOnce);
}

// The place of the follower before the head, in the order in which the follower takes them.
absl::Status SqlScoreWriter::Publish(const ScoreSet& set, absl::FunctionRef<absl::Status()> then) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows marked, session.Run(sql::kMarkSetPublished, {{"number", set.number}}));
    if (marked.affected() == 0) {
      ASSIGN_OR_RETURN(const ScoreSet found, SetOf(session, set.number));
      if (found.published) return absl::OkStatus();
      return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE", "The score set is not whole.");
    }
    RETURN_IF_ERROR(session.Run(sql::kFollowFromSet, {{"number", set.number}}).status());
    RETURN_IF_ERROR(session.Run(sql::kPublishSet, {{"number", set.number}}).status());
    return then();
  });
}

absl::Status SqlScoreWriter::RemoveOldSets(int kept) {
  const auto find = [&](Session& session) { return session.Run(sql::kFindOldSets, {{"kept", kept}}); };
  ASSIGN_OR_RETURN(const Rows old, database_.InSession(find));
  for (const Row row : old) RETURN_IF_ERROR(RemoveSet(row.Int(0)));
  return absl::OkStatus();
}

absl::Status SqlScoreWriter::RemoveSet(int64_t number) {
  return database_.InSession([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Run(sql::kRetireScoreSet, {{"number", number}}).status());
    // Who stores a part just now is waited for; nobody begins another.
    RETURN_IF_ERROR(session.Run(sql::kRemoveParts, {{"number", number}}).status());
    RETURN_IF_ERROR(session.Run(sql::kRemoveChangesOfSet, {{"number", number}}).status());
    int64_t removed = 0;
    do {
      ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kRemoveScoresOfSet,
                                                    {{"number", number}, {"limit", kRowsRemovedAtOnce}}));
      removed = rows.affected();
    } while (removed == kRowsRemovedAtOnce);
    return session.Run(sql::kRemoveScoreSet, {{"number", number}}).status();
  });
}

}  // namespace bestand::scoring
