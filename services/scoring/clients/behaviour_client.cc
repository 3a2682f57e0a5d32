#include "services/scoring/clients/behaviour_client.h"

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/clients/read_stream.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

const absl::CivilDay kDayZero(1970, 1, 1);

bool IsWhole(const profile::BehaviourColumns& columns) {
  const int rows = columns.customer_ids_size();
  return columns.bought_months_size() == rows && columns.log_gaps_milli_size() == rows &&
         columns.earlier_values_minor_size() == rows && columns.items_size() == rows &&
         columns.earlier_items_size() == rows && columns.returned_permille_size() == rows &&
         columns.open_complaints_size() == rows && columns.unanswered_contacts_size() == rows &&
         columns.recent_contacts_size() == rows && columns.last_inbound_days_size() == rows &&
         columns.contract_end_days_size() == rows;
}

absl::Status Broken(std::string_view what) {
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "customer-profile sent " + std::string(what) + "; report it with the trace id.");
}

}  // namespace

absl::StatusOr<BehaviourChunk> FromWire(const profile::BehaviourColumns& columns) {
  if (!IsWhole(columns)) return Broken("columns of different length");
  BehaviourChunk chunk;
  for (int row = 0; row < columns.customer_ids_size(); ++row) {
    chunk.customer_ids.push_back(columns.customer_ids(row));
    chunk.behaviours.push_back({.bought_months = static_cast<int64_t>(columns.bought_months(row)),
                                .log_gaps_milli = columns.log_gaps_milli(row),
                                .earlier_value_minor = columns.earlier_values_minor(row),
                                .items = columns.items(row),
                                .earlier_items = columns.earlier_items(row),
                                .returned_permille = columns.returned_permille(row),
                                .open_complaints = columns.open_complaints(row),
                                .unanswered_contacts = columns.unanswered_contacts(row),
                                .recent_contacts = columns.recent_contacts(row),
                                .last_inbound_day = columns.last_inbound_days(row),
                                .contract_end_day = columns.contract_end_days(row)});
  }
  return chunk;
}

absl::StatusOr<std::vector<Behaviour>> BehaviourClient::FindBehaviours(
    std::span<const std::string> customer_ids, std::optional<int32_t> as_of_day) {
  profile::BatchGetBehavioursRequest request;
  for (const std::string& id : customer_ids) request.add_customers(CustomerName(id));
  if (as_of_day) *request.mutable_as_of_date() = ToDate(kDayZero + *as_of_day);
  ASSIGN_OR_RETURN(const auto response,
                   client_.Call(&profile::BehaviourService::Stub::BatchGetBehaviours, request));
  ASSIGN_OR_RETURN(BehaviourChunk chunk, FromWire(response.behaviours()));
  if (chunk.behaviours.size() != customer_ids.size()) return Broken("another number of customers");
  return std::move(chunk.behaviours);
}

absl::Status BehaviourClient::StreamBehaviours(const BehaviourQuery& query,
                                               absl::FunctionRef<absl::Status(const BehaviourChunk&)> take) {
  profile::StreamBehavioursRequest request;
  if (query.as_of_day) *request.mutable_as_of_date() = ToDate(kDayZero + *query.as_of_day);
  request.set_first_bucket(query.first_bucket);
  request.set_end_bucket(query.end_bucket);
  const auto context = rpc::NewEndlessContext(client_.remote());
  const auto reader = client_.stub().StreamBehaviours(context.get(), request);
  return ReadStream<profile::StreamBehavioursResponse>(
      *context, *reader, client_.remote().service, [&](const auto& message) -> absl::Status {
        ASSIGN_OR_RETURN(const BehaviourChunk chunk, FromWire(message.behaviours()));
        return take(chunk);
      });
}

}  // namespace bestand::scoring
