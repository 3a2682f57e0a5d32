#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/scoring/domain/prospects/cohorts.h"
#include "services/scoring/domain/segments/profiles.h"
#include "services/scoring/domain/trends/trend.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

inline constexpr char kSegmentJob[] = "segments";  // kind of jobs
inline constexpr size_t kRunsRemembered = 12;      // of each customer's segments, and of movements
inline constexpr int kRipeDays = 30;               // ahead: the probability and value of a ripe customer

// What to ask of a segment job.
struct SegmentRequest {
  std::optional<int> segments;  // the best number if unset
};

// "-" for unset. The opposite fails with INTERNAL_ERROR on anything else.
std::string Encode(const SegmentRequest& request);
absl::StatusOr<SegmentRequest> DecodeSegmentRequest(std::string_view bytes);

// All that one job found out; published as a whole.
struct SegmentRun {
  int32_t number = 0;  // 1, 2, 3 …
  std::string job_id;
  int32_t set_number = 0;  // the score set it was made of
  std::string currency;
  int32_t as_of_day = 0;  // that of the score set
  int64_t customers = 0;
  double silhouette = 0;
  bool kept = false;                               // began with the segments of the run before
  int32_t next_segment_id = 1, next_group_id = 1;  // ids below were given
  std::vector<std::string> notes;                  // what is poor about the result, in words
  absl::Time create_time;
  bool published = false;  // now or before
};

enum class SegmentKind { kCluster = 1, kRfm = 2 };

struct SegmentRow {
  SegmentKind kind = SegmentKind::kCluster;
  int32_t id = 0;  // of RFM cells 111 to 555
  SegmentWords words;
  SegmentProfile profile;      // its groups are those with `group_ids`
  std::vector<double> centre;  // of clusters
};

// One customer in a run.
struct SegmentMember {
  std::string customer_id;
  int32_t segment = 0;
  int16_t rfm = 0;
  std::string history;          // segments of the last runs, newest first, "3 3 1"; 0: was not there
  int64_t value_minor = 0;      // lifetime value, 60 months
  double buys_probability = 0;  // within kRipeDays
  int64_t ripe_minor = 0;       // expected value of purchases within kRipeDays
  int32_t opens_day = 0, closes_day = 0;  // of the window of ripe customers; 0 for all others
};

struct SegmentMovement {
  int32_t from = 0, to = 0;  // 0: not there in that run
  int64_t customers = 0, value_minor = 0;
};

struct ProductGroup {
  int32_t id = 0;
  std::string name;
  int64_t products = 0, baskets = 0;
};

struct GroupedProduct {
  std::string id, name;
  int32_t group = 0;  // 0: none
  int64_t baskets = 0;
};

enum class TrendSubject { kGroup = 1, kProduct = 2 };

struct TrendRow {
  int32_t segment = 0;  // 0: all customers
  TrendSubject subject = TrendSubject::kGroup;
  std::string subject_id, name;
  Trend trend;
};

// Everything of a run but its members.
struct SegmentFindings {
  std::vector<SegmentRow> segments;
  std::vector<SegmentMovement> movements;
  std::vector<ProductGroup> groups;
  std::vector<GroupedProduct> products;  // the most bought ones
  std::vector<TrendRow> trends;          // in the order to be shown, of each segment and kind of subject
  std::vector<Cohort> cohorts;
};

}  // namespace bestand::scoring
