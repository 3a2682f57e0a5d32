#pragma once

#include <string_view>

#include "services/gateway/domain/desk.h"
#include "services/gateway/domain/pages/page.h"

namespace bestand::gateway {

// Return what a person sees who follows a link in one of our messages.

// One button to end messages of this kind; where that was done before it says so.
Page UnsubscribePage(const LinkView& view, std::string_view token, Language language);
// After the button.
Page UnsubscribedPage(const LinkView& view, std::string_view token, Language language);

// Every purpose and channel with a button each, an objection to all, and what was recorded; `notice` says
// what was just done, or nothing.
Page PreferencesPage(const PreferencesView& view, std::string_view token, std::string_view notice,
                     Language language);

}  // namespace bestand::gateway
