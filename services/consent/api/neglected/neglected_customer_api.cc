#include "services/consent/api/neglected/neglected_customer_api.h"

#include "common/error/error.h"
#include "common/rpc/stream.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kShortestSilence = absl::Hours(1);
constexpr absl::Duration kLongestSilence = absl::Hours(3660 * 24);

absl::Status CheckRequest(const v1::StreamNeglectedCustomersRequest& request) {
  Violations found;
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  found.UnlessKnown("channel", request.channel(), &v1::Channel_IsValid);
  found.UnlessDuration("min_silence", request.min_silence(), kShortestSilence, kLongestSilence);
  return found.ToStatus();
}

NeglectAsked AskedBy(const v1::StreamNeglectedCustomersRequest& request) {
  return {*ChannelOf(request.channel()), IdOf(request.purpose(), "purposes/*").value_or(""),
          ToDuration(request.min_silence()), request.allowed_only()};
}

v1::NeglectedCustomer ToWire(const NeglectedCustomer& neglected) {
  const auto& [last_contact, verdict] = neglected;
  v1::NeglectedCustomer wire;
  wire.set_customer(CustomerName(last_contact.customer));
  if (last_contact.time.has_value()) *wire.mutable_last_contact_time() = ToTimestamp(*last_contact.time);
  wire.set_allowed(verdict.decision.allowed);
  wire.set_reason(std::string(verdict.decision.reason));
  wire.set_legal_basis(std::string(verdict.decision.legal_basis));
  if (verdict.free_at.has_value()) *wire.mutable_free_time() = ToTimestamp(*verdict.free_at);
  return wire;
}

}  // namespace

grpc::ServerWriteReactor<v1::StreamNeglectedCustomersResponse>*
NeglectedCustomerApi::StreamNeglectedCustomers(grpc::CallbackServerContext* context,
                                               const v1::StreamNeglectedCustomersRequest* request) {
  using Chunk = v1::StreamNeglectedCustomersResponse;
  return rpc::Stream<Chunk>(
      runtime_, context, request, [this](const auto& call, rpc::Writer<Chunk>& writer) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        return neglected_.ForEachPage(AskedBy(call.request), [&](const NeglectedCustomers::Page& page) {
          if (page.empty()) return writer.Pause(absl::ZeroDuration());  // does anybody still wait?
          Chunk chunk;
          for (const NeglectedCustomer& neglected : page) *chunk.add_customers() = ToWire(neglected);
          return writer.Write(chunk);
        });
      });
}

}  // namespace bestand::consent
