#include "services/customer_profile/api/feedback_api.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kMaxWordBytes = 4 * 2000, kMaxNameBytes = 4 * 100;
constexpr size_t kLeastCode = 2, kMostCode = 40;

bool IsCode(std::string_view code) {
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  return code.size() >= kLeastCode && code.size() <= kMostCode && code[0] >= 'A' && code[0] <= 'Z' &&
         std::ranges::all_of(code, fits);
}

void UnlessCode(Violations& found, std::string_view field, std::string_view code) {
  found.Unless(IsCode(code), field,
               "must be 2 to 40 capital letters, digits and underscores, a letter first, such as PRICE");
}

// A caller's clock may be ahead of ours, and its calendar a day.
absl::Status Check(const v1::RecordFeedbackRequest& request, absl::Time now) {
  const v1::Feedback& feedback = request.feedback();
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessKnown("feedback.kind", feedback.kind(), v1::FeedbackKind_IsValid);
  UnlessCode(found, "feedback.reason", feedback.reason());
  found.UnlessLines("feedback.text", feedback.text(), kMaxWordBytes);
  if (feedback.has_event_time()) {
    const bool past = ToTime(feedback.event_time()) <= now + absl::Hours(24);
    found.Unless(past, "feedback.event_time", "lies in the future");
    if (past) found.UnlessTime("feedback.event_time", feedback.event_time());
  }
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::ListFeedbackRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  return found.ToStatus();
}

absl::Status Check(const v1::StreamFeedbackReasonsRequest& request) {
  Violations found;
  if (request.has_since_time()) found.UnlessTime("since_time", request.since_time());
  return found.ToStatus();
}

absl::Status Check(const v1::SetFeedbackReasonRequest& request) {
  Violations found;
  UnlessCode(found, "reason.code", request.reason().code());
  found.UnlessRequiredText("reason.display_name", request.reason().display_name(), kMaxNameBytes);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

Feedback FromWire(const v1::Feedback& wire, absl::Time now) {
  return {.feedback_id = NewUuid(),
          .kind = wire.kind(),
          .reason = wire.reason(),
          .words = wire.text(),
          .event_time = wire.has_event_time() ? ToTime(wire.event_time()) : now};
}

void ToWire(const std::string& customer_id, const Feedback& feedback, v1::Feedback& wire) {
  wire.set_name(CustomerName(customer_id) + "/feedback/" + feedback.feedback_id);
  wire.set_kind(static_cast<v1::FeedbackKind>(feedback.kind));
  wire.set_reason(feedback.reason);
  wire.set_text(feedback.words);
  *wire.mutable_event_time() = ToTimestamp(feedback.event_time);
}

void ToWire(const FeedbackReason& reason, v1::FeedbackReason& wire) {
  wire.set_code(reason.code);
  wire.set_display_name(reason.display_name);
  wire.set_retired(reason.retired);
}

v1::StreamFeedbackReasonsResponse ChunkOf(const std::vector<GivenReason>& reasons) {
  v1::StreamFeedbackReasonsResponse chunk;
  for (const GivenReason& given : reasons) {
    chunk.add_customer_ids(given.customer_id);
    chunk.add_reasons(given.reason);
    chunk.add_kinds(static_cast<v1::FeedbackKind>(given.kind));
    chunk.add_companies(given.company);
  }
  return chunk;
}

}  // namespace

grpc::ServerUnaryReactor* FeedbackApi::RecordFeedback(grpc::CallbackServerContext* context,
                                                      const v1::RecordFeedbackRequest* request,
                                                      v1::RecordFeedbackResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request, clock_.Now()));
    const std::string customer_id = CustomerIdOf(call.request.parent());
    const Feedback feedback = FromWire(call.request.feedback(), clock_.Now());
    RETURN_IF_ERROR(feedback_.Record(customer_id, feedback));
    ToWire(customer_id, feedback, *call.response.mutable_feedback());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* FeedbackApi::ListFeedback(grpc::CallbackServerContext* context,
                                                    const v1::ListFeedbackRequest* request,
                                                    v1::ListFeedbackResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    const std::string customer_id = CustomerIdOf(call.request.parent());
    ASSIGN_OR_RETURN(const auto all, feedback_.List(customer_id));
    for (const Feedback& feedback : all) ToWire(customer_id, feedback, *call.response.add_feedback());
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::StreamFeedbackReasonsResponse>* FeedbackApi::StreamFeedbackReasons(
    grpc::CallbackServerContext* context, const v1::StreamFeedbackReasonsRequest* request) {
  return rpc::Stream<v1::StreamFeedbackReasonsResponse>(
      runtime_, context, request, [this](const auto& call, auto& writer) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        const absl::Time since =
            call.request.has_since_time() ? ToTime(call.request.since_time()) : absl::InfinitePast();
        return feedback_.StreamReasons(since, [&](const std::vector<GivenReason>& reasons) {
          return writer.Write(ChunkOf(reasons)) ? absl::OkStatus()
                                                : absl::CancelledError("The caller has gone.");
        });
      });
}

grpc::ServerUnaryReactor* FeedbackApi::SetFeedbackReason(grpc::CallbackServerContext* context,
                                                         const v1::SetFeedbackReasonRequest* request,
                                                         v1::SetFeedbackReasonResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    const v1::FeedbackReason& wire = call.request.reason();
    RETURN_IF_ERROR(feedback_.SetReason({wire.code(), wire.display_name(), wire.retired()}));
    *call.response.mutable_reason() = wire;
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* FeedbackApi::ListFeedbackReasons(grpc::CallbackServerContext* context,
                                                           const v1::ListFeedbackReasonsRequest* request,
                                                           v1::ListFeedbackReasonsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const auto reasons, feedback_.Reasons());
    for (const FeedbackReason& reason : reasons) ToWire(reason, *call.response.add_reasons());
    return absl::OkStatus();
  });
}

}  // namespace bestand::customer_profile
