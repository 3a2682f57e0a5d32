#include "services/scoring/api/segments/segment_checks.h"

#include "common/validate/violations.h"
#include "services/scoring/api/segments/segment_names.h"
#include "services/scoring/domain/segments/k_means.h"

namespace bestand::scoring {
namespace {

constexpr size_t kMostCountryBytes = 64;
constexpr size_t kMostProductBytes = 80;

template <class Request>
absl::Status CheckJob(const Request& request) {
  Violations found;
  found.UnlessName("name", request.name(), "segmentJobs/*");
  return found.ToStatus();
}

void UnlessCluster(std::string_view field, const std::string& segment, Violations& found) {
  const auto key = SegmentOf(segment);
  found.Unless(segment.empty() || (key && key->kind == SegmentKind::kCluster), field,
               "must be a segment such as segments/3");
}

// `field` stands in front of each field's name.
void CheckAttributes(const v1::ProspectAttributes& attributes, const std::string& field, Violations& found) {
  found.Unless(v1::ProspectKind_IsValid(attributes.kind()), field + ".kind", "must be a known kind");
  found.UnlessText(field + ".country", attributes.country(), kMostCountryBytes);
  found.UnlessNameOrEmpty(field + ".product_group", attributes.product_group(), "productGroups/*");
  found.UnlessText(field + ".product", attributes.product(), kMostProductBytes);
  found.Unless(attributes.product().empty() || attributes.product().starts_with("products/"),
               field + ".product", "must be a product such as products/85123A");
}

}  // namespace

absl::Status Check(const v1::CreateSegmentJobRequest& request) {
  Violations found;
  found.UnlessInRange("segment_count", int64_t{request.segment_count()}, 0, kMostClusters);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::GetSegmentJobRequest& request) { return CheckJob(request); }
absl::Status Check(const v1::WatchSegmentJobRequest& request) { return CheckJob(request); }

absl::Status Check(const v1::CancelSegmentJobRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "segmentJobs/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::ListSegmentsRequest& request) {
  Violations found;
  found.Unless(v1::SegmentKind_IsValid(request.kind()), "kind", "must be a known kind");
  return found.ToStatus();
}

absl::Status Check(const v1::GetCustomerSegmentRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  return found.ToStatus();
}

absl::Status Check(const v1::ListSegmentMembersRequest& request) {
  Violations found;
  found.Unless(SegmentOf(request.segment()).has_value(), "segment",
               "must be a segment such as segments/3 or segments/rfm-543");
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status Check(const v1::ListMovementsRequest& request) {
  Violations found;
  found.Unless(request.segment_run().empty() || SegmentRunOf(request.segment_run()), "segment_run",
               "must be a run such as segmentRuns/7");
  return found.ToStatus();
}

absl::Status Check(const v1::ListTrendsRequest& request) {
  Violations found;
  found.Unless(v1::TrendSubject_IsValid(request.subject()), "subject", "must be a known subject");
  found.Unless(v1::TrendDirection_IsValid(request.direction()), "direction", "must be a known direction");
  UnlessCluster("segment", request.segment(), found);
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status Check(const v1::ListRipeCustomersRequest& request) {
  Violations found;
  UnlessCluster("segment", request.segment(), found);
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status Check(const v1::ScoreProspectRequest& request) {
  Violations found;
  CheckAttributes(request.attributes(), "attributes", found);
  return found.ToStatus();
}

absl::Status Check(const v1::BatchScoreProspectsRequest& request) {
  Violations found;
  found.UnlessBatch("prospects", request.prospects_size());
  for (int i = 0; i < request.prospects_size(); ++i) {
    CheckAttributes(request.prospects(i), Indexed("prospects", i), found);
  }
  return found.ToStatus();
}

}  // namespace bestand::scoring
