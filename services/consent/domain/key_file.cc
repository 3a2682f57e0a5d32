#include "services/consent/domain/key_file.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "common/error/error.h"

namespace bestand::consent {
namespace {

bool IsKeyId(const std::string& id) {
  return !id.empty() && id.size() <= 16 && std::ranges::all_of(id, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
  });
}

}  // namespace

absl::Status WrongKeys(std::string_view setting, std::string_view problem) {
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 std::string(setting).append(" ").append(problem));
}

absl::StatusOr<std::vector<NamedKey>> NamedKeysOf(std::string_view setting, std::string_view lines) {
  std::vector<NamedKey> keys;
  for (const auto line :
       absl::StrSplit(absl::string_view(lines.data(), lines.size()), '\n', absl::SkipWhitespace())) {
    const std::vector<std::string> words = absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (words.size() != 2 || !IsKeyId(words[0])) {
      return WrongKeys(setting, "holds a line that is not \"id secret\".");
    }
    if (std::ranges::find(keys, words[0], &NamedKey::id) != keys.end()) {
      return WrongKeys(setting, "names a key twice.");
    }
    keys.push_back({words[0], words[1]});
  }
  if (keys.empty()) return WrongKeys(setting, "holds no key.");
  return keys;
}

}  // namespace bestand::consent
