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
    if (!rows.empty()) return ToScoreSet(rows[0]);
    RETURN_IF_ERROR(AddSet(session, set));
    ASSIGN_OR_RETURN(rows, session.Run(sql::kFindScoreSetOfJob, {{"job_id", set.job_id}}));
    return ToScoreSet(rows[0]);
  });
}

absl::Status SqlScoreWriter::Write(const ScoreSet& set, std::span<const CustomerScore> scores,
                                   absl::FunctionRef<absl::Status()> then) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(CopyScores(session, set.number, scores));
    return then();
  });
}

absl::Status SqlScoreWriter::RemoveFromBucket(const ScoreSet& set, int first_bucket) {
  return database_.InSession([&](Session& session) {
    return session.Run(sql::kRemoveBucketsOfSet, {{"number", set.number}, {"first_bucket", first_bucket}})
        .status();
  });
}

absl::Status SqlScoreWriter::Publish(const ScoreSet& set, absl::FunctionRef<absl::Status()> then) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows marked, session.Run(sql::kMarkSetPublished, {{"number", set.number}}));
    if (marked.affected() == 0) return absl::OkStatus();
    RETURN_IF_ERROR(session.Run(sql::kPublishSet, {{"number", set.number}}).status());
    RETURN_IF_ERROR(session.Run(sql::kFollowFromSet, {{"number", set.number}}).status());
    return then();
  });
}

absl::Status SqlScoreWriter::RemoveOldSets() {
  ASSIGN_OR_RETURN(const Rows old,
                   database_.InSession([](Session& session) { return session.Run(sql::kFindOldSets); }));
  for (const Row row : old) RETURN_IF_ERROR(RemoveSet(row.Int(0)));
  return absl::OkStatus();
}

absl::Status SqlScoreWriter::RemoveSet(int64_t number) {
  return database_.InSession([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Run(sql::kRetireScoreSet, {{"number", number}}).status());
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
