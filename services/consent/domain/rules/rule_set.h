#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/contact_decision.h"
#include "services/consent/domain/rules/rule_file.h"

namespace bestand::consent {

// The rules of one country, one edition, ready to decide. Threads may share it.
class RuleSet {
 public:
  // Reads, checks and compiles a rule file. Fails with RULES_INVALID: as ParseRuleFile, when some question is
  // left without an answer, when a row can never decide, or when one asks for rows that do not exist.
  static absl::StatusOr<std::unique_ptr<const RuleSet>> Compile(std::string_view text);

  // The first row that fits decides. Takes some ten nanoseconds.
  ContactDecision Decide(const ContactQuestion& question) const;

  const std::string& name() const { return file_.name; }
  // SHA-256 of the text, 32 bytes.
  const std::string& hash() const { return hash_; }
  const std::string& text() const { return text_; }
  const RuleFile& file() const { return file_; }

 private:
  RuleSet(RuleFile file, std::string_view text);
  absl::Status CompileRows();
  absl::Status Add(const RuleRow& row, InputBits fits, std::vector<InputBits>& open);
  bool IsAskedFor(int row) const;

  const RuleFile file_;
  const std::string text_, hash_;
  // Of each rule in order: a question with none of these bits fits; and what it decides. Apart, since a
  // search reads the former alone.
  std::vector<InputBits> misfits_;
  std::vector<ContactDecision> decisions_;
};

}  // namespace bestand::consent
