#pragma once

#include "bestand/customer_profile/v1/history_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/reward_catalog/domain/sources.h"

namespace bestand::reward_catalog {

// Reads customers from the customer profile and writes into its gift ledger. Threads may share it.
class ProfileClient : public CustomerSource, public GiftLedger {
 public:
  explicit ProfileClient(const rpc::Remote& remote) : history_(remote) {}

  absl::StatusOr<CustomerFacts> Read(std::string_view customer_id) override;

  // The decision's id is the request id: the ledger takes each gift once.
  absl::Status Record(const Gift& gift) override;

 private:
  rpc::Client<customer_profile::v1::HistoryService> history_;
};

// Translates what the customer profile knows of a customer.
CustomerFacts CustomerFactsOf(const customer_profile::v1::GetGiftContextResponse& context);

// Translates a gift for the ledger.
customer_profile::v1::RecordGiftRequest RequestOf(const Gift& gift);

}  // namespace bestand::reward_catalog
