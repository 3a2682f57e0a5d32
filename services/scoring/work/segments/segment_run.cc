#include "services/scoring/work/segments/segment_run.h"

#include "absl/strings/numbers.h"
#include "common/error/error.h"
#include "services/scoring/domain/segments/k_means.h"

namespace bestand::scoring {

std::string Encode(const SegmentRequest& request) {
  return request.segments ? std::to_string(*request.segments) : "-";
}

absl::StatusOr<SegmentRequest> DecodeSegmentRequest(std::string_view bytes) {
  if (bytes == "-") return SegmentRequest{};
  int segments = 0;
  if (absl::SimpleAtoi(absl::string_view(bytes.data(), bytes.size()), &segments) && segments >= 1 &&
      segments <= kMostClusters) {
    return SegmentRequest{segments};
  }
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "The job's record cannot be read; create it anew.");
}

}  // namespace bestand::scoring
