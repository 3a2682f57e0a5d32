#include "common/config/fields.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/config/sources.h"
#include "common/error/error.h"

namespace bestand::config {
namespace {

std::string InQuotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

const std::string* Fields::Given(std::string_view key) {
  known_.emplace(key);
  const auto found = given_.find(key);
  return found == given_.end() ? nullptr : &found->second;
}

void Fields::Remember(std::string_view key, std::string value, std::string_view help) {
  lines_.push_back({std::string(key), std::move(value), std::string(help)});
}

void Fields::Wrong(std::string_view key, std::string_view problem) {
  problems_.push_back(std::string(key) + ": " + std::string(problem));
}

void Fields::Text(std::string_view key, std::string& target, std::string_view help) {
  if (const std::string* given = Given(key)) target = *given;
  Remember(key, InQuotes(target), help);
}

void Fields::Texts(std::string_view key, std::vector<std::string>& target, std::string_view help) {
  if (const std::string* given = Given(key)) target = absl::StrSplit(*given, ',', absl::SkipEmpty());
  std::vector<std::string> quoted;
  for (const std::string& text : target) quoted.push_back(InQuotes(text));
  Remember(key, "[" + absl::StrJoin(quoted, ", ") + "]", help);
}

void Fields::Flag(std::string_view key, bool& target, std::string_view help) {
  if (const std::string* given = Given(key); given != nullptr && !absl::SimpleAtob(*given, &target)) {
    Wrong(key, "\"" + *given + "\" is neither true nor false");
  }
  Remember(key, target ? "true" : "false", help);
}

void Fields::Number(std::string_view key, int& target, Range range, std::string_view help) {
  if (const std::string* given = Given(key)) {
    int64_t value = 0;
    if (!absl::SimpleAtoi(*given, &value) || value < range.least || value > range.most) {
      Wrong(key,
            absl::StrCat("\"", *given, "\" is not a whole number from ", range.least, " to ", range.most));
    } else {
      target = static_cast<int>(value);
    }
  }
  Remember(key, std::to_string(target), help);
}

void Fields::Decimal(std::string_view key, double& target, Range range, std::string_view help) {
  if (const std::string* given = Given(key)) {
    double value = 0;
    const bool good = absl::SimpleAtod(*given, &value) && std::isfinite(value) &&
                      value >= static_cast<double>(range.least) && value <= static_cast<double>(range.most);
    if (good) target = value;
    if (!good)
      Wrong(key, absl::StrCat("\"", *given, "\" is not a number from ", range.least, " to ", range.most));
  }
  Remember(key, absl::StrCat(target), help);
}

void Fields::Duration(std::string_view key, absl::Duration& target, std::string_view help) {
  if (const std::string* given = Given(key)) {
    absl::Duration value;
    const bool good = absl::ParseDuration(*given, &value) && value >= absl::ZeroDuration() &&
                      value < absl::InfiniteDuration();
    if (good) target = value;
    if (!good) Wrong(key, "\"" + *given + "\" is not a time span such as \"1500ms\", \"30s\" or \"24h\"");
  }
  Remember(key, InQuotes(absl::FormatDuration(target)), help);
}

void Fields::File(std::string_view key, std::string& target, std::string_view help) {
  if (const std::string* given = Given(key)) target = *given;
  std::error_code error;
  if (!target.empty() && !std::filesystem::is_regular_file(target, error)) {
    Wrong(key, "there is no file " + target);
  }
  Remember(key, InQuotes(target), help);
}

void Fields::SecretFile(std::string_view key, std::string& target, std::string_view help) {
  File(key, target, std::string(help) + " (a file, its content is never shown)");
}

void Fields::Address(std::string_view key, std::string& target, std::string_view help) {
  if (const std::string* given = Given(key)) target = *given;
  Remember(key, InQuotes(WithoutPassword(target)), help);
}

absl::Status Fields::ToStatus(std::string_view section) const {
  std::vector<std::string> problems;
  for (const std::string& problem : problems_) {
    if (problem.starts_with(section)) problems.push_back(problem);
  }
  for (const auto& [key, value] : given_) {
    if (!known_.contains(key)) problems.push_back(key + ": there is no such setting");
  }
  if (problems.empty()) return absl::OkStatus();
  const std::string count = problems.size() == 1 ? "1 setting is wrong: "
                                                 : std::to_string(problems.size()) + " settings are wrong: ";
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 count + absl::StrJoin(problems, "; ") + ".");
}

// A section is written once, where its first setting stands: TOML allows no second time.
std::string Fields::Print() const {
  std::vector<std::pair<std::string, std::string>> sections;
  for (const Line& line : lines_) {
    const size_t dot = line.key.rfind('.');
    const std::string name = dot == std::string::npos ? "" : line.key.substr(0, dot);
    auto section = std::ranges::find(sections, name, [](const auto& one) { return one.first; });
    if (section == sections.end()) section = sections.insert(section, {name, ""});
    absl::StrAppend(&section->second, "# ", line.help, "\n", line.key.substr(dot + 1), " = ", line.value,
                    "\n");
  }
  // What stands outside of all sections must come before them.
  std::ranges::stable_partition(sections, [](const auto& one) { return one.first.empty(); });
  std::string text;
  for (const auto& [name, lines] : sections) {
    if (!name.empty()) absl::StrAppend(&text, text.empty() ? "" : "\n", "[", name, "]\n");
    text += lines;
  }
  return text;
}

}  // namespace bestand::config
