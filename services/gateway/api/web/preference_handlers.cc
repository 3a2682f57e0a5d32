#include "services/gateway/api/web/preference_handlers.h"

#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "common/error/error.h"
#include "services/gateway/domain/own_phrases.h"
#include "services/gateway/domain/pages/confirm_pages.h"
#include "services/gateway/domain/pages/parts.h"
#include "services/gateway/domain/pages/preference_pages.h"
#include "services/gateway/domain/phrases.h"

namespace bestand::gateway {
namespace {

constexpr size_t kMostPurpose = 80;

// To the end of a day; nothing when it is none.
std::optional<PreferenceChange> PauseOf(const HttpRequest& request, PreferenceChange change) {
  change.kind = PreferenceChange::Kind::kEndPause;
  if (request.Field("do") == "end-pause") return change;
  absl::CivilDay day;
  if (!absl::ParseCivilTime(std::string(request.Field("until")), &day)) return std::nullopt;
  change.kind = PreferenceChange::Kind::kPause;
  change.pause_until = absl::FromCivil(day + 1, absl::UTCTimeZone());
  return change;
}

// "1-7": one message in seven days; "0-0" ends the limit.
std::optional<PreferenceChange> LimitOf(const HttpRequest& request, PreferenceChange change) {
  change.kind = PreferenceChange::Kind::kLimit;
  const std::string value(request.Field("limit"));
  const std::vector<std::string> numbers = absl::StrSplit(value, '-');
  if (numbers.size() != 2 || !absl::SimpleAtoi(numbers[0], &change.limit.contacts) ||
      !absl::SimpleAtoi(numbers[1], &change.limit.days))
    return std::nullopt;
  return change;
}

// Nothing when the form is not one of ours. What is in the fields is checked by the consent service.
std::optional<PreferenceChange> ChangeOf(const HttpRequest& request, Language language) {
  using Kind = PreferenceChange::Kind;
  PreferenceChange change{Kind::kObjectToAll, "", Channel::kEmail, std::string(CodeOf(language))};
  const std::string_view wish = request.Field("do"), channel = request.Field("channel");
  if (wish == "object") return change;
  if (wish == "erase") {
    change.kind = Kind::kErase;
    return request.Field("sure") == "yes" ? std::optional(change) : std::nullopt;
  }
  if (wish == "limit") return LimitOf(request, change);
  if (wish == "pause" || wish == "end-pause") return PauseOf(request, change);
  if ((wish != "withdraw" && wish != "ask") || channel.size() != 1 || channel[0] < '0' || channel[0] > '6')
    return std::nullopt;
  change.kind = wish == "ask" ? Kind::kAsk : Kind::kWithdraw;
  change.channel = static_cast<Channel>(channel[0] - '0');
  change.purpose = Printable(request.Field("purpose"), kMostPurpose);
  return change;
}

const Phrase& Done(const PreferenceChange& change) {
  switch (change.kind) {
    case PreferenceChange::Kind::kAsk:
      return phrases::kDoneAsk;
    case PreferenceChange::Kind::kPause:
      return phrases::kDonePause;
    case PreferenceChange::Kind::kEndPause:
      return phrases::kDoneEndPause;
    case PreferenceChange::Kind::kLimit:
      return change.limit == OwnLimit{} ? phrases::kDoneNoLimit : phrases::kDoneLimit;
    case PreferenceChange::Kind::kErase:
      return phrases::kDoneErase;
    default:
      return phrases::kDoneWithdraw;
  }
}

}  // namespace

std::vector<Route> PreferenceHandlers::Routes() {
  return {{kUnsubscribePath, [this](const HttpRequest& request) { return LookAtLink(request); },
           [this](const HttpRequest& request) { return Unsubscribe(request); }},
          {kPreferencesPath, [this](const HttpRequest& request) { return LookAtPreferences(request); },
           [this](const HttpRequest& request) { return Change(request); }}};
}

HttpAnswer PreferenceHandlers::LookAtLink(const HttpRequest& request) {
  const std::string token = TokenOf(request);
  const Language language = LanguageOf(request);
  if (!LooksWhole(token)) return Show(TruncatedPage(kUnsubscribePath, language), place_.house, 400);
  const auto view = desk_.LookUpLink(token);
  if (!view.ok()) return ShowFailure(view.status(), language, place_.house);
  return Show(UnsubscribePage(*view, token, language), place_.house);
}

// The answer says that it is done when it is, whoever asks: a mail program looks at the status alone.
HttpAnswer PreferenceHandlers::Unsubscribe(const HttpRequest& request) {
  const std::string token = TokenOf(request);
  const Language language = LanguageOf(request);
  if (!LooksWhole(token)) return LookAtLink(request);
  const absl::Status done = desk_.Unsubscribe(token, VisitorOf(request, place_.base_url));
  if (!done.ok()) return ShowFailure(done, language, place_.house);
  LinkView view;
  if (auto found = desk_.LookUpLink(token); found.ok()) view = *std::move(found);
  return Show(UnsubscribedPage(view, token, language), place_.house);
}

HttpAnswer PreferenceHandlers::LookAtPreferences(const HttpRequest& request) {
  return ShowPreferences(request, "");
}

HttpAnswer PreferenceHandlers::Change(const HttpRequest& request) {
  const Language language = LanguageOf(request);
  const auto change = ChangeOf(request, language);
  const std::string token = TokenOf(request);
  if (!change.has_value() || !LooksWhole(token))
    return ShowPreferences(request,
                           request.Field("do") == "erase" ? phrases::kEraseNotSure.In(language) : "");
  const absl::Status done = desk_.SetPreferences(token, *change, VisitorOf(request, place_.base_url));
  const std::string reason = ReasonOf(done);
  if (reason == "CONSENT_UNKNOWN" || reason == "WORDING_UNKNOWN")
    return ShowPreferences(request, phrases::kCannotAsk.In(language));
  if (reason == "LEGAL_HOLD") return ShowPreferences(request, phrases::kEraseHeld.In(language));
  if (!done.ok() && reason != "FIELD_INVALID") return ShowFailure(done, language, place_.house);
  if (!done.ok() && change->kind == PreferenceChange::Kind::kPause)
    return ShowPreferences(request, phrases::kPauseWrong.In(language));
  return ShowPreferences(request, done.ok() ? Done(*change).In(language) : "");
}

HttpAnswer PreferenceHandlers::ShowPreferences(const HttpRequest& request, std::string_view notice) {
  const std::string token = TokenOf(request);
  const Language language = LanguageOf(request);
  if (!LooksWhole(token)) return Show(TruncatedPage(kPreferencesPath, language), place_.house, 400);
  const auto view = desk_.GetPreferences(token);
  if (!view.ok()) return ShowFailure(view.status(), language, place_.house);
  return Show(PreferencesPage(*view, token, notice, language), place_.house);
}

}  // namespace bestand::gateway
