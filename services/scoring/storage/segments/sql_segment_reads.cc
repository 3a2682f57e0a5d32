// The part of SqlSegmentStore that reads.

#include "common/error/error.h"
#include "services/scoring/storage/segments/segment_rows.h"
#include "services/scoring/storage/segments/sql_segment_store.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

absl::Status NoSegments() {
  return Failure(absl::StatusCode::kFailedPrecondition, "NO_SEGMENTS",
                 "No segments were published yet; create a segment job first.");
}

absl::Status RunGone() {
  return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE",
                 "The segments were replaced in the meantime; start again.");
}

template <class Item, class Convert>
std::vector<Item> All(const Rows& rows, const Convert& convert) {
  std::vector<Item> items;
  items.reserve(static_cast<size_t>(rows.size()));
  for (const Row row : rows) items.push_back(convert(row));
  return items;
}

GroupedProduct ToProduct(const Row& row) {
  return {std::string(row.Text(0)), std::string(row.Text(1)), static_cast<int32_t>(row.Int(2)), row.Int(3)};
}

ProductGroup ToGroup(const Row& row) {
  return {static_cast<int32_t>(row.Int(0)), std::string(row.Text(1)), row.Int(2), row.Int(3)};
}

SegmentMovement ToMovement(const Row& row) {
  return {static_cast<int32_t>(row.Int(0)), static_cast<int32_t>(row.Int(1)), row.Int(2), row.Int(3)};
}

}  // namespace

absl::StatusOr<Rows> SqlSegmentStore::Read(const storage::Statement& statement,
                                           std::initializer_list<storage::Param> params) {
  return database_.InSession([&](Session& session) { return session.Run(statement, params); },
                             storage::Repeat::kOnce);
}

absl::StatusOr<SegmentRun> SqlSegmentStore::Published() {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kFindPublishedSegmentRun, {}));
  if (rows.empty()) return NoSegments();
  return ToSegmentRun(rows[0]);
}

absl::StatusOr<SegmentRun> SqlSegmentStore::FindRun(int32_t number) {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kFindSegmentRun, {{"number", number}}));
  if (rows.empty() || rows[0].Int(2) != 2) return RunGone();
  return ToSegmentRun(rows[0]);
}

absl::StatusOr<std::vector<SegmentRun>> SqlSegmentStore::ListRuns(int32_t up_to, size_t limit) {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kListSegmentRuns, {{"up_to", up_to}, {"limit", limit}}));
  return All<SegmentRun>(rows, ToSegmentRun);
}

absl::StatusOr<std::vector<SegmentRow>> SqlSegmentStore::ListSegments(int32_t run, SegmentKind kind) {
  ASSIGN_OR_RETURN(const Rows rows,
                   Read(sql::kListSegments, {{"run", run}, {"kind", static_cast<int>(kind)}}));
  return All<SegmentRow>(rows, [&](const Row& row) { return ToSegmentRow(row, kind); });
}

absl::StatusOr<std::vector<SegmentMovement>> SqlSegmentStore::ListMovements(int32_t run) {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kListSegmentMovements, {{"run", run}}));
  return All<SegmentMovement>(rows, ToMovement);
}

absl::StatusOr<std::vector<ProductGroup>> SqlSegmentStore::ListGroups(int32_t run) {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kListProductGroups, {{"run", run}}));
  return All<ProductGroup>(rows, ToGroup);
}

absl::StatusOr<std::vector<GroupedProduct>> SqlSegmentStore::ListProducts(int32_t run) {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kListGroupedProducts, {{"run", run}}));
  return All<GroupedProduct>(rows, ToProduct);
}

absl::StatusOr<std::optional<GroupedProduct>> SqlSegmentStore::FindProduct(int32_t run,
                                                                           std::string_view product_id) {
  ASSIGN_OR_RETURN(const Rows rows,
                   Read(sql::kFindGroupedProduct, {{"run", run}, {"product_id", product_id}}));
  if (rows.empty()) return std::nullopt;
  return ToProduct(rows[0]);
}

absl::StatusOr<std::vector<PlacedTrend>> SqlSegmentStore::ListTrends(const TrendPage& page) {
  ASSIGN_OR_RETURN(const Rows rows,
                   Read(sql::kListDemandTrends, {{"run", page.run},
                                                 {"segment_id", page.segment},
                                                 {"subject", static_cast<int>(page.subject)},
                                                 {"after", page.after},
                                                 {"most_q", page.sure_only ? kFalseDiscoveries : 1.},
                                                 {"rising", page.rising},
                                                 {"falling", page.falling},
                                                 {"limit", page.limit}}));
  return All<PlacedTrend>(rows, [&](const Row& row) { return ToPlacedTrend(row, page); });
}

absl::StatusOr<std::vector<Cohort>> SqlSegmentStore::ListCohorts(int32_t run) {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kListProspectCohorts, {{"run", run}}));
  return All<Cohort>(rows, [](const Row& row) { return ToCohort(row); });
}

absl::StatusOr<std::optional<SegmentMember>> SqlSegmentStore::FindMember(int32_t run,
                                                                         std::string_view customer_id) {
  ASSIGN_OR_RETURN(const Rows rows,
                   Read(sql::kFindSegmentMember, {{"run", run}, {"customer_id", customer_id}}));
  if (rows.empty()) return std::nullopt;
  return ToSegmentMember(rows[0]);
}

absl::StatusOr<std::vector<SegmentMember>> SqlSegmentStore::ListMembers(const MemberPage& page) {
  const bool rfm = page.kind == SegmentKind::kRfm;
  ASSIGN_OR_RETURN(const Rows rows, Read(rfm ? sql::kListRfmMembers : sql::kListSegmentMembers,
                                         {{"run", page.run},
                                          {rfm ? "rfm" : "segment_id", page.segment},
                                          {"below", page.below_minor},
                                          {"after", page.after},
                                          {"limit", page.limit}}));
  return All<SegmentMember>(rows, ToSegmentMember);
}

absl::StatusOr<std::vector<SegmentMember>> SqlSegmentStore::ListRipe(const MemberPage& page) {
  ASSIGN_OR_RETURN(const Rows rows, Read(sql::kListRipeMembers, {{"run", page.run},
                                                                 {"segment_id", page.segment},
                                                                 {"below", page.below_minor},
                                                                 {"after", page.after},
                                                                 {"limit", page.limit}}));
  return All<SegmentMember>(rows, ToSegmentMember);
}

absl::StatusOr<std::vector<SegmentMember>> SqlSegmentStore::ListById(int32_t run, std::string_view after,
                                                                     int limit) {
  ASSIGN_OR_RETURN(const Rows rows,
                   Read(sql::kListSegmentMembersById, {{"run", run}, {"after", after}, {"limit", limit}}));
  return All<SegmentMember>(rows, ToSegmentMember);
}

}  // namespace bestand::scoring
