#include "common/validate/violations.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "common/id/id.h"
#include "common/validate/names.h"
#include "common/validate/text.h"

namespace bestand {
namespace {

// What is wrong with a text's bytes, or "".
std::string TextProblem(std::string_view value, size_t most, bool lines) {
  if (value.size() > most)
    return absl::StrCat("has ", value.size(), " bytes, at most ", most, " are allowed");
  if (!IsUtf8(value)) return "is not UTF-8";
  if (HasControlCharacter(value, lines)) return "has a control character";
  return "";
}

// absl's own string type is not std's.
absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

void Violations::Add(std::string_view field, std::string_view description) {
  found_.push_back({std::string(field), std::string(description)});
}

void Violations::Unless(bool holds, std::string_view field, std::string_view description) {
  if (!holds) Add(field, description);
}

// A wrong name is not repeated: it may be an address that somebody took for an id.
void Violations::UnlessName(std::string_view field, std::string_view value, std::string_view pattern) {
  if (value.empty()) return Add(field, absl::StrCat("is missing; give a name such as ", View(pattern)));
  if (!IdOf(value, pattern)) Add(field, absl::StrCat("is not a name of the form ", View(pattern)));
}

void Violations::UnlessNameOrEmpty(std::string_view field, std::string_view value, std::string_view pattern) {
  if (!value.empty()) UnlessName(field, value, pattern);
}

void Violations::UnlessCustomerId(std::string_view field, std::string_view value) {
  Unless(IsCustomerId(value), field, "must have 1 to 64 characters of A-Z a-z 0-9 . _ ~ -");
}

void Violations::UnlessId(std::string_view field, std::string_view value) {
  Unless(IsOwnId(value), field,
         "must have 1 to 63 characters of a-z 0-9 -, a letter or digit first and last");
}

void Violations::UnlessUuid(std::string_view field, std::string_view value) {
  Unless(value.empty() || IsUuid(value), field,
         "must be a UUID such as 123e4567-e89b-42d3-a456-426614174000, or empty");
}

void Violations::UnlessRequiredText(std::string_view field, std::string_view value, size_t most) {
  if (value.empty()) return Add(field, "is missing");
  UnlessText(field, value, most);
}

void Violations::UnlessText(std::string_view field, std::string_view value, size_t most) {
  const std::string problem = TextProblem(value, most, /*lines=*/false);
  Unless(problem.empty(), field, problem);
}

void Violations::UnlessLines(std::string_view field, std::string_view value, size_t most) {
  const std::string problem = TextProblem(value, most, /*lines=*/true);
  Unless(problem.empty(), field, problem);
}

void Violations::UnlessInRange(std::string_view field, int64_t value, int64_t least, int64_t most) {
  if (value >= least && value <= most) return;
  Add(field, absl::StrCat("is ", value, ", must be from ", least, " to ", most));
}

void Violations::UnlessInRange(std::string_view field, double value, double least, double most) {
  if (std::isfinite(value) && value >= least && value <= most) return;
  Add(field, absl::StrCat("is ", value, ", must be from ", least, " to ", most));
}

void Violations::UnlessAtMost(std::string_view field, int64_t value, int64_t most) {
  if (value > most) Add(field, absl::StrCat("is ", value, ", must be at most ", most));
}

void Violations::UnlessKnown(std::string_view field, int value, bool (*is_valid)(int)) {
  if (value == 0) return Add(field, "is missing");
  if (!is_valid(value)) Add(field, absl::StrCat("is ", value, ", which this version does not know"));
}

void Violations::UnlessBatch(std::string_view field, int count, int most) {
  if (count == 0) return Add(field, "is empty; give at least one");
  if (count > most) Add(field, absl::StrCat("has ", count, " items, at most ", most, " are allowed"));
}

void Violations::UnlessPageSize(int32_t page_size) {
  if (page_size < 0) Add("page_size", absl::StrCat("is ", page_size, ", must not be negative"));
}

absl::Status Violations::ToStatus() const {
  return found_.empty() ? absl::OkStatus() : InvalidFields(found_);
}

std::string Indexed(std::string_view field, int index, std::string_view member) {
  std::string name = absl::StrCat(View(field), "[", index, "]");
  if (!member.empty()) absl::StrAppend(&name, ".", View(member));
  return name;
}

}  // namespace bestand
