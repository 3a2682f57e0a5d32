#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/customer_profile/api/history_api.h"
#include "services/customer_profile/api/history_wire.h"
#include "services/customer_profile/api/timeline_wire.h"

namespace bestand::customer_profile {
namespace {

// How long one look for changes waits: short, so that a stop or a caller's leaving is seen soon.
constexpr absl::Duration kLook = absl::Milliseconds(200);

void ToWire(const ChangeChunk& chunk, v1::WatchChangesResponse& wire) {
  wire.Clear();
  for (const CustomerChange& change : chunk.changes) {
    v1::Change& added = *wire.add_changes();
    added.set_kind(static_cast<v1::ChangeKind>(change.kind));
    added.set_customer(CustomerName(change.customer_id));
  }
  wire.set_next_cursor(ToCursor(chunk.position));
}

}  // namespace

grpc::ServerUnaryReactor* HistoryApi::ListTimeline(grpc::CallbackServerContext* context,
                                                   const v1::ListTimelineRequest* request,
                                                   v1::ListTimelineResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return Timeline(call.request, call.response);
  });
}

absl::Status HistoryApi::Timeline(const v1::ListTimelineRequest& request,
                                  v1::ListTimelineResponse& response) {
  ASSIGN_OR_RETURN(const std::string key, parts_.page_tokens.LastKey(request));
  const TimelinePage page{.customer_id = CustomerIdOf(request.parent()),
                          .kind = static_cast<TimelineKind>(request.kind()),
                          .limit = rpc::PageSizeOf(request.page_size()),
                          .after = PlaceOf(key)};
  ASSIGN_OR_RETURN(const auto entries, parts_.history.Timeline(page));
  for (const TimelineEntry& entry : entries) ToWire(entry, *response.add_entries());
  if (entries.size() < static_cast<size_t>(page.limit)) return absl::OkStatus();
  response.set_next_page_token(parts_.page_tokens.Make(KeyOf(entries.back()), request));
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* HistoryApi::ListNotContactedSince(grpc::CallbackServerContext* context,
                                                            const v1::ListNotContactedSinceRequest* request,
                                                            v1::ListNotContactedSinceResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return Silent(call.request, call.response);
  });
}

absl::Status HistoryApi::Silent(const v1::ListNotContactedSinceRequest& request,
                                v1::ListNotContactedSinceResponse& response) {
  ASSIGN_OR_RETURN(const std::string key, parts_.page_tokens.LastKey(request));
  const SilentPage page{.since = ToTime(request.since_time()),
                        .limit = rpc::PageSizeOf(request.page_size()),
                        .after = SilentOf(key)};
  ASSIGN_OR_RETURN(const auto found, parts_.history.ListSilent(page));
  for (const SilentCustomer& silent : found) ToWire(silent, *response.add_customers());
  if (found.size() < static_cast<size_t>(page.limit)) return absl::OkStatus();
  response.set_next_page_token(parts_.page_tokens.Make(KeyOf(found.back()), request));
  return absl::OkStatus();
}

grpc::ServerWriteReactor<v1::WatchChangesResponse>* HistoryApi::WatchChanges(
    grpc::CallbackServerContext* context, const v1::WatchChangesRequest* request) {
  return rpc::Stream<v1::WatchChangesResponse>(
      runtime_, context, request,
      [this](const auto& call, auto& writer) -> absl::Status { return Watch(call.request, writer); });
}

absl::Status HistoryApi::Watch(const v1::WatchChangesRequest& request,
                               rpc::Writer<v1::WatchChangesResponse>& writer) {
  int64_t position = 0;
  if (!request.cursor().empty()) {
    ASSIGN_OR_RETURN(position, FromCursor(request.cursor()));
  }
  v1::WatchChangesResponse response;
  absl::Time sign_of_life = parts_.clock.Now() + parts_.heartbeat;
  do {
    ASSIGN_OR_RETURN(const ChangeChunk chunk, parts_.changes.AwaitAfter(position, kLook));
    position = chunk.position;
    if (chunk.changes.empty() && parts_.clock.Now() < sign_of_life) continue;
    ToWire(chunk, response);
    if (!writer.Write(response)) return absl::OkStatus();
    sign_of_life = parts_.clock.Now() + parts_.heartbeat;
  } while (writer.Pause(absl::ZeroDuration()));
  return absl::OkStatus();
}

}  // namespace bestand::customer_profile
