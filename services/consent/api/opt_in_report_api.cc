#include "services/consent/api/opt_in_report_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/purpose_wire.h"
#include "services/consent/domain/opt_in_rate.h"

namespace bestand::consent {
namespace {

void ToWire(const OptInCounts& counts, v1::QueryOptInRateResponse& wire) {
  const Share rate = ShareOf(counts.confirmed_customers, counts.active_customers);
  wire.set_active_customer_count(counts.active_customers);
  wire.set_confirmed_customer_count(counts.confirmed_customers);
  wire.set_opt_in_rate(rate.value);
  wire.set_opt_in_rate_low(rate.low);
  wire.set_opt_in_rate_high(rate.high);
  wire.set_requested_count(counts.requests);
  wire.set_confirmed_count(counts.confirmed_requests);
  wire.set_confirmation_rate(ShareOf(counts.confirmed_requests, counts.requests).value);
  if (counts.median_to_confirm.has_value()) {
    *wire.mutable_median_time_to_confirm() = ToDuration(*counts.median_to_confirm);
  }
  wire.set_suggestion(SuggestionFor(counts));
}

}  // namespace

grpc::ServerUnaryReactor* OptInReportApi::QueryOptInRate(grpc::CallbackServerContext* context,
                                                         const v1::QueryOptInRateRequest* request,
                                                         v1::QueryOptInRateResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const std::string purpose = PurposeIdOf(call.request.purpose());
    if (!purpose.empty()) RETURN_IF_ERROR(parts_.purposes.GetPurpose(purpose).status());
    const Channel channel = ChannelOf(call.request.channel()).value_or(Channel::kEmail);
    const absl::Time now = parts_.clock.Now();
    const OptInsAsked asked{purpose, channel, parts_.rules.CountriesAt(now)};
    ASSIGN_OR_RETURN(const OptInCounts counts, parts_.contacts.CountOptIns(asked, now));
    ToWire(counts, call.response);
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
