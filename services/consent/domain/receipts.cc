#include "services/consent/domain/receipts.h"

#include "common/error/error.h"
#include "services/consent/domain/opt_in_mail.h"
#include "services/consent/domain/receipt_mail.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kSendWithin = absl::Hours(7 * 24);

absl::StatusOr<ReceiptMail> MailAbout(LogWriter& log, const ReceiptRules& rules,
                                      const std::vector<OptIn>& confirmed) {
  ReceiptMail mail;
  for (const OptIn& opt_in : confirmed) {
    ASSIGN_OR_RETURN(mail.wordings.emplace_back(), log.GetWording(opt_in.key.purpose, opt_in.wording));
  }
  mail.language = mail.wordings.front().language;
  mail.confirm_time = log.now();
  mail.log_key = rules.log_key;
  const PersonLinks links(rules.link_keys);
  const ConsentKey& key = confirmed.front().key;
  ASSIGN_OR_RETURN(const std::string preferences,
                   links.Sign(LinkUse::kPreferences, {key.customer, Channel::kEmail, ""}));
  mail.preferences_url = PreferencesLink(rules.base_url, preferences);
  if (confirmed.size() > 1) return mail;
  ASSIGN_OR_RETURN(const std::string unsubscribe, links.Sign(LinkUse::kUnsubscribe, key));
  mail.unsubscribe_url = UnsubscribeLink(rules.base_url, unsubscribe);
  return mail;
}

OutgoingMail OutgoingOf(const ReceiptMail& mail, const OptIn& opt_in) {
  OutgoingMail outgoing = MailTo(opt_in, mail);
  outgoing.kind = MailKind::kReceipt;
  outgoing.template_version = ReceiptVersionOf(mail.language);
  outgoing.create_time = mail.confirm_time;
  outgoing.expire_time = mail.confirm_time + kSendWithin;
  // One click ends messages by e-mail; a consent to calls is no such thing.
  if (opt_in.key.channel == Channel::kEmail) outgoing.unsubscribe_url = mail.unsubscribe_url;
  return outgoing;
}

}  // namespace

absl::Status QueueReceipt(LogWriter& log, const ReceiptRules& rules, const std::vector<OptIn>& confirmed) {
  if (!rules.send) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ReceiptMail mail, MailAbout(log, rules, confirmed));
  return log.QueueReceipt(OutgoingOf(mail, confirmed.front()));
}

}  // namespace bestand::consent
