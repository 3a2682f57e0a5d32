#pragma once

#include <span>
#include <string>
#include <vector>

#include "services/scoring/domain/models.h"

namespace bestand::scoring {

// How the fit of a family on the calibration ended.
enum class CandidateState { kConverged, kDropoutNotIdentified, kFailed };

// A family that was tried on the hold-out; see Candidate in model_service.proto.
struct Candidate {
  std::string family;  // "bg_nbd"
  CandidateState state = CandidateState::kConverged;
  std::string failure;  // why there is no fit, in words
  bool chosen = false;
  double log_score = 0;
  double behind = 0;        // the chosen one's log-score less this one's
  double behind_error = 0;  // its standard error
  double auc = 0;
  double brier = 0;
  double expected_purchases = 0;
  double mean_absolute_error = 0;
  double log_likelihood = 0;
  bool seasonal = false;    // on the season's clock
  bool covariates = false;  // with kind and country of customers

  bool operator==(const Candidate&) const = default;
};

// Two log-scores that differ by less than this foretell the same: optimisers end that far from the optimum.
inline constexpr double kSameLogScore = 1e-6;

// Returns the places of those that were fitted, best log-score first; of equally good ones (see
// kSameLogScore) the one that stands first, so put the simplest first.
std::vector<size_t> Ranked(std::span<const Candidate> candidates);

// The mean of first[i] - second[i] and its standard error; both 0 without rows.
struct Lead {
  double mean, standard_error;
};
Lead LeadOf(std::span<const float> first, std::span<const float> second);

// Says in a sentence or two why the chosen one of these was taken, they are best first: by how much it leads
// the next, and whether that is more than chance. "" without a chosen one.
std::string ReasonFor(std::span<const Candidate> candidates);

// Its family and what was added to it, as people write it: "BG/NBD with seasons".
std::string TitleOf(const Candidate& candidate);

// The name of a family as people write it, "BG/NBD" of "bg_nbd"; of an unknown family the name itself.
std::string TitleOf(std::string_view family);

}  // namespace bestand::scoring
