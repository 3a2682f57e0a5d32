#pragma once

#include "bestand/customer_profile/v1/feedback_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "common/time/clock.h"
#include "services/customer_profile/domain/feedback.h"

namespace bestand::customer_profile {

// The RPCs of FeedbackService; what they promise stands in the proto. Threads may share it.
class FeedbackApi final : public v1::FeedbackService::CallbackService {
 public:
  FeedbackApi(FeedbackStore& feedback, const Clock& clock, rpc::Runtime& runtime)
      : feedback_(feedback), clock_(clock), runtime_(runtime) {}

  grpc::ServerUnaryReactor* RecordFeedback(grpc::CallbackServerContext* context,
                                           const v1::RecordFeedbackRequest* request,
                                           v1::RecordFeedbackResponse* response) override;
  grpc::ServerUnaryReactor* ListFeedback(grpc::CallbackServerContext* context,
                                         const v1::ListFeedbackRequest* request,
                                         v1::ListFeedbackResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamFeedbackReasonsResponse>* StreamFeedbackReasons(
      grpc::CallbackServerContext* context, const v1::StreamFeedbackReasonsRequest* request) override;
  grpc::ServerUnaryReactor* SetFeedbackReason(grpc::CallbackServerContext* context,
                                              const v1::SetFeedbackReasonRequest* request,
                                              v1::SetFeedbackReasonResponse* response) override;
  grpc::ServerUnaryReactor* ListFeedbackReasons(grpc::CallbackServerContext* context,
                                                const v1::ListFeedbackReasonsRequest* request,
                                                v1::ListFeedbackReasonsResponse* response) override;

 private:
  FeedbackStore& feedback_;
  const Clock& clock_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
