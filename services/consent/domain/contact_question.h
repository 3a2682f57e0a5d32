#pragma once

#include <string_view>

namespace bestand::consent {

// What the rules are asked about. Each enum's values stand in the order of the published table.

enum class MessageClass { kService, kLegalNotice, kDoiConfirm, kMarketing, kSurvey };
enum class Channel { kEmail, kSms, kPush, kFax, kAutocall, kPhone, kPost };
enum class Recipient { kB2c, kB2b };

// kCustomer73 is a customer with complete evidence for the exemption of § 7(3) UWG.
enum class Relation { kCustomer73, kCustomer, kFormer, kProspect };

enum class ConsentState { kNone, kOffline, kPending, kConfirmed, kStale, kExpired, kWithdrawn };
enum class Objection { kNone, kThisChannel, kAll };

inline constexpr int kMessageClasses = 5;
inline constexpr int kChannels = 7;
inline constexpr int kRecipients = 2;
inline constexpr int kRelations = 4;
inline constexpr int kConsentStates = 7;
inline constexpr int kObjections = 3;

// A fact that nobody recorded is false. Which of them count is for a rule set to say.
struct ContactFacts {
  bool template_approved = false;  // this text is approved as being of the class asked about
  bool goods_similar = false;      // to what was bought, § 7(3) no. 2
  bool notice_complete = false;    // source of the address and the right to object were told
  bool number_verified = false;    // the telephone number itself, not only an e-mail address
  bool presumed_reason = false;    // for presumed consent in B2B, recorded with its date
  bool cap_free = false;           // for DOI_CONFIRM: the mail limits; else the frequency policy
  bool list_checked = false;       // the address is not in the list of those who want no advertising
};

// One cell of the decision table.
struct ContactQuestion {
  MessageClass message_class = MessageClass::kMarketing;
  Channel channel = Channel::kEmail;
  Recipient recipient = Recipient::kB2c;
  Relation relation = Relation::kProspect;
  ConsentState consent = ConsentState::kNone;
  Objection objection = Objection::kNone;
  ContactFacts facts;
  // False when the customer, the country, the template or the state could not be found out (row 0).
  bool determined = true;
};

// Return the names of the published table: "LEGAL_NOTICE", "EMAIL", "B2C", "CUSTOMER_73", "STALE",
// "THIS_CHANNEL".
std::string_view NameOf(MessageClass message_class);
std::string_view NameOf(Channel channel);
std::string_view NameOf(Recipient recipient);
std::string_view NameOf(Relation relation);
std::string_view NameOf(ConsentState state);
std::string_view NameOf(Objection objection);

}  // namespace bestand::consent
