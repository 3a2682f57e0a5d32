#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "services/consent/domain/campaigns/campaign.h"
#include "services/consent/domain/opt_in_rate.h"
#include "services/consent/domain/reports/report_store.h"
#include "services/consent/domain/reports/scores.h"

namespace bestand::consent {

// What a suggestion rests on.
struct SuggestionFacts {
  int64_t active = 0;
  int64_t blocked = 0;  // active, and not to be addressed by e-mail
  int64_t letters = 0;  // of them, those who may be written a letter
  ScoredValue value;    // of those blocked
  std::string note;     // what is missing of the value
};

// Which campaign on paper may bring how much.
struct CampaignSuggestion {
  SuggestionFacts facts;
  bool suggested = false;
  CaptureChannel capture_channel = CaptureChannel::kProductRegistration;
  std::optional<Share> past_rate;  // confirmed by printed
  int64_t reached = 0;             // how many the campaign would reach
  std::optional<int64_t> expected_minor_units;
  std::string text;
};

// Suggests a letter to those who may get one where they are most of those blocked, else the product
// registration for all of them; what it should bring goes by own campaigns on that way, or on any paper where
// there was none.
CampaignSuggestion SuggestFrom(const SuggestionFacts& facts, std::span<const PrintedCampaign> past);

}  // namespace bestand::consent
