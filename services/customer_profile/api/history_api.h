#pragma once

#include "bestand/customer_profile/v1/history_service.grpc.pb.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "common/time/clock.h"
#include "services/customer_profile/domain/change.h"
#include "services/customer_profile/domain/last_contact_reads.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The RPCs of HistoryService; what they promise stands in the proto. Threads may share it.
class HistoryApi final : public v1::HistoryService::CallbackService {
 public:
  struct Parts {
    HistoryStore& history;
    LastContactReads& last_contacts;
    ChangeStore& changes;
    const rpc::PageTokens& page_tokens;
    const Clock& clock;
    rpc::Runtime& runtime;
    absl::Duration heartbeat = absl::Seconds(10);  // of WatchChanges
  };
  explicit HistoryApi(const Parts& parts) : parts_(parts), runtime_(parts.runtime) {}

  grpc::ServerUnaryReactor* RecordInteraction(grpc::CallbackServerContext* context,
                                              const v1::RecordInteractionRequest* request,
                                              v1::RecordInteractionResponse* response) override;
  grpc::ServerUnaryReactor* RecordGift(grpc::CallbackServerContext* context,
                                       const v1::RecordGiftRequest* request,
                                       v1::RecordGiftResponse* response) override;
  grpc::ServerUnaryReactor* RecordComplaint(grpc::CallbackServerContext* context,
                                            const v1::RecordComplaintRequest* request,
                                            v1::RecordComplaintResponse* response) override;
  grpc::ServerUnaryReactor* ResolveComplaint(grpc::CallbackServerContext* context,
                                             const v1::ResolveComplaintRequest* request,
                                             v1::ResolveComplaintResponse* response) override;
  grpc::ServerUnaryReactor* ListTimeline(grpc::CallbackServerContext* context,
                                         const v1::ListTimelineRequest* request,
                                         v1::ListTimelineResponse* response) override;
  grpc::ServerUnaryReactor* GetLastContact(grpc::CallbackServerContext* context,
                                           const v1::GetLastContactRequest* request,
                                           v1::GetLastContactResponse* response) override;
  grpc::ServerUnaryReactor* ListNotContactedSince(grpc::CallbackServerContext* context,
                                                  const v1::ListNotContactedSinceRequest* request,
                                                  v1::ListNotContactedSinceResponse* response) override;
  grpc::ServerUnaryReactor* GetGiftContext(grpc::CallbackServerContext* context,
                                           const v1::GetGiftContextRequest* request,
                                           v1::GetGiftContextResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchChangesResponse>* WatchChanges(
      grpc::CallbackServerContext* context, const v1::WatchChangesRequest* request) override;

 private:
  // A caller's clock may be ahead of ours, and its calendar a day.
  absl::Time Latest() const { return parts_.clock.Now() + absl::Hours(24); }
  absl::Status Timeline(const v1::ListTimelineRequest& request, v1::ListTimelineResponse& response);
  absl::Status Silent(const v1::ListNotContactedSinceRequest& request,
                      v1::ListNotContactedSinceResponse& response);
  absl::Status Watch(const v1::WatchChangesRequest& request, rpc::Writer<v1::WatchChangesResponse>& writer);

  const Parts parts_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
