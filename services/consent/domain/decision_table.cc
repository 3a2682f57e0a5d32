#include "services/consent/domain/decision_table.h"

#include "services/consent/domain/contact_decision.h"

namespace bestand::consent {
namespace {

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

void Append(std::string& csv, bool fact) { csv += fact ? "1," : "0,"; }

void AppendQuestion(const ContactQuestion& question, std::string& csv) {
  Append(csv, NameOf(question.message_class));
  Append(csv, NameOf(question.channel));
  Append(csv, NameOf(question.recipient));
  Append(csv, NameOf(question.relation));
  Append(csv, NameOf(question.consent));
  Append(csv, NameOf(question.objection));
  const ContactFacts& facts = question.facts;
  for (const bool fact : {facts.template_approved, facts.goods_similar, facts.notice_complete,
                          facts.number_verified, facts.presumed_reason, facts.cap_free}) {
    Append(csv, fact);
  }
}

}  // namespace

ContactQuestion QuestionAt(int index) {
  ContactQuestion question;
  ContactFacts& facts = question.facts;
  for (bool* fact : {&facts.cap_free, &facts.presumed_reason, &facts.number_verified, &facts.notice_complete,
                     &facts.goods_similar, &facts.template_approved}) {
    *fact = Turn(index, 2) == 1;
  }
  question.objection = TurnTo<Objection>(index, kObjections);
  question.consent = TurnTo<ConsentState>(index, kConsentStates);
  question.relation = TurnTo<Relation>(index, kRelations);
  question.recipient = TurnTo<Recipient>(index, kRecipients);
  question.channel = TurnTo<Channel>(index, kChannels);
  question.message_class = TurnTo<MessageClass>(index, kMessageClasses);
  return question;
}

void AppendDecisionRow(int index, std::string& csv) {
  const ContactQuestion question = QuestionAt(index);
  const ContactDecision decision = DecideContact(question);
  AppendQuestion(question, csv);
  Append(csv, std::string_view(decision.allowed ? "ALLOW" : "DENY"));
  Append(csv, decision.reason);
  csv += std::to_string(decision.row);
  csv += '\n';
}

}  // namespace bestand::consent
