#pragma once

#include "services/scoring/domain/maximise.h"
#include "services/scoring/domain/model_kind.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// What a likelihood is computed on.
struct LikelihoodData {
  const CompressedHistories& histories;  // kept; not empty, all of which pass CheckOrder
  int threads = 1;                       // changes no bit of the result
  int regularity = 1;                    // k, in families that have one
};

// Returns the mean log-likelihood a customer of a family's log-parameters (those but the regularity), with
// exact slopes. The costly parts (logarithms of a time, gamma functions of x, 2F1 of x and a time) are
// computed once per distinct value an evaluation, in parallel; the sum runs over fixed chunks in order: any
// number of threads gives the same bits.
Objective MeanLogLikelihood(ModelKind kind, const LikelihoodData& data);

inline Objective MeanLogLikelihood(ModelKind kind, const CompressedHistories& histories, int threads) {
  return MeanLogLikelihood(kind, LikelihoodData{histories, threads});
}

}  // namespace bestand::scoring
