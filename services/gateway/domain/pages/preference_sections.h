#pragma once

#include <string_view>

#include "services/gateway/domain/desk.h"
#include "services/gateway/domain/pages/page.h"

namespace bestand::gateway {

// Return the parts of the preference centre that hold for all purposes together.

// How often at most; the choice that holds is marked.
html::Html LimitSection(const PreferencesView& view, std::string_view token, Language language);
// No advertising until a day, or the end of that.
html::Html PauseSection(const PreferencesView& view, std::string_view token, Language language);
// No advertising at all.
html::Html AllSection(const PreferencesView& view, std::string_view token, Language language);
// All that is held, to take along.
html::Html DataSection(std::string_view token, Language language);
html::Html EraseSection(std::string_view token, Language language);

}  // namespace bestand::gateway
