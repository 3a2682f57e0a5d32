#include "services/consent/domain/imports/imported_consent.h"

#include "absl/strings/str_join.h"

namespace bestand::consent {
namespace {

std::string TextOf(const std::optional<absl::Time>& time) {
  return time.has_value() ? absl::FormatTime(absl::RFC3339_full, *time, absl::UTCTimeZone()) : "";
}

bool InOrder(const ImportedConsent& consent, absl::Time now) {
  return *consent.request_time <= *consent.mail_time && *consent.mail_time <= *consent.confirm_time &&
         *consent.confirm_time <= now;
}

}  // namespace

std::vector<std::string> MissingEvidence(const ImportedConsent& consent, bool wording_known, absl::Time now) {
  const std::pair<std::string_view, bool> needed[] = {
      {"email_address", !consent.address.empty()},
      {"wording_text", wording_known},
      {"origin", !consent.origin.empty()},
      {"request_time", consent.request_time.has_value()},
      {"request_ip_address", !consent.request_ip_address.empty()},
      {"message_id", !consent.message_id.empty()},
      {"mail_time", consent.mail_time.has_value()},
      {"confirm_time", consent.confirm_time.has_value()},
      {"confirm_ip_address", !consent.confirm_ip_address.empty()},
  };
  std::vector<std::string> missing;
  for (const auto& [field, there] : needed) {
    if (!there) missing.emplace_back(field);
  }
  const bool timed = consent.request_time && consent.mail_time && consent.confirm_time;
  if (timed && !InOrder(consent, now)) missing.emplace_back("order");
  return missing;
}

std::string PayloadOf(const ImportedConsent& consent, std::string_view source, std::string_view consent_id,
                      std::span<const std::string> missing) {
  const std::string request_time = TextOf(consent.request_time), mail_time = TextOf(consent.mail_time),
                    confirm_time = TextOf(consent.confirm_time), lacks = absl::StrJoin(missing, " ");
  return EncodePayload({{"consent", consent_id},
                        {"source", source},
                        {"external_id", consent.external_id},
                        {"address", consent.address},
                        {"wording_text", consent.wording_text},
                        {"origin", consent.origin},
                        {"request_time", request_time},
                        {"ip_address", consent.request_ip_address},
                        {"user_agent", consent.user_agent},
                        {"message_id", consent.message_id},
                        {"mail_time", mail_time},
                        {"confirm_time", confirm_time},
                        {"confirm_ip_address", consent.confirm_ip_address},
                        {"document", consent.document},
                        {"missing", lacks}});
}

}  // namespace bestand::consent
