#pragma once

#include "common/id/id.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/domain/mail.h"

namespace bestand::consent {

// Returns a mail to who asked for an opt-in, still without the version of its text and its times. `Mail` has
// SubjectOf, TextOf and HtmlOf.
template <class Mail>
OutgoingMail MailTo(const OptIn& opt_in, const Mail& mail) {
  OutgoingMail outgoing;
  outgoing.id = NewUuid();
  outgoing.customer = opt_in.key.customer;
  outgoing.opt_in = opt_in.id;
  outgoing.address = opt_in.address;
  outgoing.subject = SubjectOf(mail);
  outgoing.text = TextOf(mail);
  outgoing.html = HtmlOf(mail);
  return outgoing;
}

}  // namespace bestand::consent
