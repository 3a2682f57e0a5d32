#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/contact_store.h"
#include "services/consent/domain/opt_ins.h"
#include "services/consent/domain/person_link.h"
#include "services/consent/domain/purpose.h"
#include "services/consent/domain/refusals.h"

namespace bestand::consent {

// What a person can decide about one purpose on one channel.
struct Preference {
  std::string display_name;
  Consent consent;  // without any moment where the person was never asked
};

// All that a person can decide, as it stands.
struct PreferenceSheet {
  std::vector<Preference> preferences;  // by channel and purpose
  bool objects_to_all = false;
  std::vector<RecordedEvent> events;  // the newest, newest first
};

// What the link in a message is for.
struct LinkView {
  std::string display_name;
  Consent consent;
  std::string preferences_token;
};

// The tokens of the links that a message carries.
struct MessageTokens {
  std::string unsubscribe, preferences;
};

// What the holder of a link decides: whose file it changes and how, on a log that somebody holds. Owns what
// it needs but for the Preferences that made it.
struct PersonChange {
  std::string customer;
  std::string erased_digest;  // by which it is remembered whether the customer was erased; read with the rest
  std::function<absl::Status(LogWriter&)> run;
};

// What people decide by the links in our messages. Who was erased changes nothing by them. Each call but
// Tokens takes the token of one and fails with LINK_UNKNOWN unless we made it. Threads may share it.
class Preferences {
 public:
  struct Parts {
    const PersonLinks& links;
    OptIns& opt_ins;
    ConsentStore& consents;
    ContactStore& contacts;
    PurposeStore& purposes;
  };
  explicit Preferences(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<MessageTokens> Tokens(const ConsentKey& key) const;

  // Of an unsubscribe link; changes nothing. Fails with PURPOSE_UNKNOWN.
  absl::StatusOr<LinkView> LookUp(std::string_view token);
  // By an unsubscribe link; does as Refusals::Unsubscribe.
  absl::StatusOr<PersonChange> Unsubscribe(std::string_view token, const Circumstances& circumstances) const;

  // The others take the token of a preferences link.
  absl::StatusOr<PreferenceSheet> Read(std::string_view token);
  absl::StatusOr<PersonChange> Withdraw(std::string_view token, const ConsentKey& what,
                                        const Circumstances& circumstances) const;
  absl::StatusOr<PersonChange> ObjectToAll(std::string_view token, const Circumstances& circumstances) const;
  // Sends a confirmation mail to the address that was confirmed for the purpose, or else for any other,
  // within the limits. Running it fails with CONSENT_UNKNOWN when there is none, WORDING_UNKNOWN.
  absl::StatusOr<PersonChange> Ask(std::string_view token, const ConsentKey& what, std::string_view language,
                                   const Circumstances& circumstances) const;

 private:
  // What is done unless the customer was erased: then nothing is left to refuse.
  absl::StatusOr<PersonChange> Refusal(const std::string& customer,
                                       std::function<absl::Status(LogWriter&)> run) const;

  const Parts parts_;
};

}  // namespace bestand::consent
