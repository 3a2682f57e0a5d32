#include "services/reward_catalog/domain/traits.h"

#include "absl/strings/ascii.h"

namespace bestand::reward_catalog {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  absl::AsciiStrToLower(&lower);
  return lower;
}

std::string WithoutPlural(std::string word) {
  if (word.size() >= 4 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
  return word;
}

// Calls show(part) for each run of characters that `parts` refuses.
template <typename Parts, typename Show>
void Split(std::string_view text, Parts parts, Show show) {
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && !parts(text[end])) ++end;
    if (end > begin) show(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

}  // namespace

std::set<std::string> WordsOf(std::string_view text) {
  std::set<std::string> words;
  Split(
      text, [](char letter) { return !absl::ascii_isalnum(letter); },
      [&](std::string_view word) { words.insert(WithoutPlural(Lower(word))); });
  return words;
}

std::set<std::string> ValuesOf(std::string_view text) {
  std::set<std::string> values = {Lower(text)};
  Split(
      text, [](char letter) { return letter == ',' || letter == ' '; },
      [&](std::string_view value) { values.insert(Lower(value)); });
  return values;
}

bool HasAttribute(const Reward& reward, std::string_view attribute, std::string_view value) {
  const std::string wanted = Lower(value);
  if (attribute == "kind" && NormalKind(value) == reward.kind) return true;
  if (attribute == "alcohol" && wanted == "yes" && reward.alcohol != Alcohol::kNone) return true;
  const auto found = reward.attributes.find(std::string(attribute));
  return found != reward.attributes.end() && ValuesOf(found->second).contains(wanted);
}

}  // namespace bestand::reward_catalog
