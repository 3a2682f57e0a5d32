#include "services/consent/domain/opt_in_events.h"

#include "common/id/encoding.h"
#include "services/consent/domain/confirmation_mail.h"

namespace bestand::consent {
namespace {

NewEvent EventOf(EventKind kind, const OptIn& opt_in, const PayloadFields& fields) {
  return {kind,           opt_in.key.customer, opt_in.key.channel,   opt_in.key.purpose,
          opt_in.wording, opt_in.wording_hash, EncodePayload(fields)};
}

void Add(PayloadFields& fields, const PayloadFields& more) {
  fields.insert(fields.end(), more.begin(), more.end());
}

PayloadFields FieldsOf(const Terms& terms) {
  return {
      {"company", terms.company}, {"privacy_notice", terms.privacy_notice}, {"rule_sets", terms.rule_sets}};
}

}  // namespace

NewEvent RequestedEvent(const OptIn& opt_in, const Consent& consent, const OptInRequest& request,
                        const Terms& terms) {
  const std::string expire_time =
      absl::FormatTime(absl::RFC3339_full, opt_in.expire_time, absl::UTCTimeZone());
  const std::string withdrawal_right = RightToWithdraw(request.language);
  PayloadFields fields = {{"opt_in", opt_in.id},
                          {"consent", consent.id},
                          {"address", opt_in.address},
                          {"expire_time", expire_time},
                          {"mail", opt_in.mailed ? "queued" : "held back by the limits"},
                          {"withdrawal_right", withdrawal_right}};
  Add(fields, FieldsOf(terms));
  Add(fields, FieldsOf(request.circumstances));
  return EventOf(EventKind::kRequested, opt_in, fields);
}

NewEvent ConfirmedEvent(const OptIn& opt_in, const Confirmation& confirmation, const Terms& terms) {
  const std::string token_hash = ToHex(confirmation.token_hash);
  PayloadFields fields = {
      {"opt_in", opt_in.id}, {"confirmed_by", confirmation.by}, {"token_sha256", token_hash}};
  Add(fields, FieldsOf(terms));
  Add(fields, FieldsOf(confirmation.circumstances));
  return EventOf(EventKind::kConfirmed, opt_in, fields);
}

}  // namespace bestand::consent
