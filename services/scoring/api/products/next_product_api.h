#pragma once

#include "bestand/scoring/v1/next_product_service.grpc.pb.h"
#include "common/jobs/jobs.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "services/scoring/work/products/next_products.h"

namespace bestand::scoring {

// Answers NextProductService; what it promises stands in the proto. Threads may share it.
class NextProductApi final : public v1::NextProductService::CallbackService {
 public:
  struct Parts {
    jobs::Jobs& jobs;
    ProductKeeper& keeper;
    NextProducts& next_products;
    rpc::Runtime& runtime;
  };
  explicit NextProductApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* CreateProductFitJob(grpc::CallbackServerContext* context,
                                                const v1::CreateProductFitJobRequest* request,
                                                v1::CreateProductFitJobResponse* response) override;
  grpc::ServerUnaryReactor* GetProductFitJob(grpc::CallbackServerContext* context,
                                             const v1::GetProductFitJobRequest* request,
                                             v1::GetProductFitJobResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchProductFitJobResponse>* WatchProductFitJob(
      grpc::CallbackServerContext* context, const v1::WatchProductFitJobRequest* request) override;
  grpc::ServerUnaryReactor* CancelProductFitJob(grpc::CallbackServerContext* context,
                                                const v1::CancelProductFitJobRequest* request,
                                                v1::CancelProductFitJobResponse* response) override;
  grpc::ServerUnaryReactor* GetProductModel(grpc::CallbackServerContext* context,
                                            const v1::GetProductModelRequest* request,
                                            v1::GetProductModelResponse* response) override;
  grpc::ServerUnaryReactor* SuggestNextProducts(grpc::CallbackServerContext* context,
                                                const v1::SuggestNextProductsRequest* request,
                                                v1::SuggestNextProductsResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamNextProductsResponse>* StreamNextProducts(
      grpc::CallbackServerContext* context, const v1::StreamNextProductsRequest* request) override;
  grpc::ServerUnaryReactor* GetTransitions(grpc::CallbackServerContext* context,
                                           const v1::GetTransitionsRequest* request,
                                           v1::GetTransitionsResponse* response) override;

 private:
  absl::Status Stream(const v1::StreamNextProductsRequest& request,
                      rpc::Writer<v1::StreamNextProductsResponse>& writer);

  const Parts parts_;
};

}  // namespace bestand::scoring
