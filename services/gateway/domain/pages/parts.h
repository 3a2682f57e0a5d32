#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/html/html.h"
#include "services/gateway/domain/desk.h"
#include "services/gateway/domain/phrase.h"

namespace bestand::gateway {

// Where people go; each path takes GET to look and, where something can be done, POST to do it.
inline constexpr char kConfirmPath[] = "/confirm";
inline constexpr char kNotMePath[] = "/confirm/not-me";
inline constexpr char kUnsubscribePath[] = "/unsubscribe";
inline constexpr char kPreferencesPath[] = "/preferences";
inline constexpr char kDataPath[] = "/preferences/data";
inline constexpr char kSignUpPath[] = "/register";
inline constexpr char kCampaignPath[] = "/r/";  // and the campaign: short enough for a printed code

// Returns "by email".
std::string_view NameOf(Channel channel, Language language);
Language OtherThan(Language language);

// Returns "/confirm?token=…&lang=de"; the token percent-encoded.
std::string LinkTo(std::string_view path, std::string_view token, Language language);

// Return pieces that more than one page has.
html::Html Lead(std::string_view text);
html::Html Paragraph(std::string_view text);
html::Html Soft(std::string_view text);
html::Html CheckMark();
html::Html Link(std::string_view url, std::string_view text);
// A message about what just happened, read out by screen readers.
html::Html Notice(std::string_view text);
// What is wrong with a field, whose aria-describedby names it.
html::Html Wrong(std::string_view id, std::string_view text);
html::Html Hidden(std::string_view name, std::string_view value);
html::Html Wordings(const std::vector<Wording>& wordings);

// A form of one button that posts the token and the page's language.
struct ButtonForm {
  std::string_view path, token, text;
  Language language = Language::kEnglish;
  bool quiet = false;           // beside the page's main button
  std::string_view label = {};  // for screen readers, where the text alone does not say what it is about
  std::vector<std::pair<std::string_view, std::string_view>> fields = {};  // more that is posted: name, value
};
html::Html Button(const ButtonForm& form);

}  // namespace bestand::gateway
