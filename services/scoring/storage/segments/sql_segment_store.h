#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "common/storage/database.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// SegmentStore in PostgreSQL; members go in by binary COPY. Threads may share it.
class SqlSegmentStore : public SegmentStore {
 public:
  explicit SqlSegmentStore(storage::Database& database) : database_(database) {}

  absl::StatusOr<SegmentRun> Begin(const SegmentRun& run) override;
  absl::Status AddMembers(int32_t run, std::span<const SegmentMember> members) override;
  absl::Status AddFindings(const SegmentRun& run, const SegmentFindings& findings) override;
  absl::Status Publish(const SegmentRun& run, absl::FunctionRef<absl::Status()> then) override;
  absl::Status RemoveOldRuns() override;

  absl::StatusOr<SegmentRun> Published() override;
  absl::StatusOr<SegmentRun> FindRun(int32_t number) override;
  absl::StatusOr<std::vector<SegmentRun>> ListRuns(int32_t up_to, size_t limit) override;

  absl::StatusOr<std::vector<SegmentRow>> ListSegments(int32_t run, SegmentKind kind) override;
  absl::StatusOr<std::vector<SegmentMovement>> ListMovements(int32_t run) override;
  absl::StatusOr<std::vector<ProductGroup>> ListGroups(int32_t run) override;
  absl::StatusOr<std::vector<GroupedProduct>> ListProducts(int32_t run) override;
  absl::StatusOr<std::optional<GroupedProduct>> FindProduct(int32_t run,
                                                            std::string_view product_id) override;
  absl::StatusOr<std::vector<PlacedTrend>> ListTrends(const TrendPage& page) override;
  absl::StatusOr<std::vector<Cohort>> ListCohorts(int32_t run) override;

  absl::StatusOr<std::optional<SegmentMember>> FindMember(int32_t run, std::string_view customer_id) override;
  absl::StatusOr<std::vector<SegmentMember>> ListMembers(const MemberPage& page) override;
  absl::StatusOr<std::vector<SegmentMember>> ListRipe(const MemberPage& page) override;
  absl::StatusOr<std::vector<SegmentMember>> ListById(int32_t run, std::string_view after,
                                                      int limit) override;

 private:
  // Removes all rows of a run but its own.
  absl::Status Empty(int32_t run);
  absl::StatusOr<storage::Rows> Read(const storage::Statement& statement,
                                     std::initializer_list<storage::Param> params);

  storage::Database& database_;
};

}  // namespace bestand::scoring
