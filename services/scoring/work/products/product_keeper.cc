#include "services/scoring/work/products/product_keeper.h"

#include <condition_variable>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

void Pause(std::stop_token stop, absl::Duration duration) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, absl::ToChronoMilliseconds(duration), [] { return false; });
}

}  // namespace

LoadedProducts::LoadedProducts(ProductRecord record) : record_(std::move(record)) {
  for (const std::string& product_id : record_.product_ids) {
    items_.emplace(product_id, static_cast<uint32_t>(items_.size()));
  }
}

std::optional<uint32_t> LoadedProducts::ItemOf(const std::string& product_id) const {
  const auto found = items_.find(product_id);
  if (found == items_.end()) return std::nullopt;
  return found->second;
}

Suggestions LoadedProducts::Suggest(const SuggestionOrder& order) const {
  std::unique_ptr<Suggester> suggester;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      suggester = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (suggester == nullptr) suggester = std::make_unique<Suggester>(record_.model);
  Suggestions suggestions = suggester->Suggest(order);
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(suggester));
  return suggestions;
}

ProductKeeper::ProductKeeper(const Parts& parts) : parts_(parts) {
  thread_ = std::jthread([this](std::stop_token stop) {
    bool well = true;
    for (; !stop.stop_requested(); Pause(stop, parts_.poll)) {
      const absl::Status status = Look();
      if (!status.ok() && well) {
        parts_.logger.Warning("the product model cannot be read; the one in memory stays",
                              {{"reason", ReasonOf(status)}});
      }
      well = status.ok();
    }
  });
}

ProductKeeper::~ProductKeeper() = default;

absl::StatusOr<std::shared_ptr<const LoadedProducts>> ProductKeeper::Current() {
  if (auto current = InMemory()) return current;
  RETURN_IF_ERROR(Look());
  if (auto current = InMemory()) return current;
  return NoProductModel();
}

std::shared_ptr<const LoadedProducts> ProductKeeper::InMemory() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

// A model that is removed while it is read is not there any more; the next look finds the new one.
absl::Status ProductKeeper::Look() {
  const std::lock_guard looking(looking_);
  ASSIGN_OR_RETURN(const std::string id, parts_.products.ActiveId());
  const auto current = InMemory();
  if (id.empty() || (current != nullptr && current->record().id == id)) return absl::OkStatus();
  auto record = parts_.products.Load(id);
  if (ReasonOf(record.status()) == "NO_PRODUCT_MODEL") return absl::OkStatus();
  RETURN_IF_ERROR(record.status());
  auto loaded = std::make_shared<const LoadedProducts>(*std::move(record));
  const std::lock_guard lock(mutex_);
  current_.swap(loaded);
  return absl::OkStatus();
}

}  // namespace bestand::scoring
