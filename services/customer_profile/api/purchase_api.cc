#include "services/customer_profile/api/purchase_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/customer_profile/api/batch.h"
#include "services/customer_profile/api/days.h"
#include "services/customer_profile/api/purchase_wire.h"

namespace bestand::customer_profile {
namespace {

constexpr int kChunk = 1000;

absl::Status CallerGone() { return absl::CancelledError("The caller has gone."); }

}  // namespace

grpc::ServerUnaryReactor* PurchaseApi::RecordPurchase(grpc::CallbackServerContext* context,
                                                      const v1::RecordPurchaseRequest* request,
                                                      v1::RecordPurchaseResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request, Latest()));
    return Record(call.request, call.response);
  });
}

absl::Status PurchaseApi::Record(const v1::RecordPurchaseRequest& request,
                                 v1::RecordPurchaseResponse& response) {
  const Purchase purchase = FromWire(request.purchase());
  ASSIGN_OR_RETURN(const bool created, parts_.purchases.Record(purchase));
  ASSIGN_OR_RETURN(const PurchaseSummary summary,
                   parts_.purchases.Summary(purchase.customer_id, std::nullopt));
  response.set_created(created);
  ToWire(purchase.customer_id, summary, purchase.currency_code, *response.mutable_summary());
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* PurchaseApi::GetPurchaseSummary(grpc::CallbackServerContext* context,
                                                          const v1::GetPurchaseSummaryRequest* request,
                                                          v1::GetPurchaseSummaryResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return Summarise(call.request, call.response);
  });
}

absl::Status PurchaseApi::Summarise(const v1::GetPurchaseSummaryRequest& request,
                                    v1::GetPurchaseSummaryResponse& response) {
  std::optional<int64_t> as_of;
  if (request.has_as_of_date()) as_of = DayNumber(request.as_of_date());
  const std::string customer_id = CustomerIdOf(request.customer());
  ASSIGN_OR_RETURN(const PurchaseSummary summary, parts_.purchases.Summary(customer_id, as_of));
  ASSIGN_OR_RETURN(const std::string currency, currency_.Get());
  ToWire(customer_id, summary, currency, *response.mutable_summary());
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* PurchaseApi::BatchGetPurchaseSummaries(
    grpc::CallbackServerContext* context, const v1::BatchGetPurchaseSummariesRequest* request,
    v1::BatchGetPurchaseSummariesResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto found, parts_.purchases.Summaries(CustomerIdsOf(call.request.customers())));
    ASSIGN_OR_RETURN(const std::string currency, currency_.Get());
    AnswerEach(
        call.request.customers(), found, [&] { return call.response.add_results(); },
        [&](const PurchaseStore::Owned& owned, v1::PurchaseSummaryResult& result) {
          ToWire(owned.customer_id, owned.summary, currency, *result.mutable_summary());
        });
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::StreamPurchaseSummariesResponse>* PurchaseApi::StreamPurchaseSummaries(
    grpc::CallbackServerContext* context, const v1::StreamPurchaseSummariesRequest* request) {
  return rpc::Stream<v1::StreamPurchaseSummariesResponse>(
      runtime_, context, request, [this](const auto& call, auto& writer) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        return Stream(call.request, writer);
      });
}

absl::Status PurchaseApi::Stream(const v1::StreamPurchaseSummariesRequest& request,
                                 rpc::Writer<v1::StreamPurchaseSummariesResponse>& writer) {
  ASSIGN_OR_RETURN(const std::string currency, currency_.Get());
  const bool with_holdout = request.has_holdout_until_date();
  v1::StreamPurchaseSummariesResponse chunk;
  const auto send = [&]() -> absl::Status {
    chunk.set_currency_code(currency);
    if (!writer.Write(chunk)) return CallerGone();
    chunk.Clear();
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(parts_.purchases.Stream(FromWire(request), [&](const BulkSummary& bulk) -> absl::Status {
    Append(bulk, with_holdout, chunk);
    return chunk.customer_ids_size() < kChunk ? absl::OkStatus() : send();
  }));
  return chunk.customer_ids_size() == 0 ? absl::OkStatus() : send();
}

}  // namespace bestand::customer_profile
