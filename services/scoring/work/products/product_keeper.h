#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/log/logger.h"
#include "services/scoring/domain/products/suggest.h"
#include "services/scoring/work/products/product_store.h"

namespace bestand::scoring {

// A product model in memory, ready to suggest. Threads may share it.
class LoadedProducts {
 public:
  explicit LoadedProducts(ProductRecord record);
  LoadedProducts(const LoadedProducts&) = delete;
  LoadedProducts& operator=(const LoadedProducts&) = delete;

  const ProductRecord& record() const { return record_; }

  // The number of a product; nothing for one that the model does not know.
  std::optional<uint32_t> ItemOf(const std::string& product_id) const;

  // Suggests with one of a few suggesters, which are made when all are busy.
  Suggestions Suggest(const SuggestionOrder& order) const;

 private:
  const ProductRecord record_;
  std::unordered_map<std::string, uint32_t> items_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Suggester>> idle_;
};

// Keeps the product model in force in memory: a thread of its own looks for a new one every `poll`, reads it,
// and puts it in place at once. While the database is away the model in memory stays. Threads may share it.
class ProductKeeper {
 public:
  struct Parts {
    ProductStore& products;
    const log::Logger& logger;
    absl::Duration poll = absl::Milliseconds(500);
  };
  explicit ProductKeeper(const Parts& parts);
  // Waits for what is under way.
  ~ProductKeeper();
  ProductKeeper(const ProductKeeper&) = delete;
  ProductKeeper& operator=(const ProductKeeper&) = delete;

  // Returns the model in memory; without one looks into the database, and may wait for it. Fails with
  // NO_PRODUCT_MODEL.
  absl::StatusOr<std::shared_ptr<const LoadedProducts>> Current();

 private:
  absl::Status Look();
  std::shared_ptr<const LoadedProducts> InMemory() const;

  const Parts parts_;
  std::mutex looking_;
  mutable std::mutex mutex_;
  std::shared_ptr<const LoadedProducts> current_;
  std::jthread thread_;
};

}  // namespace bestand::scoring
