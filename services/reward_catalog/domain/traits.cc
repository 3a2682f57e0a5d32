#include "services/reward_catalog/domain/traits.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"

namespace bestand::reward_catalog {
namespace {

uint8_t ByteOf(std::string_view text, size_t place) {
  return place < text.size() ? static_cast<uint8_t>(text[place]) : 0;
}

// U+00C0 to U+00FF, by the second byte.
bool AppendLatin(uint8_t second, std::string& folded) {
  if (second == 0x97 || second == 0xB7) return false;  // the signs for times and divided by
  if (second == 0x9F) return folded += "ss", true;
  folded += '\xC3';
  folded += static_cast<char>(second < 0x9F ? second + 0x20 : second);
  return true;
}

// Appends the first character of `text`, folded, unless it parts words; takes it off.
bool AppendFirst(std::string_view& text, std::string& folded) {
  const uint8_t first = ByteOf(text, 0), second = ByteOf(text, 1), third = ByteOf(text, 2);
  const auto take = [&text](size_t bytes) { text.remove_prefix(std::min(bytes, text.size())); };
  // U+0080 to U+00BF: signs, and the space that does not break.
  if (first == 0xC2) return take(2), false;
  if (first == 0xC3 && second >= 0x80) return take(2), AppendLatin(second, folded);
  // Dashes, quotes and spaces of print.
  if (first == 0xE2 && second == 0x80) return take(3), false;
  if (first == 0xE1 && second == 0xBA && third == 0x9E) return take(3), folded += "ss", true;
  take(1);
  if (first < 0x80 && !absl::ascii_isalnum(first)) return false;
  folded += absl::ascii_tolower(first);
  return true;
}

std::string WithoutPlural(std::string word) {
  if (word.size() >= 4 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
  return word;
}

// Calls show(word) for each word of a text that was folded.
template <typename Show>
void Split(std::string_view folded, Show show) {
  while (!folded.empty()) {
    const size_t end = std::min(folded.find(' '), folded.size());
    show(std::string(folded.substr(0, end)));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
}

// Says whether the words of the one stand in the other, side by side.
bool HasWords(const std::string& folded, const std::string& wanted) {
  return !wanted.empty() && (" " + folded + " ").find(" " + wanted + " ") != std::string::npos;
}

}  // namespace

std::string Folded(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    const bool in_word = AppendFirst(text, folded);
    if (!in_word && !folded.empty() && folded.back() != ' ') folded += ' ';
  }
  if (folded.ends_with(' ')) folded.pop_back();
  return folded;
}

std::set<std::string> WordsOf(std::string_view text) {
  std::set<std::string> words;
  Split(Folded(text), [&](std::string word) { words.insert(WithoutPlural(std::move(word))); });
  return words;
}

std::set<std::string> ValuesOf(std::string_view text) {
  const std::string whole = Folded(text);
  std::set<std::string> values = {whole};
  Split(whole, [&](std::string word) { values.insert(std::move(word)); });
  return values;
}

bool HasAttribute(const Reward& reward, std::string_view attribute, std::string_view value) {
  const std::string name = Folded(attribute), wanted = Folded(value);
  if (name == "kind" && NormalKind(value) == reward.kind) return true;
  if (name == "alcohol" && wanted == "yes" && reward.alcohol != Alcohol::kNone) return true;
  for (const auto& [key, values] : reward.attributes) {
    if (Folded(key) == name && HasWords(Folded(values), wanted)) return true;
  }
  return false;
}

}  // namespace bestand::reward_catalog
