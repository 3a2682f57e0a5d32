#include "services/consent/domain/rules/inputs.h"

#include <algorithm>

namespace bestand::consent {
namespace {

constexpr int kFirstChannel = kMessageClasses;
constexpr int kFirstRecipient = kFirstChannel + kChannels;
constexpr int kFirstRelation = kFirstRecipient + kRecipients;
constexpr int kFirstConsent = kFirstRelation + kRelations;
constexpr int kFirstObjection = kFirstConsent + kConsentStates;
constexpr int kFirstFact = kFirstObjection + kObjections;

template <typename Enum>
Input EnumInput(std::string_view name, int count, int first_bit) {
  Input input{name, {}, first_bit};
  for (int i = 0; i < count; ++i) input.values.push_back(NameOf(static_cast<Enum>(i)));
  return input;
}

std::vector<Input> MakeInputs() {
  std::vector<Input> inputs{EnumInput<MessageClass>("class", kMessageClasses, 0),
                            EnumInput<Channel>("channel", kChannels, kFirstChannel),
                            EnumInput<Recipient>("recipient", kRecipients, kFirstRecipient),
                            EnumInput<Relation>("relation", kRelations, kFirstRelation),
                            EnumInput<ConsentState>("consent", kConsentStates, kFirstConsent),
                            EnumInput<Objection>("objection", kObjections, kFirstObjection)};
  int bit = kFirstFact;
  for (const auto fact : {"template_approved", "goods_similar", "notice_complete", "number_verified",
                          "presumed_reason", "cap_free", "list_checked", "determined"}) {
    inputs.push_back({fact, {"no", "yes"}, bit, true});
    bit += 2;
  }
  return inputs;
}

InputBits Bit(int first_bit, auto value) { return InputBits{1} << (first_bit + static_cast<int>(value)); }

}  // namespace

std::span<const Input> Inputs() {
  static const std::vector<Input> kInputs = MakeInputs();
  return kInputs;
}

const Input* FindInput(std::string_view name) {
  const auto inputs = Inputs();
  const auto found =
      std::find_if(inputs.begin(), inputs.end(), [&](const Input& i) { return i.name == name; });
  return found == inputs.end() ? nullptr : &*found;
}

InputBits BitsOf(const ContactQuestion& question) {
  const ContactFacts& facts = question.facts;
  return Bit(0, question.message_class) | Bit(kFirstChannel, question.channel) |
         Bit(kFirstRecipient, question.recipient) | Bit(kFirstRelation, question.relation) |
         Bit(kFirstConsent, question.consent) | Bit(kFirstObjection, question.objection) |
         Bit(kFirstFact, facts.template_approved) | Bit(kFirstFact + 2, facts.goods_similar) |
         Bit(kFirstFact + 4, facts.notice_complete) | Bit(kFirstFact + 6, facts.number_verified) |
         Bit(kFirstFact + 8, facts.presumed_reason) | Bit(kFirstFact + 10, facts.cap_free) |
         Bit(kFirstFact + 12, facts.list_checked) | Bit(kFirstFact + 14, question.determined);
}

InputBits AllInputBits() {
  InputBits all = 0;
  for (const Input& input : Inputs()) all |= input.AllBits();
  return all;
}

}  // namespace bestand::consent
