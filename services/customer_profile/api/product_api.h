#pragma once

#include "bestand/customer_profile/v1/product_service.grpc.pb.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The RPCs of ProductService; what they promise stands in the proto. Threads may share it.
class ProductApi final : public v1::ProductService::CallbackService {
 public:
  ProductApi(ProductStore& products, const rpc::PageTokens& page_tokens, rpc::Runtime& runtime)
      : products_(products), page_tokens_(page_tokens), runtime_(runtime) {}

  grpc::ServerUnaryReactor* UpsertProducts(grpc::CallbackServerContext* context,
                                           const v1::UpsertProductsRequest* request,
                                           v1::UpsertProductsResponse* response) override;
  grpc::ServerUnaryReactor* GetProduct(grpc::CallbackServerContext* context,
                                       const v1::GetProductRequest* request,
                                       v1::GetProductResponse* response) override;
  grpc::ServerUnaryReactor* ListProducts(grpc::CallbackServerContext* context,
                                         const v1::ListProductsRequest* request,
                                         v1::ListProductsResponse* response) override;

 private:
  absl::Status List(const v1::ListProductsRequest& request, v1::ListProductsResponse& response);

  ProductStore& products_;
  const rpc::PageTokens& page_tokens_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
