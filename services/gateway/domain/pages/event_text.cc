#include "services/gateway/domain/pages/event_text.h"

#include <map>

#include "services/gateway/domain/own_phrases.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {

const Phrase& TextOfEvent(std::string_view kind) {
  static const std::map<std::string_view, Phrase> kTexts = {
      {"REQUESTED", phrases::kPastRequested},       {"MAIL_SENT", phrases::kPastMailSent},
      {"CONFIRMED", phrases::kPastConfirmed},       {"WITHDRAWN", phrases::kPastWithdrawn},
      {"OBJECTED", phrases::kPastObjected},         {"OBJECTION_LIFTED", phrases::kPastObjectionLifted},
      {"DISOWNED", phrases::kPastDisowned},         {"PAUSED", phrases::kPastPaused},
      {"BOUNCED", phrases::kPastBounced},           {"COMPLAINED", phrases::kPastComplained},
      {"OFFLINE_CONSENT", phrases::kPastOffline},   {"CONSENT_USED", phrases::kPastUsed},
      {"DISCLOSED", phrases::kPastDisclosed},       {"IMPORTED", phrases::kPastImported},
      {"UNPROVEN", phrases::kPastImported},         {"LIMIT_CHOSEN", phrases::kPastLimit},
      {"HANDED_OUT", phrases::kPastHandedOut},      {"EXISTING_CUSTOMER", phrases::kPastSale},
      {"PRESUMED_CONSENT", phrases::kPastPresumed}, {"ADDRESS_NOTICE", phrases::kPastNotice},
      {"GROUND_ENDED", phrases::kPastGroundEnded},  {"EXPIRED", phrases::kPastExpired},
  };
  const auto found = kTexts.find(kind);
  return found == kTexts.end() ? phrases::kPastOther : found->second;
}

}  // namespace bestand::gateway
