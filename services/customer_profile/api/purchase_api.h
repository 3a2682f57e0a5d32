#pragma once

#include "bestand/customer_profile/v1/purchase_service.grpc.pb.h"
#include "common/rpc/receive.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "common/time/clock.h"
#include "services/customer_profile/api/ledger_currency.h"
#include "services/customer_profile/domain/import.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The RPCs of PurchaseService; what they promise stands in the proto. Threads may share it.
class PurchaseApi final : public v1::PurchaseService::CallbackService {
 public:
  struct Parts {
    PurchaseStore& purchases;
    ImportStore& imports;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit PurchaseApi(const Parts& parts)
      : parts_(parts), runtime_(parts.runtime), currency_(parts.purchases) {}

  grpc::ServerUnaryReactor* RecordPurchase(grpc::CallbackServerContext* context,
                                           const v1::RecordPurchaseRequest* request,
                                           v1::RecordPurchaseResponse* response) override;
  grpc::ServerReadReactor<v1::ImportPurchasesRequest>* ImportPurchases(
      grpc::CallbackServerContext* context, v1::ImportPurchasesResponse* response) override;
  grpc::ServerReadReactor<v1::ImportSalesListRequest>* ImportSalesList(
      grpc::CallbackServerContext* context, v1::ImportSalesListResponse* response) override;
  grpc::ServerUnaryReactor* GetImport(grpc::CallbackServerContext* context,
                                      const v1::GetImportRequest* request,
                                      v1::GetImportResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportRejectedRowsResponse>* ExportRejectedRows(
      grpc::CallbackServerContext* context, const v1::ExportRejectedRowsRequest* request) override;
  grpc::ServerUnaryReactor* GetPurchaseSummary(grpc::CallbackServerContext* context,
                                               const v1::GetPurchaseSummaryRequest* request,
                                               v1::GetPurchaseSummaryResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetPurchaseSummaries(
      grpc::CallbackServerContext* context, const v1::BatchGetPurchaseSummariesRequest* request,
      v1::BatchGetPurchaseSummariesResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamPurchaseSummariesResponse>* StreamPurchaseSummaries(
      grpc::CallbackServerContext* context, const v1::StreamPurchaseSummariesRequest* request) override;

 private:
  absl::Time Latest() const { return parts_.clock.Now() + absl::Hours(24); }
  absl::Status Record(const v1::RecordPurchaseRequest& request, v1::RecordPurchaseResponse& response);
  absl::Status Summarise(const v1::GetPurchaseSummaryRequest& request,
                         v1::GetPurchaseSummaryResponse& response);
  absl::Status Stream(const v1::StreamPurchaseSummariesRequest& request,
                      rpc::Writer<v1::StreamPurchaseSummariesResponse>& writer);
  absl::Status Import(rpc::Reader<v1::ImportPurchasesRequest>& reader, v1::ImportPurchasesResponse& response);
  absl::Status Import(rpc::Reader<v1::ImportSalesListRequest>& reader, v1::ImportSalesListResponse& response);
  absl::Status Export(const v1::ExportRejectedRowsRequest& request,
                      rpc::Writer<v1::ExportRejectedRowsResponse>& writer);

  const Parts parts_;
  rpc::Runtime& runtime_;
  LedgerCurrency currency_;
};

}  // namespace bestand::customer_profile
