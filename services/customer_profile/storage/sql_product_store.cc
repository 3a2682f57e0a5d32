#include "services/customer_profile/storage/sql_product_store.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Rows;
using storage::Session;

Product ToProduct(const storage::Row& row) {
  return {std::string(row.Text(0)), std::string(row.Text(1)), ToAttributes(row.Texts(2), row.Texts(3))};
}

absl::StatusOr<bool> UpsertOne(Session& session, const Product& product) {
  std::vector<std::string> keys, values;
  for (const auto& [key, value] : product.attributes) {
    keys.push_back(key);
    values.push_back(value);
  }
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kUpsertProduct, {{"product_id", product.product_id},
                                                                      {"display_name", product.display_name},
                                                                      {"attribute_keys", keys},
                                                                      {"attribute_values", values}}));
  return rows[0].Bool(0);
}

}  // namespace

std::map<std::string, std::string> ToAttributes(const std::vector<std::string>& keys,
                                                const std::vector<std::string>& values) {
  std::map<std::string, std::string> attributes;
  for (size_t at = 0; at < std::min(keys.size(), values.size()); ++at) attributes[keys[at]] = values[at];
  return attributes;
}

absl::StatusOr<UpsertCount> SqlProductStore::Upsert(std::span<const Product> products) {
  // By id, so that two callers take them in the same order.
  std::vector<const Product*> ordered;
  for (const Product& product : products) ordered.push_back(&product);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Product* left, const Product* right) {
    return left->product_id < right->product_id;
  });
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<UpsertCount> {
    UpsertCount count;
    for (const Product* product : ordered) {
      ASSIGN_OR_RETURN(const bool created, UpsertOne(session, *product));
      ++(created ? count.created : count.replaced);
    }
    return count;
  });
}

absl::StatusOr<Product> SqlProductStore::Find(std::string_view product_id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<Product> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindProduct, {{"product_id", product_id}}));
        if (!rows.empty()) return ToProduct(rows[0]);
        return Failure(absl::StatusCode::kNotFound, "PRODUCT_UNKNOWN",
                       "There is no such product; import it or list the products.",
                       {{"product", "products/" + std::string(product_id)}});
      },
      storage::Repeat::kOnce);
}

absl::StatusOr<std::vector<Product>> SqlProductStore::List(std::string_view after, int limit) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Product>> {
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kListProducts, {{"after", after}, {"limit", limit}}));
        std::vector<Product> products;
        for (const storage::Row row : rows) products.push_back(ToProduct(row));
        return products;
      },
      storage::Repeat::kOnce);
}

}  // namespace bestand::customer_profile
