#pragma once

#include "services/scoring/domain/maximise.h"
#include "services/scoring/domain/models.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// Returns the mean log-likelihood a customer of a model's log-parameters, with exact slopes. It keeps
// `histories`, which must outlive it. The costly parts (logarithms of a time, gamma functions of x,
// 2F1 of x and a time) are computed once per distinct value an evaluation, in parallel; the sum runs over
// fixed chunks in order: any number of threads gives the same bits.
// `histories` must not be empty and must all pass CheckOrder.
Objective MeanLogLikelihood(ModelKind kind, const CompressedHistories& histories, int threads);

}  // namespace bestand::scoring
