#pragma once

#include "bestand/customer_profile/v1/customer_service.grpc.pb.h"
#include "bestand/customer_profile/v1/product_service.grpc.pb.h"
#include "bestand/customer_profile/v1/purchase_line_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/segments/purchase_lines.h"

namespace bestand::scoring {

// Asks customer-profile for purchase lines, products and customers. Threads may share it.
class PurchaseLineClient : public PurchaseLineSource, public AttributeSource {
 public:
  explicit PurchaseLineClient(const rpc::Remote& remote)
      : lines_(remote), products_(remote), customers_(remote) {}

  absl::Status StreamLines(int32_t until_day,
                           absl::FunctionRef<absl::Status(const LineChunk&)> take) override;
  absl::Status StreamProducts(absl::FunctionRef<absl::Status(const CatalogueProduct&)> take) override;
  absl::Status StreamCustomers(absl::FunctionRef<absl::Status(const CustomerAttributes&)> take) override;

 private:
  rpc::Client<customer_profile::v1::PurchaseLineService> lines_;
  rpc::Client<customer_profile::v1::ProductService> products_;
  rpc::Client<customer_profile::v1::CustomerService> customers_;
};

}  // namespace bestand::scoring
