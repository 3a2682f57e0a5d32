#pragma once

#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "services/gateway/domain/desk.h"

namespace bestand::gateway {

inline const std::string kToken(43, 'T');
inline constexpr char kLink[] = "u.0.whose.signature";

// Stands for the consent service: one request, known by kToken, one person, known by kLink, and what was
// done.
class FakeDesk final : public ConsentDesk {
 public:
  absl::StatusOr<OptInView> LookUpOptIn(std::string_view token) override {
    ++looks;
    if (away) return Away();
    if (token != kToken) return Failure(absl::StatusCode::kNotFound, "CONFIRMATION_UNKNOWN", "unknown");
    return view;
  }
  absl::Status ConfirmOptIn(std::string_view token, const Visitor& by) override {
    ++changes;
    visitor = by;
    if (view.state == OptInView::State::kUsed)
      return Failure(absl::StatusCode::kFailedPrecondition, "CONFIRMATION_USED", "used");
    RETURN_IF_ERROR(LookUpOptIn(token).status());
    view.state = OptInView::State::kUsed;
    return absl::OkStatus();
  }
  absl::Status DisownOptIn(std::string_view token, const Visitor&) override {
    ++changes;
    RETURN_IF_ERROR(LookUpOptIn(token).status());
    view.state = OptInView::State::kEnded;
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<OfferedPurpose>> GetSignUpForm(const std::vector<std::string>& purposes,
                                                            std::string_view language) override {
    if (away) return Away();
    std::vector<OfferedPurpose> offered;
    for (const std::string& purpose : purposes)
      offered.push_back({purpose, "Name of " + purpose, "Wording in " + std::string(language)});
    return offered;
  }
  absl::StatusOr<CampaignForm> GetCampaignForm(std::string_view campaign,
                                               std::string_view language) override {
    if (away) return Away();
    if (campaign != "fair") return Failure(absl::StatusCode::kNotFound, "CAMPAIGN_UNKNOWN", "unknown");
    const std::string spoken(language.empty() ? "de" : language);
    return CampaignForm{{{"purposes/fair", "Name of the fair", "Fair wording in " + spoken}}, spoken, "fair"};
  }
  absl::Status CountViews(const std::vector<ViewCount>& views, const std::string& id) override {
    reports.emplace_back(id, views);
    return away ? Away() : absl::OkStatus();
  }
  absl::Status TakeSignUp(const SignUp& taken, const Visitor& by) override {
    if (away) return Away();
    if (taken.email_address.find('@') == std::string::npos)
      return InvalidFields({{"email_address", "has no @"}});
    sign_ups.push_back(taken);
    visitor = by;
    return absl::OkStatus();
  }
  absl::StatusOr<bool> ConfirmByCode(std::string_view code_handle, std::string_view code,
                                     const Visitor& by) override {
    if (away) return Away();
    ++changes;
    visitor = by;
    return !sign_ups.empty() && code_handle == sign_ups.back().code_handle && code == "123456";
  }
  absl::StatusOr<LinkView> LookUpLink(std::string_view token) override {
    ++looks;
    RETURN_IF_ERROR(CheckLink(token));
    return link;
  }
  absl::Status Unsubscribe(std::string_view token, const Visitor&) override {
    ++changes;
    RETURN_IF_ERROR(CheckLink(token));
    link.preference.standing = Standing::kOff;
    return absl::OkStatus();
  }
  absl::StatusOr<PreferencesView> GetPreferences(std::string_view token) override {
    ++looks;
    RETURN_IF_ERROR(CheckLink(token));
    return preferences;
  }
  absl::Status SetPreferences(std::string_view token, const PreferenceChange& change,
                              const Visitor&) override {
    ++changes;
    RETURN_IF_ERROR(CheckLink(token));
    if (!refusal.empty()) return Failure(absl::StatusCode::kNotFound, refusal, "refused");
    last_change = change;
    return absl::OkStatus();
  }

  OptInView view{
      OptInView::State::kOpen, "de", "a***@example.test", {{"News", "I would like news."}}, absl::Now()};
  LinkView link{{"purposes/news", "News", Channel::kEmail, Standing::kOn, "a***@example.test"},
                "/preferences?token=p"};
  PreferencesView preferences{
      {link.preference, {"purposes/x", "Calls", Channel::kPhone, Standing::kOff, ""}}};
  PreferenceChange last_change;
  std::vector<SignUp> sign_ups;
  std::vector<std::pair<std::string, std::vector<ViewCount>>> reports;  // also those not taken
  Visitor visitor;
  std::string refusal;  // a reason, for SetPreferences
  bool away = false;
  int looks = 0, changes = 0;

 private:
  static absl::Status Away() { return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY", "away"); }
  absl::Status CheckLink(std::string_view token) const {
    if (away) return Away();
    if (token != kLink) return Failure(absl::StatusCode::kNotFound, "LINK_UNKNOWN", "unknown");
    return absl::OkStatus();
  }
};

}  // namespace bestand::gateway
