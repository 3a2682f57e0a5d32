#include "services/consent/clients/score_client.h"

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"

namespace bestand::consent {
namespace {

namespace v1 = bestand::scoring::v1;

constexpr absl::Duration kPatience = absl::Seconds(10);  // with one call about 1,000 customers

absl::Status NotConnected() {
  return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY",
                 "No scoring is connected; set reports.scoring and clients.scoring.target.",
                 {{"service", "scoring"}});
}

// One set has one currency.
absl::Status Add(const v1::Score& score, ScoredValue& value) {
  ASSIGN_OR_RETURN(const int64_t minor_units, ToMinorUnits(score.lifetime_value_60_months()));
  ++value.scored;
  value.minor_units += minor_units;
  value.currency = score.lifetime_value_60_months().currency_code();
  value.as_of = ToDay(score.as_of_date());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<CustomerSegment>> ScoreClient::Segments() {
  using Stub = v1::SegmentService::Stub;
  ASSIGN_OR_RETURN(const auto answer,
                   segments_.Call(&Stub::ListSegments, v1::ListSegmentsRequest(), kPatience));
  std::vector<CustomerSegment> segments;
  for (const v1::Segment& segment : answer.segments()) {
    segments.push_back({segment.name(), segment.display_name()});
  }
  return segments;
}

absl::Status ScoreClient::Members(const std::string& segment,
                                  absl::FunctionRef<absl::Status(std::span<const std::string>)> take) {
  v1::ListSegmentMembersRequest request;
  request.set_segment(segment);
  request.set_page_size(1000);
  do {
    using Stub = v1::SegmentService::Stub;
    ASSIGN_OR_RETURN(const auto page, segments_.Call(&Stub::ListSegmentMembers, request, kPatience));
    std::vector<std::string> customers;
    for (const v1::SegmentMember& member : page.members())
      customers.push_back(CustomerIdOf(member.customer()));
    RETURN_IF_ERROR(take(customers));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::StatusOr<ScoredValue> ScoreClient::ValueOf(std::span<const std::string> customers) {
  v1::BatchGetScoresRequest request;
  for (const std::string& customer : customers) request.add_customers(CustomerName(customer));
  using Stub = v1::ScoreService::Stub;
  ASSIGN_OR_RETURN(const auto answer, scores_.Call(&Stub::BatchGetScores, request, kPatience));
  ScoredValue value;
  for (const v1::ScoreResult& result : answer.results()) {
    if (result.has_score()) {
      RETURN_IF_ERROR(Add(result.score(), value));
      continue;
    }
    const absl::Status error = rpc::FromWireStatus(result.error());
    if (error.code() != absl::StatusCode::kNotFound) return error;
  }
  return value;
}

absl::StatusOr<std::vector<CustomerSegment>> NoScores::Segments() { return NotConnected(); }

absl::Status NoScores::Members(const std::string&,
                               absl::FunctionRef<absl::Status(std::span<const std::string>)>) {
  return NotConnected();
}

absl::StatusOr<ScoredValue> NoScores::ValueOf(std::span<const std::string>) { return NotConnected(); }

}  // namespace bestand::consent
