#include "services/customer_profile/api/behaviour_api.h"

#include <unordered_map>

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/customer_profile/api/batch.h"
#include "services/customer_profile/api/days.h"

namespace bestand::customer_profile {
namespace {

constexpr int kChunk = 1000;

std::optional<int64_t> AsOf(const auto& request) {
  return request.has_as_of_date() ? std::optional(DayNumber(request.as_of_date())) : std::nullopt;
}

void Append(const Behaviour& behaviour, v1::BehaviourColumns& columns) {
  columns.add_customer_ids(behaviour.customer_id);
  columns.add_bought_months(static_cast<uint64_t>(behaviour.bought_months));
  columns.add_log_gaps_milli(behaviour.log_gaps_milli);
  columns.add_earlier_values_minor(behaviour.earlier_value_minor);
  columns.add_items(static_cast<int32_t>(behaviour.items));
  columns.add_earlier_items(static_cast<int32_t>(behaviour.earlier_items));
  columns.add_returned_permille(static_cast<int32_t>(behaviour.returned_permille));
  columns.add_open_complaints(static_cast<int32_t>(behaviour.open_complaints));
  columns.add_unanswered_contacts(static_cast<int32_t>(behaviour.unanswered_contacts));
  columns.add_recent_contacts(static_cast<int32_t>(behaviour.recent_contacts));
  columns.add_last_inbound_days(static_cast<int32_t>(behaviour.last_inbound_day.value_or(-1)));
  columns.add_contract_end_days(static_cast<int32_t>(behaviour.contract_end_day.value_or(-1)));
}

}  // namespace

absl::Status CheckRequest(const v1::BatchGetBehavioursRequest& request) {
  Violations found;
  UnlessCustomers(found, "customers", request.customers());
  if (request.has_as_of_date()) UnlessDate(found, "as_of_date", request.as_of_date());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::StreamBehavioursRequest& request) {
  Violations found;
  if (request.has_as_of_date()) UnlessDate(found, "as_of_date", request.as_of_date());
  found.UnlessInRange("first_bucket", int64_t{request.first_bucket()}, 0, 1023);
  found.UnlessInRange("end_bucket", int64_t{request.end_bucket()}, 0, 1024);
  found.Unless(request.end_bucket() == 0 || request.end_bucket() > request.first_bucket(), "end_bucket",
               "must be greater than first_bucket, or 0");
  return found.ToStatus();
}

grpc::ServerUnaryReactor* BehaviourApi::BatchGetBehaviours(grpc::CallbackServerContext* context,
                                                           const v1::BatchGetBehavioursRequest* request,
                                                           v1::BatchGetBehavioursResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const std::vector<std::string> ids = CustomerIdsOf(call.request.customers());
    ASSIGN_OR_RETURN(const auto found, behaviours_.Find(ids, AsOf(call.request)));
    std::unordered_map<std::string_view, const Behaviour*> by_id;
    for (const Behaviour& behaviour : found) by_id[behaviour.customer_id] = &behaviour;
    for (const std::string& id : ids) {
      const auto known = by_id.find(id);
      Append(known == by_id.end() ? Behaviour{.customer_id = id} : *known->second,
             *call.response.mutable_behaviours());
    }
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::StreamBehavioursResponse>* BehaviourApi::StreamBehaviours(
    grpc::CallbackServerContext* context, const v1::StreamBehavioursRequest* request) {
  return rpc::Stream<v1::StreamBehavioursResponse>(runtime_, context, request,
                                                   [this](const auto& call, auto& writer) -> absl::Status {
                                                     RETURN_IF_ERROR(CheckRequest(call.request));
                                                     return Stream(call.request, writer);
                                                   });
}

absl::Status BehaviourApi::Stream(const v1::StreamBehavioursRequest& request,
                                  rpc::Writer<v1::StreamBehavioursResponse>& writer) {
  BehaviourOrder order{.as_of = AsOf(request), .first_bucket = request.first_bucket()};
  if (request.end_bucket() != 0) order.end_bucket = request.end_bucket();
  v1::StreamBehavioursResponse chunk;
  const auto send = [&]() -> absl::Status {
    if (!writer.Write(chunk)) return absl::CancelledError("The caller has gone.");
    chunk.Clear();
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(behaviours_.Stream(order, [&](const Behaviour& behaviour) -> absl::Status {
    Append(behaviour, *chunk.mutable_behaviours());
    return chunk.behaviours().customer_ids_size() < kChunk ? absl::OkStatus() : send();
  }));
  return chunk.behaviours().customer_ids_size() == 0 ? absl::OkStatus() : send();
}

}  // namespace bestand::customer_profile
