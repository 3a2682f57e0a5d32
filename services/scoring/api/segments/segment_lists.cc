// The part of SegmentApi that fills answers.

#include <algorithm>

#include "absl/strings/numbers.h"
#include "common/error/error.h"
#include "common/validate/names.h"
#include "services/scoring/api/segments/segment_api.h"
#include "services/scoring/api/segments/segment_names.h"
#include "services/scoring/api/segments/segment_wire.h"

namespace bestand::scoring {
namespace {

absl::Status SegmentUnknown(SegmentKind kind, int32_t id) {
  return Failure(absl::StatusCode::kNotFound, "SEGMENT_UNKNOWN",
                 "There is no such segment; list the segments.",
                 {{"segment", IdOf(SegmentName(kind, id), "segments/*").value_or("")}});
}

absl::Status RunUnknown(int32_t number) {
  return Failure(absl::StatusCode::kNotFound, "SEGMENT_RUN_UNKNOWN",
                 "There is no such segment run any more; ask without one to see those that are kept.",
                 {{"segment_run", std::to_string(number)}});
}

absl::Status PlaceUnknown() {
  return Failure(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH",
                 "The page token does not belong to this list; start again without one.");
}

SegmentKind KindOf(v1::SegmentKind kind) {
  return kind == v1::SEGMENT_KIND_RFM ? SegmentKind::kRfm : SegmentKind::kCluster;
}

// Takes off the member beyond the page; says whether there was one.
bool CutToSize(std::vector<SegmentMember>& members, int limit) {
  const bool more = members.size() == static_cast<size_t>(limit);
  if (more) members.pop_back();
  return more;
}

TrendPage PageOf(const v1::ListTrendsRequest& request, int32_t run) {
  TrendPage page{.run = run, .sure_only = !request.include_unsure()};
  if (const auto key = SegmentOf(request.segment())) page.segment = key->id;
  if (request.subject() == v1::TREND_SUBJECT_PRODUCT) page.subject = TrendSubject::kProduct;
  page.rising = request.direction() != v1::TREND_DIRECTION_FALLING;
  page.falling = request.direction() != v1::TREND_DIRECTION_RISING;
  page.limit = rpc::PageSizeOf(request.page_size()) + 1;
  return page;
}

}  // namespace

absl::Status SegmentApi::Fill(const v1::ListSegmentsRequest& request,
                              v1::ListSegmentsResponse& response) const {
  ASSIGN_OR_RETURN(const SegmentRun run, parts_.segments.Published());
  ASSIGN_OR_RETURN(const auto groups, parts_.segments.ListGroups(run.number));
  ASSIGN_OR_RETURN(const auto segments, parts_.segments.ListSegments(run.number, KindOf(request.kind())));
  for (const SegmentRow& segment : segments) ToWire(segment, run, groups, *response.add_segments());
  ToWire(run, *response.mutable_segment_run());
  return parts_.segments.FindRun(run.number).status();
}

absl::Status SegmentApi::Fill(const v1::GetCustomerSegmentRequest& request,
                              v1::GetCustomerSegmentResponse& response) const {
  const std::string customer_id = CustomerIdOf(request.customer());
  ASSIGN_OR_RETURN(const SegmentRun run, parts_.segments.Published());
  ASSIGN_OR_RETURN(const auto member, parts_.segments.FindMember(run.number, customer_id));
  if (!member) return ScoreUnknown(customer_id);
  ASSIGN_OR_RETURN(const auto groups, parts_.segments.ListGroups(run.number));
  ASSIGN_OR_RETURN(const SegmentRow segment, FindSegment(run.number, SegmentKind::kCluster, member->segment));
  ASSIGN_OR_RETURN(const auto runs, parts_.segments.ListRuns(run.number, kRunsRemembered));
  ToWire(*member, run, *response.mutable_member());
  ToWire(segment, run, groups, *response.mutable_segment());
  FillHistory(*member, runs, response);
  ToWire(run, *response.mutable_segment_run());
  return absl::OkStatus();
}

absl::Status SegmentApi::Fill(const v1::ListSegmentMembersRequest& request,
                              v1::ListSegmentMembersResponse& response) const {
  ASSIGN_OR_RETURN(const std::string place, parts_.page_tokens.LastKey(request));
  ASSIGN_OR_RETURN(MemberPage page, PageAfter(place, rpc::PageSizeOf(request.page_size())));
  const SegmentKey key = SegmentOf(request.segment()).value_or(SegmentKey{});
  page.kind = key.kind;
  page.segment = key.id;
  ASSIGN_OR_RETURN(const SegmentRun run, parts_.segments.FindRun(page.run));
  RETURN_IF_ERROR(FindSegment(run.number, key.kind, key.id).status());
  ASSIGN_OR_RETURN(auto members, parts_.segments.ListMembers(page));
  const bool more = CutToSize(members, page.limit);
  for (const SegmentMember& member : members) ToWire(member, run, *response.add_members());
  if (!more) return absl::OkStatus();
  const SegmentMember& last = members.back();
  response.set_next_page_token(
      parts_.page_tokens.Make(PlaceOf(run.number, last.value_minor, last.customer_id), request));
  return absl::OkStatus();
}

absl::Status SegmentApi::Fill(const v1::ListMovementsRequest& request,
                              v1::ListMovementsResponse& response) const {
  ASSIGN_OR_RETURN(const SegmentRun published, parts_.segments.Published());
  ASSIGN_OR_RETURN(const auto runs, parts_.segments.ListRuns(published.number, kRunsRemembered));
  const int32_t number = SegmentRunOf(request.segment_run()).value_or(published.number);
  const auto run =
      std::find_if(runs.begin(), runs.end(), [&](const SegmentRun& one) { return one.number == number; });
  if (run == runs.end()) return RunUnknown(number);
  ASSIGN_OR_RETURN(const auto movements, parts_.segments.ListMovements(number));
  for (const SegmentMovement& movement : movements) ToWire(movement, *run, *response.add_movements());
  ToWire(*run, *response.mutable_segment_run());
  for (const SegmentRun& one : runs) ToWire(one, *response.add_segment_runs());
  return absl::OkStatus();
}

absl::Status SegmentApi::Fill(const v1::ListTrendsRequest& request, v1::ListTrendsResponse& response) const {
  ASSIGN_OR_RETURN(const std::string place, parts_.page_tokens.LastKey(request));
  ASSIGN_OR_RETURN(const MemberPage at, PageAfter(place, 0));  // its value is the position
  TrendPage page = PageOf(request, at.run);
  if (!place.empty()) page.after = static_cast<int32_t>(at.below_minor);
  ASSIGN_OR_RETURN(const SegmentRun run, parts_.segments.FindRun(page.run));
  if (page.segment != 0) {
    RETURN_IF_ERROR(FindSegment(run.number, SegmentKind::kCluster, page.segment).status());
  }
  ASSIGN_OR_RETURN(auto trends, parts_.segments.ListTrends(page));
  const bool more = trends.size() == static_cast<size_t>(page.limit);
  if (more) trends.pop_back();
  for (const PlacedTrend& trend : trends) ToWire(trend.row, *response.add_trends());
  if (more) {
    response.set_next_page_token(
        parts_.page_tokens.Make(PlaceOf(run.number, trends.back().position, "-"), request));
  }
  return absl::OkStatus();
}

absl::Status SegmentApi::Fill(const v1::ListRipeCustomersRequest& request,
                              v1::ListRipeCustomersResponse& response) const {
  ASSIGN_OR_RETURN(const std::string place, parts_.page_tokens.LastKey(request));
  ASSIGN_OR_RETURN(MemberPage page, PageAfter(place, rpc::PageSizeOf(request.page_size())));
  ASSIGN_OR_RETURN(const SegmentRun run, parts_.segments.FindRun(page.run));
  if (const auto key = SegmentOf(request.segment())) {
    RETURN_IF_ERROR(FindSegment(run.number, key->kind, key->id).status());
    page.segment = key->id;
  }
  ASSIGN_OR_RETURN(auto members, parts_.segments.ListRipe(page));
  const bool more = CutToSize(members, page.limit);
  for (const SegmentMember& member : members) ToWire(member, run, *response.add_customers());
  if (!more) return absl::OkStatus();
  const SegmentMember& last = members.back();
  response.set_next_page_token(
      parts_.page_tokens.Make(PlaceOf(run.number, last.ripe_minor, last.customer_id), request));
  return absl::OkStatus();
}

absl::StatusOr<MemberPage> SegmentApi::PageAfter(const std::string& place, int size) const {
  MemberPage page{.limit = size + 1};
  if (!GoOnAfter(place, page)) return PlaceUnknown();
  if (!place.empty()) return page;
  ASSIGN_OR_RETURN(const SegmentRun run, parts_.segments.Published());
  page.run = run.number;
  return page;
}

absl::StatusOr<SegmentRow> SegmentApi::FindSegment(int32_t run, SegmentKind kind, int32_t id) const {
  ASSIGN_OR_RETURN(const auto segments, parts_.segments.ListSegments(run, kind));
  for (const SegmentRow& segment : segments) {
    if (segment.id == id) return segment;
  }
  return SegmentUnknown(kind, id);
}

}  // namespace bestand::scoring
