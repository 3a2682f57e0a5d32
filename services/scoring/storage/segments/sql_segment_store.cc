#include "services/scoring/storage/segments/sql_segment_store.h"

#include "common/error/error.h"
#include "services/scoring/storage/segments/segment_rows.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

constexpr int kRowsRemovedAtOnce = 20'000;
constexpr int kWritten = 1, kPublished = 2, kRetired = 3;  // states of a run

absl::Status AddRun(Session& session, const SegmentRun& run) {
  ASSIGN_OR_RETURN(const Rows number, session.Run(sql::kTakeSegmentRunNumber));
  return session
      .Run(sql::kAddSegmentRun, {{"number", number[0].Int(0)},
                                 {"job_id", run.job_id},
                                 {"score_set", run.set_number},
                                 {"currency", run.currency},
                                 {"as_of_day", run.as_of_day},
                                 {"notes", run.notes},
                                 {"create_time", run.create_time}})
      .status();
}

absl::Status CompleteRun(Session& session, const SegmentRun& run) {
  return session
      .Run(sql::kCompleteSegmentRun, {{"number", run.number},
                                      {"customers", run.customers},
                                      {"silhouette", run.silhouette},
                                      {"kept", run.kept},
                                      {"next_segment_id", run.next_segment_id},
                                      {"next_group_id", run.next_group_id},
                                      {"notes", run.notes}})
      .status();
}

absl::Status RemoveFindings(Session& session, int32_t run) {
  for (const storage::Statement& statement :
       {sql::kRemoveSegments, sql::kRemoveProductGroups, sql::kRemoveGroupedProducts,
        sql::kRemoveDemandTrends, sql::kRemoveProspectCohorts}) {
    RETURN_IF_ERROR(session.Run(statement, {{"run", run}}).status());
  }
  return absl::OkStatus();
}

absl::Status RemoveMembers(Session& session, int32_t run) {
  int64_t removed = 0;
  do {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kRemoveSegmentMembers, {{"run", run}, {"limit", kRowsRemovedAtOnce}}));
    removed = rows.affected();
  } while (removed == kRowsRemovedAtOnce);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SegmentRun> SqlSegmentStore::Begin(const SegmentRun& run) {
  ASSIGN_OR_RETURN(const SegmentRun begun,
                   database_.InTransaction([&](Session& session) -> absl::StatusOr<SegmentRun> {
                     const storage::Param job{"job_id", run.job_id};
                     ASSIGN_OR_RETURN(Rows rows, session.Run(sql::kFindSegmentRunOfJob, {job}));
                     if (!rows.empty()) return ToSegmentRun(rows[0]);
                     RETURN_IF_ERROR(AddRun(session, run));
                     ASSIGN_OR_RETURN(rows, session.Run(sql::kFindSegmentRunOfJob, {job}));
                     return ToSegmentRun(rows[0]);
                   }));
  if (!begun.published) RETURN_IF_ERROR(Empty(begun.number));
  return begun;
}

absl::Status SqlSegmentStore::AddMembers(int32_t run, std::span<const SegmentMember> members) {
  return database_.InTransaction([&](Session& session) { return CopyMembers(session, run, members); });
}

absl::Status SqlSegmentStore::AddFindings(const SegmentRun& run, const SegmentFindings& findings) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(CompleteRun(session, run));
    RETURN_IF_ERROR(PutSegments(session, run.number, findings));
    RETURN_IF_ERROR(CopyProducts(session, run.number, findings.products));
    RETURN_IF_ERROR(CopyTrends(session, run.number, findings.trends));
    return CopyCohorts(session, run.number, findings.cohorts);
  });
}

absl::Status SqlSegmentStore::Publish(const SegmentRun& run, absl::FunctionRef<absl::Status()> then) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows marked,
                     session.Run(sql::kMoveSegmentRun,
                                 {{"number", run.number}, {"state", kWritten}, {"next", kPublished}}));
    if (marked.affected() == 0) return absl::OkStatus();
    RETURN_IF_ERROR(session.Run(sql::kPublishSegmentRun, {{"number", run.number}}).status());
    return then();
  });
}

absl::Status SqlSegmentStore::RemoveOldRuns() {
  const storage::Param remembered{"remembered", kRunsRemembered};
  ASSIGN_OR_RETURN(const Rows old, Read(sql::kFindOldSegmentRuns, {remembered}));
  for (const Row row : old) {
    const auto run = static_cast<int32_t>(row.Int(0));
    const bool forget = row.Bool(1);
    RETURN_IF_ERROR(
        Read(sql::kMoveSegmentRun, {{"number", run}, {"state", kPublished}, {"next", kRetired}}).status());
    RETURN_IF_ERROR(Empty(run));
    if (!forget) continue;
    RETURN_IF_ERROR(Read(sql::kRemoveSegmentMovements, {{"run", run}}).status());
    RETURN_IF_ERROR(Read(sql::kRemoveSegmentRun, {{"number", run}}).status());
  }
  return absl::OkStatus();
}

absl::Status SqlSegmentStore::Empty(int32_t run) {
  return database_.InSession([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(RemoveMembers(session, run));
    return RemoveFindings(session, run);
  });
}

}  // namespace bestand::scoring
