#pragma once

#include <vector>

#include "absl/status/status.h"
#include "bestand/consent/v1/consent_report_service.pb.h"
#include "services/consent/domain/reports/reports.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Say what is wrong with a request: FIELD_INVALID naming everything, or OK.
absl::Status CheckRequest(const v1::QueryOptInRatesRequest& request);
absl::Status CheckRequest(const v1::QueryOptInHistoryRequest& request);
absl::Status CheckRequest(const v1::QueryValueAtStakeRequest& request);
absl::Status CheckRequest(const v1::QueryDenialsRequest& request);
absl::Status CheckRequest(const v1::QueryRefusalsRequest& request);
absl::Status CheckRequest(const v1::SuggestCampaignRequest& request);

// Returns 12 for 0.
int MonthsOf(int32_t month_count);
// Returns EMAIL for unspecified.
Channel ReportChannelOf(v1::Channel channel);

v1::RateCut ToWire(const RateCut& cut);
v1::RatePoint ToWire(const RatePoint& point);
v1::QueryValueAtStakeResponse ToWire(const ValueAtStake& stake);
v1::QueryDenialsResponse ToWire(const std::vector<ReasonCount>& counts);
v1::MonthRefusals ToWire(const RefusalMonth& month);
v1::CampaignRefusals ToWire(const RefusalsByCampaign& refusals);
v1::SuggestCampaignResponse ToWire(const CampaignSuggestion& suggestion);

}  // namespace bestand::consent
