#pragma once

#include "absl/status/status.h"
#include "bestand/scoring/v1/model_service.pb.h"
#include "bestand/scoring/v1/portfolio_service.pb.h"
#include "bestand/scoring/v1/score_service.pb.h"

namespace bestand::scoring {

// Each fails with FIELD_INVALID naming everything that is wrong with the request.
absl::Status Check(const v1::CreateFitJobRequest& request);
absl::Status Check(const v1::GetFitJobRequest& request);
absl::Status Check(const v1::WatchFitJobRequest& request);
absl::Status Check(const v1::CancelFitJobRequest& request);
absl::Status Check(const v1::ListModelsRequest& request);
absl::Status Check(const v1::GetModelRequest& request);
absl::Status Check(const v1::PromoteModelRequest& request);
absl::Status Check(const v1::CreateScoringJobRequest& request);
absl::Status Check(const v1::GetScoringJobRequest& request);
absl::Status Check(const v1::WatchScoringJobRequest& request);
absl::Status Check(const v1::CancelScoringJobRequest& request);
absl::Status Check(const v1::GetScoreRequest& request);
absl::Status Check(const v1::BatchGetScoresRequest& request);
absl::Status Check(const v1::AssessDormancyRequest& request);
absl::Status Check(const v1::ListAtRiskRequest& request);
absl::Status Check(const v1::GetPortfolioRequest& request);
absl::Status Check(const v1::PlanPortfolioRequest& request);
absl::Status Check(const v1::SimulateBudgetRequest& request);

}  // namespace bestand::scoring
