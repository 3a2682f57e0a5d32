#include "services/customer_profile/api/preference_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "services/customer_profile/api/history_wire.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kMaxBytes = 4 * 64;

absl::Status CheckRequest(const v1::SetPreferenceRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessRequiredText("preference.attribute", request.preference().attribute(), kMaxBytes);
  found.UnlessRequiredText("preference.value", request.preference().value(), kMaxBytes);
  found.UnlessKnown("preference.attitude", request.preference().attitude(), v1::Attitude_IsValid);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListPreferencesRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  return found.ToStatus();
}

Preference FromWire(const v1::Preference& wire) {
  return {wire.attribute(), wire.value(), static_cast<Attitude>(wire.attitude()), wire.stated()};
}

}  // namespace

grpc::ServerUnaryReactor* PreferenceApi::SetPreference(grpc::CallbackServerContext* context,
                                                       const v1::SetPreferenceRequest* request,
                                                       v1::SetPreferenceResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const Preference preference = FromWire(call.request.preference());
    RETURN_IF_ERROR(history_.SetPreference(CustomerIdOf(call.request.parent()), preference));
    ToWire(preference, *call.response.mutable_preference());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PreferenceApi::ListPreferences(grpc::CallbackServerContext* context,
                                                         const v1::ListPreferencesRequest* request,
                                                         v1::ListPreferencesResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto preferences, history_.Preferences(CustomerIdOf(call.request.parent())));
    for (const Preference& preference : preferences) ToWire(preference, *call.response.add_preferences());
    return absl::OkStatus();
  });
}

}  // namespace bestand::customer_profile
