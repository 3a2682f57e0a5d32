#include "services/consent/domain/preferences.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

constexpr int kMostEvents = 1000;  // looked through
constexpr size_t kShownEvents = 50;

absl::Status NoAddress() {
  return Failure(
      absl::StatusCode::kNotFound, "CONSENT_UNKNOWN",
      "No address is known to which a confirmation could be sent; let the person sign up by a form.");
}

bool IsSame(const ConsentKey& left, const ConsentKey& right) {
  return left.channel == right.channel && left.purpose == right.purpose;
}

std::string NameOf(const std::vector<Purpose>& purposes, const std::string& id) {
  const auto found = std::ranges::find(purposes, id, &Purpose::id);
  return found == purposes.end() ? id : found->display_name;
}

// Every purpose by e-mail, and whatever is recorded on other channels.
std::vector<Preference> SheetOf(const std::string& customer, const std::vector<Purpose>& purposes,
                                const std::vector<Consent>& consents) {
  std::vector<Preference> sheet;
  for (const Purpose& purpose : purposes) {
    Preference& preference = sheet.emplace_back();
    preference.display_name = purpose.display_name;
    preference.consent.key = {customer, Channel::kEmail, purpose.id};
  }
  for (const Consent& consent : consents) {
    const auto same = std::ranges::find_if(
        sheet, [&](const Preference& preference) { return IsSame(preference.consent.key, consent.key); });
    if (same != sheet.end()) {
      same->consent = consent;
    } else {
      sheet.push_back({NameOf(purposes, consent.key.purpose), consent});
    }
  }
  return sheet;
}

std::function<absl::Status(LogWriter&)> EndsMessages(const ConsentKey& key,
                                                     const Circumstances& circumstances) {
  return [key, circumstances](LogWriter& log) { return Refusals::Unsubscribe(log, key, circumstances); };
}

// Only an address that was confirmed: what somebody merely asked for may be a stranger's.
absl::StatusOr<std::string> AddressOf(LogWriter& log, const OptInRequest& request) {
  ASSIGN_OR_RETURN(const auto consents, log.List(request.customer));
  std::string address;
  for (const Consent& consent : consents) {
    if (consent.key.channel != Channel::kEmail || !consent.times.confirm.has_value()) continue;
    if (address.empty() || consent.key.purpose == request.purposes.front()) address = consent.address;
  }
  if (address.empty()) return NoAddress();
  return address;
}

}  // namespace

absl::StatusOr<MessageTokens> Preferences::Tokens(const ConsentKey& key) const {
  MessageTokens tokens;
  ASSIGN_OR_RETURN(tokens.unsubscribe, parts_.links.Sign(LinkUse::kUnsubscribe, key));
  ASSIGN_OR_RETURN(tokens.preferences,
                   parts_.links.Sign(LinkUse::kPreferences, {key.customer, Channel::kEmail, ""}));
  return tokens;
}

absl::StatusOr<LinkView> Preferences::LookUp(std::string_view token) {
  LinkView view;
  ASSIGN_OR_RETURN(view.consent.key, parts_.links.Read(LinkUse::kUnsubscribe, token));
  ASSIGN_OR_RETURN(const Purpose purpose, parts_.purposes.GetPurpose(view.consent.key.purpose));
  ASSIGN_OR_RETURN(const auto consents, parts_.consents.List(view.consent.key.customer));
  for (const Consent& consent : consents) {
    if (IsSame(consent.key, view.consent.key)) view.consent = consent;
  }
  view.display_name = purpose.display_name;
  ASSIGN_OR_RETURN(const MessageTokens tokens, Tokens(view.consent.key));
  view.preferences_token = tokens.preferences;
  return view;
}

absl::StatusOr<PersonChange> Preferences::Unsubscribe(std::string_view token,
                                                      const Circumstances& circumstances) const {
  ASSIGN_OR_RETURN(const ConsentKey key, parts_.links.Read(LinkUse::kUnsubscribe, token));
  return Refusal(key.customer, EndsMessages(key, circumstances));
}

absl::StatusOr<PreferenceSheet> Preferences::Read(std::string_view token) {
  ASSIGN_OR_RETURN(const ConsentKey person, parts_.links.Read(LinkUse::kPreferences, token));
  ASSIGN_OR_RETURN(const auto purposes, parts_.purposes.ListPurposes());
  ASSIGN_OR_RETURN(const auto consents, parts_.consents.List(person.customer));
  PreferenceSheet sheet{SheetOf(person.customer, purposes, consents)};
  ASSIGN_OR_RETURN(const auto record, parts_.contacts.Load({person.customer}));
  sheet.objects_to_all = record.objections.all.has_value();
  ASSIGN_OR_RETURN(sheet.events, parts_.consents.ListEvents({person.customer, kMostEvents}));
  std::ranges::reverse(sheet.events);
  sheet.events.resize(std::min(sheet.events.size(), kShownEvents));
  return sheet;
}

absl::StatusOr<PersonChange> Preferences::Withdraw(std::string_view token, const ConsentKey& what,
                                                   const Circumstances& circumstances) const {
  ASSIGN_OR_RETURN(const ConsentKey person, parts_.links.Read(LinkUse::kPreferences, token));
  return Refusal(person.customer, EndsMessages({person.customer, what.channel, what.purpose}, circumstances));
}

absl::StatusOr<PersonChange> Preferences::ObjectToAll(std::string_view token,
                                                      const Circumstances& circumstances) const {
  ASSIGN_OR_RETURN(const ConsentKey person, parts_.links.Read(LinkUse::kPreferences, token));
  return Refusal(person.customer, [customer = person.customer, circumstances](LogWriter& log) {
    return Refusals::Object(log, customer, std::nullopt, circumstances);
  });
}

absl::StatusOr<PersonChange> Preferences::Refusal(const std::string& customer,
                                                  std::function<absl::Status(LogWriter&)> run) const {
  ASSIGN_OR_RETURN(const std::string digest, parts_.opt_ins.DigestOfErased(customer));
  const auto unless_erased = [digest, run = std::move(run)](LogWriter& log) -> absl::Status {
    ASSIGN_OR_RETURN(const MailCounts person, log.CountMails(digest));
    return person.erased ? absl::OkStatus() : run(log);
  };
  return PersonChange{customer, digest, unless_erased};
}

absl::StatusOr<PersonChange> Preferences::Ask(std::string_view token, const ConsentKey& what,
                                              std::string_view language,
                                              const Circumstances& circumstances) const {
  ASSIGN_OR_RETURN(const ConsentKey person, parts_.links.Read(LinkUse::kPreferences, token));
  const OptInRequest asked{person.customer, "", {what.purpose}, std::string(language), circumstances};
  ASSIGN_OR_RETURN(const std::string digest, parts_.opt_ins.DigestOfErased(person.customer));
  const auto run = [asked, &opt_ins = parts_.opt_ins](LogWriter& log) -> absl::Status {
    OptInRequest request = asked;
    ASSIGN_OR_RETURN(request.address, AddressOf(log, asked));
    return opt_ins.Request(log, request).status();
  };
  return PersonChange{person.customer, digest, run};
}

}  // namespace bestand::consent
