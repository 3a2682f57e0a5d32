#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/work/segments/segment_run.h"

namespace bestand::scoring {

// One page of members, those worth most first, then by customer id, last first.
struct MemberPage {
  int32_t run = 0;
  SegmentKind kind = SegmentKind::kCluster;
  int32_t segment = 0;                                        // 0 for all clusters, with `ripe` only
  int64_t below_minor = std::numeric_limits<int64_t>::max();  // value and customer of the last row before
  std::string after;
  int limit = 50;
};

struct TrendPage {
  int32_t run = 0;
  int32_t segment = 0;  // 0: all customers
  TrendSubject subject = TrendSubject::kGroup;
  bool sure_only = true;
  bool rising = true, falling = true;
  int32_t after = 0;  // position of the last row before; positions begin with 1
  int limit = 50;
};

// A trend and its position in its list.
struct PlacedTrend {
  TrendRow row;
  int32_t position;
};

// Keeps the runs of segment jobs: each is written under a number nobody reads and then published by one row.
// Threads may share it.
class SegmentStore {
 public:
  virtual ~SegmentStore() = default;

  // Returns the run of the job as it is when it was published before; else begins it, with nothing in it.
  virtual absl::StatusOr<SegmentRun> Begin(const SegmentRun& run) = 0;
  virtual absl::Status AddMembers(int32_t run, std::span<const SegmentMember> members) = 0;
  // Completes the run's own row and adds its findings, in one transaction.
  virtual absl::Status AddFindings(const SegmentRun& run, const SegmentFindings& findings) = 0;
  // Makes the run the one that readers see, and calls `then` in the same transaction.
  virtual absl::Status Publish(const SegmentRun& run, absl::FunctionRef<absl::Status()> then) = 0;
  // Removes what nobody needs: rows of all runs but the published one and the one before, and of living jobs;
  // what is known of runs and their movements stays for kRunsRemembered.
  virtual absl::Status RemoveOldRuns() = 0;

  // Fails with NO_SEGMENTS.
  virtual absl::StatusOr<SegmentRun> Published() = 0;
  // Fails with CONCURRENT_CHANGE when it is gone: start again.
  virtual absl::StatusOr<SegmentRun> FindRun(int32_t number) = 0;
  // Returns published runs up to a number, newest first.
  virtual absl::StatusOr<std::vector<SegmentRun>> ListRuns(int32_t up_to, size_t limit) = 0;

  // By id.
  virtual absl::StatusOr<std::vector<SegmentRow>> ListSegments(int32_t run, SegmentKind kind) = 0;
  // From the run before, most customers first.
  virtual absl::StatusOr<std::vector<SegmentMovement>> ListMovements(int32_t run) = 0;
  virtual absl::StatusOr<std::vector<ProductGroup>> ListGroups(int32_t run) = 0;
  virtual absl::StatusOr<std::vector<GroupedProduct>> ListProducts(int32_t run) = 0;
  // Nothing for a product that is not among the most bought.
  virtual absl::StatusOr<std::optional<GroupedProduct>> FindProduct(int32_t run,
                                                                    std::string_view product_id) = 0;
  virtual absl::StatusOr<std::vector<PlacedTrend>> ListTrends(const TrendPage& page) = 0;
  // In the order of CohortBuilder::Build.
  virtual absl::StatusOr<std::vector<Cohort>> ListCohorts(int32_t run) = 0;

  virtual absl::StatusOr<std::optional<SegmentMember>> FindMember(int32_t run,
                                                                  std::string_view customer_id) = 0;
  virtual absl::StatusOr<std::vector<SegmentMember>> ListMembers(const MemberPage& page) = 0;
  virtual absl::StatusOr<std::vector<SegmentMember>> ListRipe(const MemberPage& page) = 0;
  // By customer id, after a customer.
  virtual absl::StatusOr<std::vector<SegmentMember>> ListById(int32_t run, std::string_view after,
                                                              int limit) = 0;
};

}  // namespace bestand::scoring
