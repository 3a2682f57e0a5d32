#include "services/customer_profile/api/product_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/violations.h"
#include "services/customer_profile/api/product_names.h"

namespace bestand::customer_profile {
namespace {

constexpr int kMaxAttributes = 50;
constexpr size_t kMaxAttributeBytes = 4 * 64;

void Check(Violations& found, const v1::Product& product, int at) {
  UnlessProduct(found, Indexed("products", at, "name"), product.name());
  found.UnlessText(Indexed("products", at, "display_name"), product.display_name(),
                   4 * kMaxProductNameCharacters);
  const std::string field = Indexed("products", at, "attributes");
  found.UnlessAtMost(field, product.attributes_size(), kMaxAttributes);
  for (const auto& [key, value] : product.attributes()) {
    found.UnlessRequiredText(field, key, kMaxAttributeBytes);
    found.UnlessText(field, value, kMaxAttributeBytes);
  }
}

absl::Status CheckRequest(const v1::UpsertProductsRequest& request) {
  Violations found;
  found.UnlessBatch("products", request.products_size());
  for (int at = 0; at < request.products_size() && at < 1000; ++at) Check(found, request.products(at), at);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetProductRequest& request) {
  Violations found;
  UnlessProduct(found, "name", request.name());
  return found.ToStatus();
}

std::vector<Product> FromWire(const v1::UpsertProductsRequest& request) {
  std::vector<Product> products;
  for (const v1::Product& wire : request.products()) {
    products.push_back({ProductIdOf(wire.name()),
                        wire.display_name(),
                        {wire.attributes().begin(), wire.attributes().end()}});
  }
  return products;
}

void ToWire(const Product& product, v1::Product& wire) {
  wire.set_name(ProductName(product.product_id));
  wire.set_display_name(product.display_name);
  wire.mutable_attributes()->insert(product.attributes.begin(), product.attributes.end());
}

}  // namespace

grpc::ServerUnaryReactor* ProductApi::UpsertProducts(grpc::CallbackServerContext* context,
                                                     const v1::UpsertProductsRequest* request,
                                                     v1::UpsertProductsResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const UpsertCount count, products_.Upsert(FromWire(call.request)));
    call.response.set_created_count(static_cast<int32_t>(count.created));
    call.response.set_replaced_count(static_cast<int32_t>(count.replaced));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ProductApi::GetProduct(grpc::CallbackServerContext* context,
                                                 const v1::GetProductRequest* request,
                                                 v1::GetProductResponse* response) {
  return rpc::AnswerNow(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Product product, products_.Find(ProductIdOf(call.request.name())));
    ToWire(product, *call.response.mutable_product());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ProductApi::ListProducts(grpc::CallbackServerContext* context,
                                                   const v1::ListProductsRequest* request,
                                                   v1::ListProductsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    Violations found;
    found.UnlessPageSize(call.request.page_size());
    RETURN_IF_ERROR(found.ToStatus());
    return List(call.request, call.response);
  });
}

absl::Status ProductApi::List(const v1::ListProductsRequest& request, v1::ListProductsResponse& response) {
  ASSIGN_OR_RETURN(const std::string after, page_tokens_.LastKey(request));
  const int size = rpc::PageSizeOf(request.page_size());
  ASSIGN_OR_RETURN(const auto found, products_.List(after, size));
  for (const Product& product : found) ToWire(product, *response.add_products());
  if (found.size() < static_cast<size_t>(size)) return absl::OkStatus();
  response.set_next_page_token(page_tokens_.Make(found.back().product_id, request));
  return absl::OkStatus();
}

}  // namespace bestand::customer_profile
