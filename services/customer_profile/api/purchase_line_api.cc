#include "services/customer_profile/api/purchase_line_api.h"

#include "common/error/error.h"
#include "services/customer_profile/api/batch.h"
#include "services/customer_profile/api/days.h"
#include "services/customer_profile/api/purchase_line_chunk.h"

namespace bestand::customer_profile {
namespace {

constexpr int64_t kBuckets = 1024;

absl::Status CheckRequest(const v1::StreamPurchaseLinesRequest& request) {
  Violations found;
  if (request.has_as_of_date()) UnlessDate(found, "as_of_date", request.as_of_date());
  found.UnlessInRange("first_bucket", int64_t{request.first_bucket()}, 0, kBuckets - 1);
  found.UnlessInRange("end_bucket", int64_t{request.end_bucket()}, 0, kBuckets);
  const int64_t end = request.end_bucket() == 0 ? kBuckets : request.end_bucket();
  found.Unless(end > request.first_bucket(), "end_bucket", "must lie behind first_bucket");
  if (request.customers().empty()) return found.ToStatus();
  UnlessCustomers(found, "customers", request.customers());
  found.Unless(request.first_bucket() == 0 && request.end_bucket() == 0, "first_bucket",
               "must be unset, as must end_bucket, where customers are named");
  return found.ToStatus();
}

LineOrder FromWire(const v1::StreamPurchaseLinesRequest& request) {
  LineOrder order{.first_bucket = request.first_bucket(),
                  .end_bucket = request.end_bucket() == 0 ? static_cast<int>(kBuckets) : request.end_bucket(),
                  .customer_ids = CustomerIdsOf(request.customers())};
  if (request.has_as_of_date()) order.as_of = DayNumber(request.as_of_date());
  return order;
}

}  // namespace

grpc::ServerWriteReactor<v1::StreamPurchaseLinesResponse>* PurchaseLineApi::StreamPurchaseLines(
    grpc::CallbackServerContext* context, const v1::StreamPurchaseLinesRequest* request) {
  return rpc::Stream<v1::StreamPurchaseLinesResponse>(
      runtime_, context, request, [this](const auto& call, auto& writer) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const std::string currency, currency_.Get());
        LineChunks chunks([&](v1::StreamPurchaseLinesResponse& chunk) -> absl::Status {
          chunk.set_currency_code(currency);
          return writer.Write(chunk) ? absl::OkStatus() : absl::CancelledError("The caller has gone.");
        });
        RETURN_IF_ERROR(lines_.Stream(FromWire(call.request), chunks));
        return chunks.Finish();
      });
}

}  // namespace bestand::customer_profile
