#include "services/consent/api/person/pause_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kLongestPause = absl::Hours(2 * 366 * 24);

absl::Status CheckRequest(const v1::GetPauseRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::SetPauseRequest& request, absl::Time now) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  if (request.has_until_time()) {
    found.UnlessTime("until_time", request.until_time());
    const absl::Time until = ToTime(request.until_time());
    found.Unless(until > now, "until_time", "has passed; leave it out to end the pause");
    found.Unless(until <= now + kLongestPause, "until_time", "is more than two years away; object instead");
  }
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

}  // namespace

grpc::ServerUnaryReactor* PauseApi::GetPause(grpc::CallbackServerContext* context,
                                             const v1::GetPauseRequest* request,
                                             v1::GetPauseResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const ConsentKey person, parts_.links.Read(LinkUse::kPreferences, call.request.token()));
    ASSIGN_OR_RETURN(const auto record, parts_.contacts.Load({person.customer}));
    const std::optional<absl::Time>& pause = record.frequency.pause;
    if (pause.has_value() && *pause > parts_.clock.Now())
      *call.response.mutable_until_time() = ToTimestamp(*pause);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PauseApi::SetPause(grpc::CallbackServerContext* context,
                                             const v1::SetPauseRequest* request,
                                             v1::SetPauseResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request, parts_.clock.Now()));
        ASSIGN_OR_RETURN(const ConsentKey person,
                         parts_.links.Read(LinkUse::kPreferences, call.request.token()));
        std::optional<absl::Time> until;
        if (call.request.has_until_time()) until = ToTime(call.request.until_time());
        const Wisher wisher{person.customer, CircumstancesOf(call.request.circumstances()), true};
        ASSIGN_OR_RETURN(const int64_t log_size, parts_.wishes.Pause(wisher, until));
        call.response.set_log_size(log_size);
        return absl::OkStatus();
      });
}

}  // namespace bestand::consent
