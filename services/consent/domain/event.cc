#include "services/consent/domain/event.h"

#include <utility>

namespace bestand::consent {
namespace {

constexpr std::pair<EventKind, std::string_view> kNames[] = {
    {EventKind::kRequested, "REQUESTED"},
    {EventKind::kMailSent, "MAIL_SENT"},
    {EventKind::kConfirmed, "CONFIRMED"},
    {EventKind::kWithdrawn, "WITHDRAWN"},
    {EventKind::kObjected, "OBJECTED"},
    {EventKind::kObjectionLifted, "OBJECTION_LIFTED"},
    {EventKind::kExistingCustomer, "EXISTING_CUSTOMER"},
    {EventKind::kPresumedConsent, "PRESUMED_CONSENT"},
    {EventKind::kAddressNotice, "ADDRESS_NOTICE"},
    {EventKind::kNumberVerified, "NUMBER_VERIFIED"},
    {EventKind::kListChecked, "LIST_CHECKED"},
    {EventKind::kOfflineConsent, "OFFLINE_CONSENT"},
    {EventKind::kConsentUsed, "CONSENT_USED"},
    {EventKind::kGroundEnded, "GROUND_ENDED"},
    {EventKind::kPaused, "PAUSED"},
    {EventKind::kDisowned, "DISOWNED"},
    {EventKind::kErased, "ERASED"},
    {EventKind::kLegalHoldSet, "LEGAL_HOLD_SET"},
    {EventKind::kLegalHoldLifted, "LEGAL_HOLD_LIFTED"},
    {EventKind::kExpired, "EXPIRED"},
    {EventKind::kImported, "IMPORTED"},
    {EventKind::kUnproven, "UNPROVEN"},
    {EventKind::kBounced, "BOUNCED"},
    {EventKind::kComplained, "COMPLAINED"},
    {EventKind::kDisclosed, "DISCLOSED"},
    {EventKind::kReceiptSent, "RECEIPT_SENT"},
    {EventKind::kLimitChosen, "LIMIT_CHOSEN"},
    {EventKind::kHandedOut, "HANDED_OUT"},
};

}  // namespace

std::string_view NameOf(EventKind kind) {
  for (const auto& [named, name] : kNames) {
    if (named == kind) return name;
  }
  return "?";
}

std::string EncodePayload(const PayloadFields& fields) {
  std::string payload;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    payload.append(name).append("=");
    for (const char letter : value) {
      const auto byte = static_cast<unsigned char>(letter);
      payload += byte < 0x20 || byte == 0x7f ? ' ' : letter;
    }
    payload += '\n';
  }
  return payload;
}

std::string CampaignIdOf(const Circumstances& circumstances) {
  static constexpr std::string_view kPrefix = "campaigns/";
  const std::string_view campaign = circumstances.campaign;
  return std::string(campaign.starts_with(kPrefix) ? campaign.substr(kPrefix.size()) : campaign);
}

PayloadFields FieldsOf(const Circumstances& circumstances) {
  return {{"origin", circumstances.origin},
          {"ip_address", circumstances.ip_address},
          {"user_agent", circumstances.user_agent},
          {"campaign", circumstances.campaign},
          {"boxes", circumstances.boxes}};
}

}  // namespace bestand::consent
