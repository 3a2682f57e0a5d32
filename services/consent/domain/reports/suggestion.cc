#include "services/consent/domain/reports/suggestion.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace bestand::consent {
namespace {

// Of campaigns on one way, or on any; nothing where no card was printed.
std::optional<Share> PastRate(std::span<const PrintedCampaign> past, std::optional<CaptureChannel> way) {
  int64_t printed = 0, confirmed = 0;
  for (const PrintedCampaign& campaign : past) {
    if (way.has_value() && campaign.capture_channel != *way) continue;
    printed += campaign.printed;
    confirmed += campaign.confirmed;
  }
  if (printed == 0) return std::nullopt;
  return ShareOf(std::min(confirmed, printed), printed);
}

std::string TextOf(const CampaignSuggestion& made) {
  const SuggestionFacts& facts = made.facts;
  if (!made.suggested) return "";
  const bool letter = made.capture_channel == CaptureChannel::kLetter;
  std::string text =
      absl::StrCat(facts.blocked, " of ", facts.active, " active customers cannot be addressed. ",
                   letter ? "Write a letter with a code to the "
                          : "Invite them by the product registration and a card "
                            "in each parcel: ",
                   made.reached, letter ? " who may get one." : ".");
  if (made.past_rate.has_value()) {
    const double reached = static_cast<double>(made.reached);
    absl::StrAppend(&text, " By own past campaigns about ", std::lround(reached * made.past_rate->value),
                    " would confirm (", std::lround(reached * made.past_rate->low), " to ",
                    std::lround(reached * made.past_rate->high), ").");
  } else {
    absl::StrAppend(&text,
                    " No campaign of your own says yet how many would confirm; print a small one first.");
  }
  if (!facts.note.empty()) absl::StrAppend(&text, " ", facts.note);
  return text;
}

}  // namespace

CampaignSuggestion SuggestFrom(const SuggestionFacts& facts, std::span<const PrintedCampaign> past) {
  CampaignSuggestion made{facts};
  made.suggested = facts.active > 0 && facts.blocked * 2 > facts.active;
  const bool letter = facts.letters * 2 > facts.blocked;
  made.capture_channel = letter ? CaptureChannel::kLetter : CaptureChannel::kProductRegistration;
  made.reached = letter ? facts.letters : facts.blocked;
  made.past_rate = PastRate(past, made.capture_channel);
  if (!made.past_rate.has_value()) made.past_rate = PastRate(past, std::nullopt);
  if (made.past_rate.has_value() && facts.value.scored > 0) {
    const double mean =
        static_cast<double>(facts.value.minor_units) / static_cast<double>(facts.value.scored);
    made.expected_minor_units =
        std::llround(mean * made.past_rate->value * static_cast<double>(made.reached));
  }
  made.text = TextOf(made);
  return made;
}

}  // namespace bestand::consent
