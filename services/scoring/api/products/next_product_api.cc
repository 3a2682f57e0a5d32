#include "services/scoring/api/products/next_product_api.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "services/scoring/api/job_wire.h"
#include "services/scoring/api/products/next_product_checks.h"
#include "services/scoring/api/products/next_product_names.h"
#include "services/scoring/api/products/next_product_wire.h"
#include "services/scoring/api/watch_job.h"

namespace bestand::scoring {
namespace {

constexpr int32_t kUsualTransitions = 20;
constexpr int32_t kMostTransitions = 1000;
constexpr size_t kFullBytes = 100'000;

JobName ProductFitJobNamed(std::string_view name) { return {name, "productFitJobs/*", kProductFitJob}; }

// What is asked for of one product, or of all. Fails with PRODUCT_UNKNOWN.
absl::StatusOr<std::vector<Transition>> FindTransitions(const LoadedProducts& products,
                                                        const TransitionTable& table,
                                                        const v1::GetTransitionsRequest& request) {
  const auto limit = static_cast<size_t>(request.limit() == 0 ? kUsualTransitions
                                                              : std::min(request.limit(), kMostTransitions));
  if (request.product().empty()) return table.MostFrequent(limit);
  const auto item = products.ItemOf(ProductIdOf(request.product()));
  if (!item) {
    return Failure(absl::StatusCode::kNotFound, "PRODUCT_UNKNOWN",
                   "The product model knows no such product: nobody bought it, or it was excluded.",
                   {{"product", request.product()}});
  }
  std::vector<Transition> found = table.of_item[*item];
  if (found.size() > limit) found.erase(found.begin() + static_cast<std::ptrdiff_t>(limit), found.end());
  return found;
}

}  // namespace

grpc::ServerUnaryReactor* NextProductApi::CreateProductFitJob(grpc::CallbackServerContext* context,
                                                              const v1::CreateProductFitJobRequest* request,
                                                              v1::CreateProductFitJobResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(const jobs::Job job,
                         parts_.jobs.Create({.kind = kProductFitJob,
                                             .parameters = Encode(FromWire(call.request.fit())),
                                             .creator = call.caller.name}));
        return ToWire(job, *call.response.mutable_product_fit_job());
      });
}

grpc::ServerUnaryReactor* NextProductApi::GetProductFitJob(grpc::CallbackServerContext* context,
                                                           const v1::GetProductFitJobRequest* request,
                                                           v1::GetProductFitJobResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const jobs::Job job, FindJob(parts_.jobs, ProductFitJobNamed(call.request.name())));
    return ToWire(job, *call.response.mutable_product_fit_job());
  });
}

grpc::ServerWriteReactor<v1::WatchProductFitJobResponse>* NextProductApi::WatchProductFitJob(
    grpc::CallbackServerContext* context, const v1::WatchProductFitJobRequest* request) {
  return rpc::Stream<v1::WatchProductFitJobResponse>(
      parts_.runtime, context, request,
      [this](const auto& call, rpc::Writer<v1::WatchProductFitJobResponse>& writer) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(jobs::Job job, FindJob(parts_.jobs, ProductFitJobNamed(call.request.name())));
        return WatchJob(parts_.jobs, std::move(job), writer, [](const jobs::Job& seen, auto& chunk) {
          return ToWire(seen, *chunk.mutable_product_fit_job());
        });
      });
}

grpc::ServerUnaryReactor* NextProductApi::CancelProductFitJob(grpc::CallbackServerContext* context,
                                                              const v1::CancelProductFitJobRequest* request,
                                                              v1::CancelProductFitJobResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(Check(call.request));
                           ASSIGN_OR_RETURN(const jobs::Job job,
                                            CancelJob(parts_.jobs, ProductFitJobNamed(call.request.name())));
                           return ToWire(job, *call.response.mutable_product_fit_job());
                         });
}

grpc::ServerUnaryReactor* NextProductApi::GetProductModel(grpc::CallbackServerContext* context,
                                                          const v1::GetProductModelRequest* request,
                                                          v1::GetProductModelResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const auto products, parts_.keeper.Current());
    ToWire(products->record(), *call.response.mutable_product_model());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* NextProductApi::SuggestNextProducts(grpc::CallbackServerContext* context,
                                                              const v1::SuggestNextProductsRequest* request,
                                                              v1::SuggestNextProductsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const CustomerSuggestions found,
                     parts_.next_products.Suggest(
                         CustomerIdOf(call.request.customer()),
                         {ListSizeOf(call.request.again_size()), ListSizeOf(call.request.new_size())}));
    ToWire(found, *call.response.mutable_next_products());
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::StreamNextProductsResponse>* NextProductApi::StreamNextProducts(
    grpc::CallbackServerContext* context, const v1::StreamNextProductsRequest* request) {
  return rpc::Stream<v1::StreamNextProductsResponse>(
      parts_.runtime, context, request,
      [this](const auto& call, rpc::Writer<v1::StreamNextProductsResponse>& writer) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        return Stream(call.request, writer);
      });
}

absl::Status NextProductApi::Stream(const v1::StreamNextProductsRequest& request,
                                    rpc::Writer<v1::StreamNextProductsResponse>& writer) {
  v1::StreamNextProductsResponse chunk;
  size_t bytes = 0;
  const auto send = [&]() -> absl::Status {
    if (!writer.Write(chunk)) return absl::CancelledError("The caller has gone.");
    chunk.Clear();
    bytes = 0;
    return absl::OkStatus();
  };
  BoughtLineQuery query;
  query.first_bucket = request.first_bucket();
  query.end_bucket = request.end_bucket() == 0 ? 1024 : request.end_bucket();
  const ListSizes sizes{ListSizeOf(request.again_size()), ListSizeOf(request.new_size())};
  RETURN_IF_ERROR(parts_.next_products.Stream(query, sizes, [&](const CustomerSuggestions& found) {
    ToWire(found, *chunk.add_next_products());
    bytes += chunk.next_products().rbegin()->ByteSizeLong();
    return bytes < kFullBytes ? absl::OkStatus() : send();
  }));
  return chunk.next_products().empty() ? absl::OkStatus() : send();
}

grpc::ServerUnaryReactor* NextProductApi::GetTransitions(grpc::CallbackServerContext* context,
                                                         const v1::GetTransitionsRequest* request,
                                                         v1::GetTransitionsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const auto products, parts_.keeper.Current());
    const ProductModel& model = products->record().model;
    const TransitionTable& table = call.request.first_purchase() ? model.after_first : model.after;
    ASSIGN_OR_RETURN(const auto found, FindTransitions(*products, table, call.request));
    for (const Transition& transition : found) {
      ToWire(transition, table, products->record(), *call.response.add_transitions());
    }
    return absl::OkStatus();
  });
}

}  // namespace bestand::scoring
