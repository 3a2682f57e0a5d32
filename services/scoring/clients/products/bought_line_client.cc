#include "services/scoring/clients/products/bought_line_client.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/clients/read_stream.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

constexpr int kPageSize = 1000;
constexpr std::string_view kProductPrefix = "products/";

profile::StreamPurchaseLinesRequest ToWire(const BoughtLineQuery& query) {
  profile::StreamPurchaseLinesRequest request;
  if (query.as_of_day) *request.mutable_as_of_date() = ToDate(absl::CivilDay(1970, 1, 1) + *query.as_of_day);
  for (const std::string& id : query.customer_ids) request.add_customers(CustomerName(id));
  if (!query.customer_ids.empty()) return request;
  request.set_first_bucket(query.first_bucket);
  request.set_end_bucket(query.end_bucket);
  return request;
}

template <class Column>
bool Rises(const Column& column) {
  return std::is_sorted(column.begin(), column.end());
}

template <class Column>
bool IsBelow(const Column& column, int end) {
  return std::all_of(column.begin(), column.end(), [end](int32_t at) { return at >= 0 && at < end; });
}

bool IsWhole(const profile::StreamPurchaseLinesResponse& chunk) {
  const int lines = chunk.days_size(), customers = chunk.customer_ids_size(),
            products = chunk.product_ids_size();
  return chunk.customer_indexes_size() == lines && chunk.product_indexes_size() == lines &&
         chunk.quantities_size() == lines &&
         chunk.refused_product_indexes_size() == chunk.refusing_customer_indexes_size() &&
         Rises(chunk.customer_indexes()) && Rises(chunk.refusing_customer_indexes()) &&
         IsBelow(chunk.customer_indexes(), customers) && IsBelow(chunk.product_indexes(), products) &&
         IsBelow(chunk.refusing_customer_indexes(), customers) &&
         IsBelow(chunk.refused_product_indexes(), products);
}

template <class To, class Column>
void Copy(const Column& column, To& to) {
  to.assign(column.begin(), column.end());
}

absl::StatusOr<BoughtLineChunk> FromWire(const profile::StreamPurchaseLinesResponse& wire) {
  if (!IsWhole(wire)) {
    return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                   "customer-profile sent lines that do not fit together; report it with the trace id.");
  }
  BoughtLineChunk chunk;
  Copy(wire.customer_ids(), chunk.customer_ids);
  Copy(wire.product_ids(), chunk.product_ids);
  Copy(wire.customer_indexes(), chunk.customers);
  Copy(wire.product_indexes(), chunk.products);
  Copy(wire.days(), chunk.days);
  Copy(wire.quantities(), chunk.quantities);
  Copy(wire.refusing_customer_indexes(), chunk.refusing);
  Copy(wire.refused_product_indexes(), chunk.refused);
  chunk.bucket = wire.bucket();
  return chunk;
}

}  // namespace

absl::Status BoughtLineClient::Stream(const BoughtLineQuery& query,
                                      absl::FunctionRef<absl::Status(const BoughtLineChunk&)> take) {
  const auto context =
      query.customer_ids.empty() ? rpc::NewEndlessContext(lines_.remote()) : rpc::NewContext(lines_.remote());
  const auto reader = lines_.stub().StreamPurchaseLines(context.get(), ToWire(query));
  return ReadStream<profile::StreamPurchaseLinesResponse>(
      *context, *reader, lines_.remote().service, [&](const auto& message) -> absl::Status {
        ASSIGN_OR_RETURN(const BoughtLineChunk chunk, FromWire(message));
        return take(chunk);
      });
}

absl::StatusOr<std::unordered_map<std::string, std::string>> BoughtLineClient::ProductNames() {
  std::unordered_map<std::string, std::string> names;
  profile::ListProductsRequest request;
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(const auto page, products_.Call(&profile::ProductService::Stub::ListProducts, request));
    for (const auto& product : page.products()) {
      names[product.name().substr(kProductPrefix.size())] = product.display_name();
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return names;
}

}  // namespace bestand::scoring
