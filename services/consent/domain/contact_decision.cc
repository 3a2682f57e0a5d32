#include "services/consent/domain/contact_decision.h"

namespace bestand::consent {
namespace {

using Question = ContactQuestion;
using Decision = ContactDecision;

bool IsService(const Question& question) {
  return question.message_class == MessageClass::kService ||
         question.message_class == MessageClass::kLegalNotice;
}

bool IsElectronic(Channel channel) {
  return channel == Channel::kEmail || channel == Channel::kSms || channel == Channel::kPush;
}

bool IsConfirmed(const Question& question) { return question.consent == ConsentState::kConfirmed; }

bool HasRequest(const Question& question) {
  return question.consent == ConsentState::kPending || question.consent == ConsentState::kOffline;
}

Decision Undetermined() {
  return {false, 0, "UNDETERMINED", "",
          "Mend the data: the customer or the template is unknown, or the state cannot be read."};
}

// Rows 1 and 2.
Decision DecideService(const Question& question) {
  if (question.facts.template_approved) {
    return {true, 1, "SERVICE", "GDPR Art. 6(1)(b), (c)",
            "No offer, no cross-selling, no request for a review in the message."};
  }
  return {false, 2, "CLASS_NOT_APPROVED", "BGH VI ZR 225/17",
          "Approve the template as free of advertising, or send it as MARKETING."};
}

// Rows 3 and 4.
Decision DecideConfirmation(const Question& question) {
  if (question.objection != Objection::kNone) {
    return {false, 4, "OBJECTED", "GDPR Art. 21(3)", "Wait until the person asks anew."};
  }
  if (!question.facts.template_approved) {
    return {false, 4, "CLASS_NOT_APPROVED", "OLG Düsseldorf I-15 U 64/15",
            "Approve the template as free of advertising."};
  }
  if (!HasRequest(question)) {
    return {false, 4, "NO_REQUEST", "§ 7(2) no. 2 UWG", "A confirmation mail needs an open request."};
  }
  if (!question.facts.cap_free) {
    return {false, 4, "DOI_LIMIT", "§ 7(2) no. 2 UWG", "Wait until the mail limits allow another one."};
  }
  return {true, 3, "DOI_CONFIRM", "OLG Düsseldorf I-15 U 64/15; GDPR Art. 6(1)(f)",
          "Once only: no reminder, no advertising in it."};
}

// Rows 7 to 10.
Decision DecideElectronic(const Question& question) {
  if (IsConfirmed(question)) {
    return {true, 7, "CONSENT", "§ 7(2) no. 2 UWG; GDPR Art. 6(1)(a)",
            "Name the sender and offer to unsubscribe, with the one-click header."};
  }
  if (question.relation != Relation::kCustomer73) {
    if (question.consent == ConsentState::kStale) {
      return {false, 8, "STALE", "§ 7(2) no. 2 UWG",
              "Ask anew, never by e-mail: by letter, card or in person."};
    }
    return {false, 8, "NEEDS_DOI", "§ 7(2) no. 2 UWG", "Start a double opt-in, or use another channel."};
  }
  const bool complete = question.facts.goods_similar && question.facts.notice_complete;
  if (complete && question.channel != Channel::kPush) {
    return {true, 9, "EXISTING_CUSTOMER", "§ 7(3) nos. 1-4 UWG; CJEU C-654/23",
            "Say in each message that the customer may object, and how."};
  }
  return {false, 10, "S7_3_INCOMPLETE", "§ 7(3) UWG", "Start a double opt-in."};
}

// Row 11.
Decision DecideMachine(const Question& question) {
  if (IsConfirmed(question)) {
    return {true, 11, "CONSENT", "§ 7(2) no. 2 UWG", "Name the sender and how to withdraw."};
  }
  return {false, 11, "NEEDS_CONSENT", "§ 7(2) no. 2 UWG", "Get express consent for this channel."};
}

// Rows 12 and 13.
Decision DecidePhone(const Question& question) {
  if (question.recipient == Recipient::kB2c) {
    if (IsConfirmed(question) && question.facts.number_verified) {
      return {true, 12, "CONSENT", "§ 7(2) no. 1, § 7a UWG", "Record the use; it is kept five years."};
    }
    return {false, 12, "NEEDS_PHONE_CONSENT", "§ 7(2) no. 1, § 7a UWG; BGH I ZR 164/09",
            "Get express consent for calls and verify the number itself."};
  }
  if (IsConfirmed(question)) return {true, 13, "CONSENT", "§ 7(2) no. 1 UWG", "Name the company at once."};
  if (question.facts.presumed_reason) {
    return {true, 13, "PRESUMED", "§ 7(2) no. 1 UWG; BGH I ZR 191/03",
            "The recorded reason must fit the subject of the call."};
  }
  return {false, 13, "NEEDS_PHONE_CONSENT", "§ 7(2) no. 1 UWG; BGH I ZR 191/03",
          "Get consent, or record why it may be presumed before the call."};
}

// Row 14.
Decision DecidePost(const Question& question) {
  if (question.facts.notice_complete) {
    return {true, 14, "LEGIT_INTEREST", "GDPR Art. 6(1)(f), recital 47",
            "Tell in the letter that the person may object."};
  }
  return {false, 14, "NOTICE_INCOMPLETE", "GDPR Art. 13, 14, 21(4)",
          "Record where the address came from and that the notice was given."};
}

Decision DecideChannel(const Question& question) {
  if (IsElectronic(question.channel)) return DecideElectronic(question);
  if (question.channel == Channel::kPhone) return DecidePhone(question);
  if (question.channel == Channel::kPost) return DecidePost(question);
  return DecideMachine(question);
}

// Rows 5 to 15.
Decision DecideAdvertising(const Question& question) {
  if (question.objection != Objection::kNone) {
    return {false, 5, "OBJECTED", "GDPR Art. 21(3)", "Only a newer opt-in by the person lifts it."};
  }
  if (question.consent == ConsentState::kWithdrawn) {
    return {false, 6, "WITHDRAWN", "GDPR Art. 7(3)", "Only a new opt-in by the person allows it again."};
  }
  const Decision decision = DecideChannel(question);
  if (!decision.allowed || question.facts.cap_free) return decision;
  return {false, 15, "CAP", "frequency policy", "Wait until the policy has room again."};
}

}  // namespace

ContactDecision DecideContact(const ContactQuestion& question) {
  const bool approved_service = IsService(question) && question.facts.template_approved;
  if (!question.determined && !approved_service) return Undetermined();
  if (IsService(question)) return DecideService(question);
  if (question.message_class == MessageClass::kDoiConfirm) return DecideConfirmation(question);
  return DecideAdvertising(question);
}

}  // namespace bestand::consent
