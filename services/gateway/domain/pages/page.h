#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/html/html.h"
#include "services/gateway/domain/phrase.h"

namespace bestand::gateway {

// What stands around every page: who we are.
struct House {
  std::string name = "Bestand";  // as people know the company
  std::string imprint_url;       // empty for none
  std::string privacy_url;
};

// One page to be shown.
struct Page {
  Language language = Language::kEnglish;
  std::string_view title;
  html::Html content;
  // The same page in the other language: a path of ours with its query, or "" when there is none.
  std::string other_language_link;
};

// Returns the page as HTML that needs nothing else: no script, no picture, no font from anywhere.
std::string Render(const Page& page, const House& house);

// Returns the Content-Security-Policy under which all pages come: nothing but their own style sheet and
// forms to ourselves.
std::string ContentPolicy();

// Returns a moment for people: "9 December 2026, 14:05 (UTC)", "9. Dezember 2026, 14:05 Uhr (UTC)".
std::string MomentText(absl::Time time, Language language);

}  // namespace bestand::gateway
