#include "services/scoring/clients/segments/purchase_line_client.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/clients/read_stream.h"
#include "services/scoring/clients/trait_client.h"

namespace bestand::scoring {

namespace profile = customer_profile::v1;

namespace {

constexpr int kPageSize = 1000;
constexpr char kCategory[] = "category";

template <class T>
bool AllWithin(const T& positions, int size) {
  return std::all_of(positions.begin(), positions.end(), [&](int32_t p) { return p >= 0 && p < size; });
}

absl::StatusOr<LineChunk> FromWire(const profile::StreamPurchaseLinesResponse& chunk) {
  const int lines = chunk.days_size();
  const bool whole = chunk.customer_indexes_size() == lines && chunk.product_indexes_size() == lines &&
                     chunk.quantities_size() == lines && chunk.values_minor_size() == lines &&
                     AllWithin(chunk.customer_indexes(), chunk.customer_ids_size()) &&
                     AllWithin(chunk.product_indexes(), chunk.product_ids_size());
  if (!whole) {
    return Failure(
        absl::StatusCode::kInternal, "INTERNAL_ERROR",
        "customer-profile sent purchase lines that do not fit together; report it with the trace id.");
  }
  return LineChunk{.customer_ids = {chunk.customer_ids().begin(), chunk.customer_ids().end()},
                   .product_ids = {chunk.product_ids().begin(), chunk.product_ids().end()},
                   .customer_indexes = {chunk.customer_indexes().begin(), chunk.customer_indexes().end()},
                   .product_indexes = {chunk.product_indexes().begin(), chunk.product_indexes().end()},
                   .days = {chunk.days().begin(), chunk.days().end()},
                   .quantities = {chunk.quantities().begin(), chunk.quantities().end()},
                   .values_minor = {chunk.values_minor().begin(), chunk.values_minor().end()},
                   .currency = chunk.currency_code()};
}

CatalogueProduct FromWire(const profile::Product& product) {
  const auto category = product.attributes().find(kCategory);
  return {.id = product.name().substr(product.name().find('/') + 1),
          .name = product.display_name(),
          .category = category != product.attributes().end() ? category->second : ""};
}

CustomerAttributes FromWire(const profile::Customer& customer) {
  Traits traits = TraitsOf(customer);
  return {CustomerIdOf(customer.name()), std::move(traits.kind), std::move(traits.country)};
}

}  // namespace

absl::Status PurchaseLineClient::StreamLines(int32_t until_day,
                                             absl::FunctionRef<absl::Status(const LineChunk&)> take) {
  profile::StreamPurchaseLinesRequest request;
  *request.mutable_as_of_date() = ToDate(absl::CivilDay(1970, 1, 1) + until_day);
  const auto context = rpc::NewEndlessContext(lines_.remote());
  const auto reader = lines_.stub().StreamPurchaseLines(context.get(), request);
  return ReadStream<profile::StreamPurchaseLinesResponse>(
      *context, *reader, lines_.remote().service, [&](const auto& message) -> absl::Status {
        ASSIGN_OR_RETURN(const LineChunk chunk, FromWire(message));
        return take(chunk);
      });
}

absl::Status PurchaseLineClient::StreamProducts(
    absl::FunctionRef<absl::Status(const CatalogueProduct&)> take) {
  profile::ListProductsRequest request;
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(const auto page, products_.Call(&profile::ProductService::Stub::ListProducts, request));
    for (const profile::Product& product : page.products()) RETURN_IF_ERROR(take(FromWire(product)));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::Status PurchaseLineClient::StreamCustomers(
    absl::FunctionRef<absl::Status(const CustomerAttributes&)> take) {
  profile::ListCustomersRequest request;
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(const auto page,
                     customers_.Call(&profile::CustomerService::Stub::ListCustomers, request));
    for (const profile::Customer& customer : page.customers()) RETURN_IF_ERROR(take(FromWire(customer)));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace bestand::scoring
