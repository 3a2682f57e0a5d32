#pragma once

#include "bestand/customer_profile/v1/history_service.grpc.pb.h"
#include "bestand/customer_profile/v1/purchase_service.grpc.pb.h"
#include "bestand/customer_profile/v1/purchase_span_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// Asks customer-profile for purchase summaries and changes. Threads may share it.
class ProfileClient : public SummarySource, public ChangeSource {
 public:
  explicit ProfileClient(const rpc::Remote& remote) : purchases_(remote), spans_(remote), history_(remote) {}

  absl::Status Stream(const SummaryQuery& query,
                      absl::FunctionRef<absl::Status(const SummaryChunk&)> take) override;
  absl::StatusOr<PurchaseSpan> Span() override;
  absl::StatusOr<std::vector<std::optional<Summary>>> Find(std::span<const std::string> customer_ids,
                                                           const FindTerms& terms) override;
  absl::Status Follow(const std::string& cursor, std::stop_token stop,
                      absl::FunctionRef<absl::Status(const ChangeChunk&)> take) override;

 private:
  customer_profile::v1::PurchaseSummaryResult FindOne(const std::string& customer_id, int32_t as_of_day);

  rpc::Client<customer_profile::v1::PurchaseService> purchases_;
  rpc::Client<customer_profile::v1::PurchaseSpanService> spans_;
  rpc::Client<customer_profile::v1::HistoryService> history_;
};

}  // namespace bestand::scoring
