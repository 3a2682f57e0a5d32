#include "services/consent/domain/rules/decision_table.h"

#include <utility>

namespace bestand::consent {
namespace {

constexpr int kCells = kMessageClasses * kChannels * kRecipients * kRelations * kConsentStates * kObjections;

constexpr std::pair<std::string_view, bool ContactFacts::*> kFacts[] = {
    {"template_approved", &ContactFacts::template_approved},
    {"goods_similar", &ContactFacts::goods_similar},
    {"notice_complete", &ContactFacts::notice_complete},
    {"number_verified", &ContactFacts::number_verified},
    {"presumed_reason", &ContactFacts::presumed_reason},
    {"cap_free", &ContactFacts::cap_free},
    {"list_checked", &ContactFacts::list_checked}};

// Takes the fastest wheel off the odometer.
int Turn(int& index, int size) {
  const int digit = index % size;
  index /= size;
  return digit;
}

template <typename Enum>
Enum TurnTo(int& index, int size) {
  return static_cast<Enum>(Turn(index, size));
}

void Append(std::string& csv, std::string_view text) {
  csv += text;
  csv += ',';
}

}  // namespace

DecisionTable::DecisionTable(const RuleSet& rules) : rules_(rules) {
  for (const std::string_view name : rules.file().facts) {
    for (const auto& [fact, member] : kFacts) {
      if (fact == name) facts_.push_back(member);
    }
  }
  rows_ = kCells << facts_.size();
}

std::string DecisionTable::Header() const {
  std::string header = "class,channel,recipient,relation,consent,objection,";
  for (const std::string_view fact : rules_.file().facts) Append(header, fact);
  return header + "decision,reason,row\n";
}

ContactQuestion DecisionTable::QuestionAt(int index) const {
  ContactQuestion question;
  for (auto fact = facts_.rbegin(); fact != facts_.rend(); ++fact)
    question.facts.*(*fact) = Turn(index, 2) == 1;
  question.objection = TurnTo<Objection>(index, kObjections);
  question.consent = TurnTo<ConsentState>(index, kConsentStates);
  question.relation = TurnTo<Relation>(index, kRelations);
  question.recipient = TurnTo<Recipient>(index, kRecipients);
  question.channel = TurnTo<Channel>(index, kChannels);
  question.message_class = TurnTo<MessageClass>(index, kMessageClasses);
  return question;
}

void DecisionTable::AppendRow(int index, std::string& csv) const {
  const ContactQuestion question = QuestionAt(index);
  Append(csv, NameOf(question.message_class));
  Append(csv, NameOf(question.channel));
  Append(csv, NameOf(question.recipient));
  Append(csv, NameOf(question.relation));
  Append(csv, NameOf(question.consent));
  Append(csv, NameOf(question.objection));
  for (const auto fact : facts_) csv += question.facts.*fact ? "1," : "0,";
  const ContactDecision decision = rules_.Decide(question);
  Append(csv, decision.allowed ? "ALLOW" : "DENY");
  Append(csv, decision.reason);
  csv += std::to_string(decision.row) + "\n";
}

}  // namespace bestand::consent
