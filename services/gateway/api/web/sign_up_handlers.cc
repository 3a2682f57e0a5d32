#include "services/gateway/api/web/sign_up_handlers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/validate/text.h"
#include "services/gateway/api/web/even_pace.h"
#include "services/gateway/domain/pages/parts.h"

namespace bestand::gateway {
namespace {

constexpr size_t kMostCampaign = 60;
constexpr size_t kMostAddress = 254;
constexpr size_t kHandleBytes = 32;
constexpr size_t kHandleLetters = 43;  // in base64
constexpr size_t kMostCode = 20;

// Behind the address in a printed code; typed addresses are without it.
constexpr char kCodeMark[] = "c";

// "/r/fair-2026" -> "fair-2026", also of "/r/Fair-2026"; "" for anything else.
std::string CampaignOf(const HttpRequest& request) {
  const std::string_view prefix = kCampaignPath;
  if (!request.path.starts_with(prefix)) return "";
  const std::string campaign = absl::AsciiStrToLower(request.path.substr(prefix.size(), kMostCampaign));
  const bool plain = std::ranges::all_of(
      campaign, [](char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-'; });
  return plain ? campaign : "";
}

std::vector<std::string> NamesOf(const CampaignForm& offer) {
  std::vector<std::string> names;
  for (const OfferedPurpose& purpose : offer.offered) names.push_back(purpose.purpose);
  return names;
}

// Only what the form offers, each once.
std::vector<std::string> TickedOf(const HttpRequest& request, const std::vector<std::string>& offered) {
  std::vector<std::string> ticked;
  const auto [begin, end] = request.fields.equal_range("purpose");
  for (const std::string& purpose : offered) {
    if (std::any_of(begin, end, [&](const auto& field) { return field.second == purpose; }))
      ticked.push_back(purpose);
  }
  return ticked;
}

// What was ticked, with its wordings.
std::vector<OfferedPurpose> ChosenOf(const CampaignForm& offer, const std::vector<std::string>& ticked) {
  std::vector<OfferedPurpose> chosen;
  for (const OfferedPurpose& purpose : offer.offered) {
    if (std::ranges::find(ticked, purpose.purpose) != ticked.end()) chosen.push_back(purpose);
  }
  return chosen;
}

std::string BoxesOf(const std::vector<std::string>& offered, const std::vector<std::string>& ticked) {
  std::string boxes;
  for (const std::string& purpose : offered) {
    const bool set = std::ranges::find(ticked, purpose) != ticked.end();
    boxes.append(boxes.empty() ? "" : "; ").append(purpose);
    boxes.append(set ? ": unticked, ticked by the person" : ": unticked, left so");
  }
  return boxes.substr(0, 500);
}

// Its domain may be in letters of any script.
std::string AddressOf(const HttpRequest& request) {
  const std::string typed(Stripped(request.Field("email")).substr(0, kMostAddress + 1));
  const bool is_text = IsUtf8(typed) && !HasControlCharacter(typed, false);
  return is_text ? typed : Printable(typed, typed.size());
}

}  // namespace

std::vector<Route> SignUpHandlers::Routes() {
  const HttpHandler look = [this](const HttpRequest& request) { return Look(request); };
  const HttpHandler take = [this](const HttpRequest& request) {
    const EvenPace pace(parts_.step);
    return Take(request);
  };
  std::vector<Route> routes{{std::string(kCampaignPath) + "*", look, take}};
  if (!parts_.purposes.empty()) routes.push_back({kSignUpPath, look, take});
  return routes;
}

HttpAnswer SignUpHandlers::Look(const HttpRequest& request) {
  const auto offer = OfferAt(request);
  if (!offer.ok()) return ShowFailure(offer.status(), LanguageOf(request), parts_.place.house);
  if (!offer->campaign.empty() && IsFirstLook(request)) {
    parts_.views.Count(offer->campaign, ViewedPage::kFormOpened);
    if (!request.Field(kCodeMark).empty()) parts_.views.Count(offer->campaign, ViewedPage::kScanned);
  }
  return ShowForm(request, *offer, {}, 200);
}

HttpAnswer SignUpHandlers::Take(const HttpRequest& request) {
  const auto offer = OfferAt(request);
  if (!offer.ok()) return ShowFailure(offer.status(), LanguageOf(request), parts_.place.house);
  if (!request.Field("handle").empty()) return TakeCode(request, *offer);
  const std::vector<std::string> offered = NamesOf(*offer);
  SignUpForm form;
  form.email_address = AddressOf(request);
  form.ticked = TickedOf(request, offered);
  const FormStamp::Age age = parts_.stamp.AgeOf(request.Field("stamp"), absl::Now());
  form.try_again = age == FormStamp::Age::kUnknown;
  form.nothing_ticked = form.ticked.empty();
  if (form.try_again || form.nothing_ticked) return ShowForm(request, *offer, form, 400);
  const Language language = LanguageOf(request, offer->language);
  const CodeForm code{ChosenOf(*offer, form.ticked), CampaignOf(request),
                      ToBase64Url(RandomBytes(kHandleBytes))};
  const bool machine = age == FormStamp::Age::kTooYoung || !request.Field(kTrapField).empty();
  if (machine) return Show(SignedUpPage(code, language), parts_.place.house);

  const SignUp sign_up{form.email_address,
                       form.ticked,
                       std::string(CodeOf(language)),
                       CampaignOf(request),
                       BoxesOf(offered, form.ticked),
                       code.handle};
  const absl::Status taken = parts_.desk.TakeSignUp(sign_up, VisitorOf(request, parts_.place.base_url));
  form.address_wrong = ReasonOf(taken) == "FIELD_INVALID";
  if (form.address_wrong) return ShowForm(request, *offer, form, 400);
  if (!taken.ok()) return ShowFailure(taken, language, parts_.place.house);
  return Show(SignedUpPage(code, language), parts_.place.house);
}

HttpAnswer SignUpHandlers::TakeCode(const HttpRequest& request, const CampaignForm& offer) {
  const Language language = LanguageOf(request, offer.language);
  CodeForm form{ChosenOf(offer, TickedOf(request, NamesOf(offer))), CampaignOf(request),
                Printable(request.Field("handle"), kHandleLetters)};
  const std::string code = Printable(Stripped(request.Field("code")), kMostCode);
  form.wrong = form.handle.size() != kHandleLetters || code.empty();
  if (form.wrong) return Show(SignedUpPage(form, language), parts_.place.house, 400);
  const auto confirmed =
      parts_.desk.ConfirmByCode(form.handle, code, VisitorOf(request, parts_.place.base_url));
  if (!confirmed.ok()) return ShowFailure(confirmed.status(), language, parts_.place.house);
  form.wrong = !*confirmed;
  if (form.wrong) return Show(SignedUpPage(form, language), parts_.place.house, 400);
  return Show(CodeConfirmedPage(form, language), parts_.place.house);
}

absl::StatusOr<CampaignForm> SignUpHandlers::OfferAt(const HttpRequest& request) {
  const std::string campaign = CampaignOf(request);
  if (!campaign.empty()) {
    auto offer = parts_.desk.GetCampaignForm(campaign, ChosenLanguageOf(request));
    const std::string reason = ReasonOf(offer.status());
    const bool unknown = reason == "CAMPAIGN_UNKNOWN" || reason == "FIELD_INVALID";
    if (!unknown || parts_.purposes.empty()) return offer;
  }
  return OfferOfHouse(LanguageOf(request));
}

absl::StatusOr<CampaignForm> SignUpHandlers::OfferOfHouse(Language language) {
  auto offered = parts_.desk.GetSignUpForm(parts_.purposes, CodeOf(language));
  if (ReasonOf(offered.status()) == "WORDING_UNKNOWN") {
    language = OtherThan(language);  // better the other language than none
    offered = parts_.desk.GetSignUpForm(parts_.purposes, CodeOf(language));
  }
  RETURN_IF_ERROR(offered.status());
  return CampaignForm{*std::move(offered), std::string(CodeOf(language)), ""};
}

HttpAnswer SignUpHandlers::ShowForm(const HttpRequest& request, const CampaignForm& offer, SignUpForm form,
                                    int status) {
  form.offered = offer.offered;
  form.campaign = CampaignOf(request);
  form.stamp = parts_.stamp.At(absl::Now());
  const Language language = LanguageOfCode(offer.language, Language::kEnglish);
  return Show(SignUpPage(form, language), parts_.place.house, status);
}

}  // namespace bestand::gateway
