#include "services/gateway/api/web/confirm_handlers.h"

#include "common/error/error.h"
#include "services/gateway/domain/pages/confirm_pages.h"
#include "services/gateway/domain/pages/parts.h"

namespace bestand::gateway {
namespace {

constexpr size_t kTokenLetters = 43;  // 32 bytes in base64

int StatusOf(const OptInView& view) { return view.state == OptInView::State::kEnded ? 410 : 200; }

}  // namespace

std::vector<Route> ConfirmHandlers::Routes() {
  const auto look = [this](const HttpRequest& request) { return Look(request); };
  return {{kConfirmPath, look, [this](const HttpRequest& request) { return Confirm(request); }},
          {kNotMePath, look, [this](const HttpRequest& request) { return Disown(request); }}};
}

HttpAnswer ConfirmHandlers::Look(const HttpRequest& request) {
  const std::string token = TokenOf(request);
  if (token.size() != kTokenLetters)
    return Show(TruncatedPage(kConfirmPath, LanguageOf(request)), place_.house, 400);
  const auto view = desk_.LookUpOptIn(token);
  if (!view.ok()) return ShowFailure(view.status(), LanguageOf(request), place_.house);
  const bool opened = view->state == OptInView::State::kOpen && IsFirstLook(request);
  if (opened && !view->campaign.empty()) views_.Count(view->campaign, ViewedPage::kPageOpened);
  return Show(ConfirmPage(*view, token, LanguageOf(request, view->language)), place_.house, StatusOf(*view));
}

HttpAnswer ConfirmHandlers::Confirm(const HttpRequest& request) {
  const std::string token = TokenOf(request);
  if (token.size() != kTokenLetters) return Look(request);
  const absl::Status confirmed = desk_.ConfirmOptIn(token, VisitorOf(request, place_.base_url));
  if (!confirmed.ok()) return ShowState(request, confirmed);
  const auto view = desk_.LookUpOptIn(token);
  if (!view.ok()) return ShowFailure(view.status(), LanguageOf(request), place_.house);
  return Show(ConfirmedPage(*view, token, LanguageOf(request, view->language)), place_.house);
}

HttpAnswer ConfirmHandlers::Disown(const HttpRequest& request) {
  const std::string token = TokenOf(request);
  if (token.size() != kTokenLetters) return Look(request);
  const absl::Status disowned = desk_.DisownOptIn(token, VisitorOf(request, place_.base_url));
  if (!disowned.ok()) return ShowState(request, disowned);
  return Show(NotMePage(LanguageOf(request)), place_.house);
}

HttpAnswer ConfirmHandlers::ShowState(const HttpRequest& request, const absl::Status& failure) {
  const std::string reason = ReasonOf(failure);
  if (reason == "CONFIRMATION_USED" || reason == "CONFIRMATION_EXPIRED") return Look(request);
  return ShowFailure(failure, LanguageOf(request), place_.house);
}

}  // namespace bestand::gateway
