#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/scoring/domain/models.h"
#include "services/scoring/work/customer_score.h"

namespace bestand::scoring {

// Kinds of jobs.
inline constexpr char kFitJob[] = "fit";
inline constexpr char kScoringJob[] = "score";

// What to fit on what. Days are counted from 1970-01-01.
struct FitRequest {
  std::optional<ModelKind> family;  // the best of all by hold-out log-score if unset
  std::optional<int32_t> as_of_day;
  std::optional<int32_t> calibration_end_day;
  bool seasonal = false;    // the season of buying too, where it foretells better
  bool covariates = false;  // kind and country of customers too, where they foretell better

  bool operator==(const FitRequest&) const = default;
};

// What to score.
struct ScoringRequest {
  std::optional<int32_t> as_of_day;  // all purchases count if unset: see ScoreWork
  double annual_discount = ScoreSettings{}.annual_discount;
  double margin = ScoreSettings{}.margin;
  std::optional<int32_t> horizon_days;  // that of the model's customers if unset
};

// What to ask for to score as a set was scored.
ScoringRequest RequestLike(const ScoreSet& set);

// The form in which jobs keep them: numbers, words, and "-" for unset, separated by blanks. The opposite
// fails with INTERNAL_ERROR on anything else.
std::string Encode(const FitRequest& request);
std::string Encode(const ScoringRequest& request);
absl::StatusOr<FitRequest> DecodeFitRequest(std::string_view bytes);
absl::StatusOr<ScoringRequest> DecodeScoringRequest(std::string_view bytes);

}  // namespace bestand::scoring
