#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// Keeps fitted models. Threads may share it.
class ModelStore {
 public:
  virtual ~ModelStore() = default;

  // Keeps the model and makes it the active one, both or neither. Again with the same id changes nothing but
  // the activation.
  virtual absl::Status KeepActive(const FittedModel& model) = 0;

  // Fails with MODEL_UNKNOWN (fact `model`), also for an id that is no UUID.
  virtual absl::StatusOr<std::shared_ptr<const FittedModel>> Find(std::string_view id) = 0;

  // Fails with NO_ACTIVE_MODEL.
  virtual absl::StatusOr<std::shared_ptr<const FittedModel>> FindActive() = 0;

  // Makes a model the active one. Fails with MODEL_UNKNOWN.
  virtual absl::Status Activate(std::string_view id) = 0;

  // Returns the figures of a model's charts; all empty for one that was kept without. Fails with
  // MODEL_UNKNOWN.
  virtual absl::StatusOr<ModelReport> FindReport(std::string_view id) = 0;

  // Returns at most `limit` models without hold-out and candidates, newest first, after the model `after` (""
  // from the start).
  virtual absl::StatusOr<std::vector<FittedModel>> List(int limit, std::string_view after) = 0;
};

}  // namespace bestand::scoring
