#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/scoring/domain/products/product_model.h"
#include "services/scoring/domain/products/quality.h"

namespace bestand::scoring {

// A product model with what it is called and worth.
struct ProductRecord {
  std::string id;  // a UUID
  absl::Time create_time;
  double fit_ms = 0;  // without reading and measuring
  ProductModel model;
  std::vector<std::string> product_ids;    // of each item
  std::vector<std::string> display_names;  // of each item; may be empty
  std::optional<ProductQuality> quality;   // none when the history was too short to keep time back
};

// Keeps product models. Threads may share it.
class ProductStore {
 public:
  virtual ~ProductStore() = default;

  // Keeps a model and makes it the one in force, both or neither; the one before it is kept too, for those
  // who read it just now, older ones are removed. The same id again changes nothing.
  virtual absl::Status Publish(const ProductRecord& record) = 0;

  // Returns the id of the model in force, "" before the first; one tiny read.
  virtual absl::StatusOr<std::string> ActiveId() = 0;

  // Fails with NO_PRODUCT_MODEL when it is not there, or was removed meanwhile.
  virtual absl::StatusOr<ProductRecord> Load(std::string_view id) = 0;
};

absl::Status NoProductModel();

}  // namespace bestand::scoring
