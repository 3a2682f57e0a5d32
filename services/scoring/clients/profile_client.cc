#include "services/scoring/clients/profile_client.h"

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"
#include "services/scoring/clients/profile_wire.h"
#include "services/scoring/clients/read_stream.h"

namespace bestand::scoring {

namespace profile = customer_profile::v1;

absl::Status ProfileClient::Stream(const SummaryQuery& query,
                                   absl::FunctionRef<absl::Status(const SummaryChunk&)> take) {
  const auto context = rpc::NewEndlessContext(purchases_.remote());
  const auto reader = purchases_.stub().StreamPurchaseSummaries(context.get(), ToWire(query));
  return ReadStream<profile::StreamPurchaseSummariesResponse>(
      *context, *reader, purchases_.remote().service, [&](const auto& message) -> absl::Status {
        ASSIGN_OR_RETURN(const SummaryChunk chunk, FromWire(message));
        return take(chunk);
      });
}

absl::StatusOr<PurchaseSpan> ProfileClient::Span() {
  ASSIGN_OR_RETURN(const auto response, spans_.Call(&profile::PurchaseSpanService::Stub::GetPurchaseSpan,
                                                    profile::GetPurchaseSpanRequest()));
  return FromWire(response);
}

absl::StatusOr<std::vector<std::optional<Summary>>> ProfileClient::Find(
    std::span<const std::string> customer_ids, const FindTerms& terms) {
  std::vector<std::optional<Summary>> summaries;
  if (terms.as_of_day) {
    for (const std::string& id : customer_ids) {
      ASSIGN_OR_RETURN(auto summary, FromWire(FindOne(id, *terms.as_of_day), terms.currency));
      summaries.push_back(std::move(summary));
    }
    return summaries;
  }
  profile::BatchGetPurchaseSummariesRequest request;
  for (const std::string& id : customer_ids) request.add_customers(CustomerName(id));
  ASSIGN_OR_RETURN(const auto response,
                   purchases_.Call(&profile::PurchaseService::Stub::BatchGetPurchaseSummaries, request));
  for (const auto& result : response.results()) {
    ASSIGN_OR_RETURN(auto summary, FromWire(result, terms.currency));
    summaries.push_back(std::move(summary));
  }
  if (summaries.size() == customer_ids.size()) return summaries;
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "customer-profile answered for another number of customers; report it with the trace id.");
}

profile::PurchaseSummaryResult ProfileClient::FindOne(const std::string& customer_id, int32_t as_of_day) {
  profile::PurchaseSummaryResult result;
  const auto response = purchases_.Call(&profile::PurchaseService::Stub::GetPurchaseSummary,
                                        SummaryRequest(customer_id, as_of_day));
  if (response.ok()) {
    *result.mutable_summary() = response->summary();
  } else {
    *result.mutable_error() = rpc::ToWireStatus(response.status());
  }
  return result;
}

absl::Status ProfileClient::Follow(const std::string& cursor, std::stop_token stop,
                                   absl::FunctionRef<absl::Status(const ChangeChunk&)> take) {
  profile::WatchChangesRequest request;
  request.set_cursor(cursor);
  const auto context = rpc::NewEndlessContext(history_.remote());
  const std::stop_callback cancel(stop, [&] { context->TryCancel(); });
  const auto reader = history_.stub().WatchChanges(context.get(), request);
  return ReadStream<profile::WatchChangesResponse>(
      *context, *reader, history_.remote().service,
      [&](const auto& message) { return take(FromWire(message)); });
}

}  // namespace bestand::scoring
