#pragma once

#include "bestand/customer_profile/v1/purchase_line_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "services/customer_profile/api/ledger_currency.h"
#include "services/customer_profile/domain/purchase_lines.h"

namespace bestand::customer_profile {

// The RPC of PurchaseLineService; what it promises stands in the proto. Threads may share it.
class PurchaseLineApi final : public v1::PurchaseLineService::CallbackService {
 public:
  PurchaseLineApi(PurchaseLineStore& lines, PurchaseStore& purchases, rpc::Runtime& runtime)
      : lines_(lines), currency_(purchases), runtime_(runtime) {}

  grpc::ServerWriteReactor<v1::StreamPurchaseLinesResponse>* StreamPurchaseLines(
      grpc::CallbackServerContext* context, const v1::StreamPurchaseLinesRequest* request) override;

 private:
  PurchaseLineStore& lines_;
  LedgerCurrency currency_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
