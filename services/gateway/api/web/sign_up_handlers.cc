#include "services/gateway/api/web/sign_up_handlers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "common/error/error.h"
#include "services/gateway/domain/pages/parts.h"

namespace bestand::gateway {
namespace {

constexpr size_t kMostCampaign = 60;
constexpr size_t kMostAddress = 254;

// "/r/fair-2026" -> "fair-2026"; "" for anything else.
std::string CampaignOf(const HttpRequest& request) {
  const std::string_view prefix = kCampaignPath;
  if (!request.path.starts_with(prefix)) return "";
  const std::string campaign = request.path.substr(prefix.size(), kMostCampaign);
  const bool plain = std::ranges::all_of(
      campaign, [](char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-'; });
  return plain ? campaign : "";
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

std::string BoxesOf(const std::vector<std::string>& offered, const std::vector<std::string>& ticked) {
  std::string boxes;
  for (const std::string& purpose : offered) {
    const bool set = std::ranges::find(ticked, purpose) != ticked.end();
    boxes.append(boxes.empty() ? "" : "; ").append(purpose);
    boxes.append(set ? ": unticked, ticked by the person" : ": unticked, left so");
  }
  return boxes.substr(0, 500);
}

std::string AddressOf(const HttpRequest& request) {
  return Printable(Stripped(request.Field("email")), kMostAddress + 1);
}

}  // namespace

std::vector<Route> SignUpHandlers::Routes() {
  if (purposes_.empty()) return {};
  const HttpHandler look = [this](const HttpRequest& request) { return Look(request); };
  const HttpHandler take = [this](const HttpRequest& request) { return Take(request); };
  return {{kSignUpPath, look, take}, {std::string(kCampaignPath) + "*", look, take}};
}

HttpAnswer SignUpHandlers::Look(const HttpRequest& request) { return ShowForm(request, {}, 200); }

HttpAnswer SignUpHandlers::Take(const HttpRequest& request) {
  const Language language = LanguageOf(request);
  SignUpForm form;
  form.email_address = AddressOf(request);
  form.ticked = TickedOf(request, purposes_);
  const FormStamp::Age age = stamp_.AgeOf(request.Field("stamp"), absl::Now());
  form.try_again = age == FormStamp::Age::kUnknown;
  form.nothing_ticked = form.ticked.empty();
  if (form.try_again || form.nothing_ticked) return ShowForm(request, form, 400);
  const bool machine = age == FormStamp::Age::kTooYoung || !request.Field(kTrapField).empty();
  if (machine) return Show(SignedUpPage(language), place_.house);

  const SignUp sign_up{form.email_address, form.ticked, std::string(CodeOf(language)), CampaignOf(request),
                       BoxesOf(purposes_, form.ticked)};
  const absl::Status taken = desk_.TakeSignUp(sign_up, VisitorOf(request, place_.base_url));
  form.address_wrong = ReasonOf(taken) == "FIELD_INVALID";
  if (form.address_wrong) return ShowForm(request, form, 400);
  if (!taken.ok()) return ShowFailure(taken, language, place_.house);
  return Show(SignedUpPage(language), place_.house);
}

HttpAnswer SignUpHandlers::ShowForm(const HttpRequest& request, SignUpForm form, int status) {
  Language language = LanguageOf(request);
  auto offered = desk_.GetSignUpForm(purposes_, CodeOf(language));
  if (ReasonOf(offered.status()) == "WORDING_UNKNOWN") {
    language = OtherThan(language);  // better the other language than none
    offered = desk_.GetSignUpForm(purposes_, CodeOf(language));
  }
  if (!offered.ok()) return ShowFailure(offered.status(), language, place_.house);
  form.offered = *std::move(offered);
  form.campaign = CampaignOf(request);
  form.stamp = stamp_.At(absl::Now());
  return Show(SignUpPage(form, language), place_.house, status);
}

}  // namespace bestand::gateway
