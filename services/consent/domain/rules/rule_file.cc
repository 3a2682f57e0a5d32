#include "services/consent/domain/rules/rule_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/time/civil_time.h"
#include "common/error/error.h"

namespace bestand::consent {
namespace {

struct Value {
  int line = 0;
  std::string_view text;
};

struct Paragraph {
  int line = 0;
  std::map<std::string_view, Value> values;

  std::string_view Text(std::string_view key) const {
    const auto found = values.find(key);
    return found == values.end() ? std::string_view() : found->second.text;
  }
};

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    if (const auto part = Trimmed(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool ToNumber(std::string_view text, int& number) {
  return absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &number) && number >= 0 &&
         number < 1000;
}

// Reads one file; what it found wrong it says by name and line.
class Parser {
 public:
  absl::StatusOr<RuleFile> Parse(std::string_view text) {
    ASSIGN_OR_RETURN(const std::vector<Paragraph> paragraphs, Paragraphs(text));
    if (paragraphs.empty()) return Wrong(0, "is empty");
    RETURN_IF_ERROR(ReadHead(paragraphs.front()));
    for (size_t i = 1; i < paragraphs.size(); ++i) RETURN_IF_ERROR(ReadRow(paragraphs[i]));
    return std::move(file_);
  }

 private:
  absl::Status Wrong(int line, std::string_view what) const { return InvalidRules(file_.name, line, what); }

  absl::StatusOr<std::vector<Paragraph>> Paragraphs(std::string_view text) {
    std::vector<Paragraph> paragraphs;
    bool begins = true;
    for (int number = 1; !text.empty(); ++number) {
      const size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.starts_with('#')) continue;
      if (line.empty()) {
        begins = true;
        continue;
      }
      if (std::exchange(begins, false)) paragraphs.push_back({number, {}});
      RETURN_IF_ERROR(AddLine(number, line, paragraphs.back()));
    }
    return paragraphs;
  }

  absl::Status AddLine(int number, std::string_view line, Paragraph& paragraph) {
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return Wrong(number, "has no colon; write key: value");
    const std::string_view key = line.substr(0, colon), text = Trimmed(line.substr(colon + 1));
    if (key == "rule-set" && file_.name.empty()) file_.name = text;
    if (text.empty()) return Wrong(number, "has no value; give one or leave the line out");
    const bool added = paragraph.values.emplace(key, Value{number, text}).second;
    return added ? absl::OkStatus() : Wrong(number, "gives a key twice; give it once");
  }

  absl::Status ReadHead(const Paragraph& head) {
    if (file_.name.empty()) return Wrong(head.line, "names no rule-set");
    for (const std::string_view country : Split(head.Text("countries"), ','))
      file_.countries.emplace_back(country);
    if (file_.countries.empty()) return Wrong(head.line, "names no countries");
    file_.facts = Split(head.Text("facts"), ' ');
    for (std::string_view& fact : file_.facts) {
      const Input* input = FindInput(fact);
      if (input == nullptr || !input->is_fact || fact == "determined")
        return Wrong(head.line, "names a fact that does not exist");
      fact = input->name;
    }
    const std::string_view day = head.Text("in-force-from");
    absl::CivilDay from;
    if (!absl::ParseCivilTime(absl::string_view(day.data(), day.size()), &from)) {
      return Wrong(head.line, "has no day in in-force-from, such as 2022-05-28");
    }
    file_.in_force_from = absl::FromCivil(from, absl::UTCTimeZone());
    return head.values.size() == 4 ? absl::OkStatus() : Wrong(head.line, "has other keys than its four");
  }

  absl::Status ReadRow(const Paragraph& paragraph) {
    RuleRow row{paragraph.line, 0, AllInputBits()};
    if (!ToNumber(paragraph.Text("row"), row.row)) return Wrong(row.line, "has no number of its row");
    row.basis = paragraph.Text("basis");
    row.action = paragraph.Text("action");
    const std::vector<std::string_view> answer = Split(paragraph.Text("answer"), ' ');
    if (answer.size() != 2 || (answer[0] != "ALLOW" && answer[0] != "DENY")) {
      return Wrong(row.line, "must answer ALLOW or DENY with a reason");
    }
    row.allow = answer[0] == "ALLOW";
    row.reason = answer[1];
    if (const auto then = paragraph.Text("then");
        !then.empty() && (!row.allow || !ToNumber(then, row.then))) {
      return Wrong(row.line, "may ask another row after an ALLOW alone, by its number");
    }
    for (const auto& [key, value] : paragraph.values) RETURN_IF_ERROR(Narrow(key, value, row));
    file_.rows.push_back(std::move(row));
    return absl::OkStatus();
  }

  absl::Status Narrow(std::string_view key, const Value& value, RuleRow& row) const {
    for (const auto other : {"row", "answer", "then", "basis", "action"}) {
      if (key == other) return absl::OkStatus();
    }
    const Input* input = FindInput(key);
    const bool counts =
        input != nullptr && (!input->is_fact || key == "determined" ||
                             std::find(file_.facts.begin(), file_.facts.end(), key) != file_.facts.end());
    if (!counts) return Wrong(value.line, "asks about what is neither an input nor among the facts");
    InputBits fits = 0;
    for (const std::string_view name : Split(value.text, ' ')) {
      const auto found = std::find(input->values.begin(), input->values.end(), name);
      if (found == input->values.end())
        return Wrong(value.line, "names a value that the input does not have");
      fits |= input->BitOf(found - input->values.begin());
    }
    row.fits &= ~input->AllBits() | fits;
    return absl::OkStatus();
  }

  RuleFile file_;
};

}  // namespace

absl::StatusOr<RuleFile> ParseRuleFile(std::string_view text) { return Parser().Parse(text); }

absl::Status InvalidRules(std::string_view rule_set, int line, std::string_view what) {
  const std::string where = line == 0 ? "" : ", line " + std::to_string(line);
  return Failure(absl::StatusCode::kInternal, "RULES_INVALID",
                 "Rule set " + std::string(rule_set) + where + " " + std::string(what) + ".",
                 {{"rule_set", std::string(rule_set)}, {"line", std::to_string(line)}});
}

}  // namespace bestand::consent
