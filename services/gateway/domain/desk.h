#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/domain/page_views.h"

namespace bestand::gateway {

// Who sits before the page, kept as proof.
struct Visitor {
  std::string origin;  // the page, as a URL
  std::string ip_address;
  std::string user_agent;
};

// One thing a person agrees to.
struct Wording {
  std::string purpose;  // as people call it
  std::string text;     // the exact words
};

// A request for consent, as the person who got the mail may see it.
struct OptInView {
  enum class State { kOpen, kUsed, kEnded };
  State state = State::kOpen;
  std::string language;  // "de" or "en", in which it was asked
  std::string masked_address;
  std::vector<Wording> wordings;
  absl::Time expire_time;
  std::string preferences_url;  // only once confirmed
  std::string campaign;         // whose form it came by; empty for none
};

// What a sign-up form offers.
struct OfferedPurpose {
  std::string purpose;  // its name, "purposes/newsletter"
  std::string display_name;
  std::string text;  // the wording of its box
};

// A sign-up form in a language.
struct CampaignForm {
  std::vector<OfferedPurpose> offered;
  std::string language;
  std::string campaign;  // empty for the form of the house
};

// A form that was sent in.
struct SignUp {
  std::string email_address;
  std::vector<std::string> purposes;  // whose boxes were ticked
  std::string language;
  std::string campaign, boxes;   // for the record
  std::string code_handle = {};  // by which the code of the mail is tried
};

// How a person is reached.
enum class Channel { kEmail, kSms, kPush, kFax, kAutocall, kPhone, kPost };

// Where a purpose stands for a person on a channel.
enum class Standing {
  kNever,    // never asked for, or not confirmed in time
  kWaiting,  // waits for its confirmation
  kOn,
  kOff,
};

// One purpose on one channel.
struct Preference {
  std::string purpose;  // its name, "purposes/newsletter"
  std::string display_name;
  Channel channel = Channel::kEmail;
  Standing standing = Standing::kNever;
  std::string masked_address;  // empty where none is known
};

// What the link in a message is for.
struct LinkView {
  Preference preference;
  std::string preferences_url;
};

// Something that was recorded.
struct PastEvent {
  std::string kind;  // "CONFIRMED", …
  absl::Time time;
  std::string display_name;  // of its purpose; empty for an objection
};

// At most so many messages in so many days. Without messages: no limit.
struct OwnLimit {
  int contacts = 0;
  int days = 0;

  friend bool operator==(const OwnLimit&, const OwnLimit&) = default;
};

// All that a person can decide.
struct PreferencesView {
  std::vector<Preference> preferences;
  bool objects_to_all = false;
  std::vector<PastEvent> events;         // newest first
  std::optional<absl::Time> pause = {};  // until when there is no advertising
  OwnLimit limit = {};                   // of the person's own
};

// One decision.
struct PreferenceChange {
  enum class Kind { kWithdraw, kAsk, kObjectToAll, kPause, kEndPause, kLimit, kErase };
  Kind kind = Kind::kWithdraw;
  std::string purpose;  // its name; not for an objection
  Channel channel = Channel::kEmail;
  std::string language;         // of the mail that asks for a confirmation
  absl::Time pause_until = {};  // of a pause
  OwnLimit limit = {};          // to be kept
};

// The consent service, as far as people at a page may use it: every call names a token from a mail. Threads
// may share it. Every call fails with SERVICE_AWAY or DEADLINE_PASSED when the service does not answer.
class ConsentDesk {
 public:
  virtual ~ConsentDesk() = default;

  // Looks at a request; changes nothing. Fails with CONFIRMATION_UNKNOWN.
  virtual absl::StatusOr<OptInView> LookUpOptIn(std::string_view token) = 0;
  // Confirms. Fails with CONFIRMATION_UNKNOWN, CONFIRMATION_USED, CONFIRMATION_EXPIRED.
  virtual absl::Status ConfirmOptIn(std::string_view token, const Visitor& visitor) = 0;
  // "That wasn't me". Fails with CONFIRMATION_UNKNOWN, CONFIRMATION_USED.
  virtual absl::Status DisownOptIn(std::string_view token, const Visitor& visitor) = 0;

  // In the order asked; fails with PURPOSE_UNKNOWN, WORDING_UNKNOWN.
  virtual absl::StatusOr<std::vector<OfferedPurpose>> GetSignUpForm(const std::vector<std::string>& purposes,
                                                                    std::string_view language) = 0;
  // The form of a campaign in its own language, unless another one is wanted and there. Fails with
  // CAMPAIGN_UNKNOWN.
  virtual absl::StatusOr<CampaignForm> GetCampaignForm(std::string_view campaign,
                                                       std::string_view language) = 0;
  // Adds up views of pages; the same id counts once.
  virtual absl::Status CountViews(const std::vector<ViewCount>& views, const std::string& id) = 0;
  // The same whatever is known about the address. Fails with FIELD_INVALID when nobody can be written to at
  // it.
  virtual absl::Status TakeSignUp(const SignUp& sign_up, const Visitor& visitor) = 0;

  // Tries the code that was typed; says whether the request is confirmed. The same for every reason why not.
  virtual absl::StatusOr<bool> ConfirmByCode(std::string_view code_handle, std::string_view code,
                                             const Visitor& visitor) = 0;

  // The others fail with LINK_UNKNOWN. Looks at an unsubscribe link; changes nothing.
  virtual absl::StatusOr<LinkView> LookUpLink(std::string_view token) = 0;
  // In force before it returns.
  virtual absl::Status Unsubscribe(std::string_view token, const Visitor& visitor) = 0;
  // By a preferences link; changes nothing.
  virtual absl::StatusOr<PreferencesView> GetPreferences(std::string_view token) = 0;
  // A refusal is in force before it returns; a wish is confirmed by mail. Fails with CONSENT_UNKNOWN when no
  // address is known to ask, FIELD_INVALID.
  virtual absl::Status SetPreferences(std::string_view token, const PreferenceChange& change,
                                      const Visitor& visitor) = 0;
};

}  // namespace bestand::gateway
