#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// A set of questions: for each input, one bit for each value that is in it.
using InputBits = uint64_t;

// What a rule may ask about: "channel" with EMAIL, SMS, …, or a fact with no and yes.
struct Input {
  std::string_view name;
  std::vector<std::string_view> values;
  int first_bit = 0;
  bool is_fact = false;

  InputBits BitOf(size_t value) const { return InputBits{1} << (first_bit + value); }
  InputBits AllBits() const { return ((InputBits{1} << values.size()) - 1) << first_bit; }
};

// Returns all inputs: class, channel, recipient, relation, consent, objection, the facts in the order of
// ContactFacts, and determined.
std::span<const Input> Inputs();

// Returns the input of a name; null when there is none.
const Input* FindInput(std::string_view name);

// Returns one bit of each input: the question alone.
InputBits BitsOf(const ContactQuestion& question);

// Returns every question.
InputBits AllInputBits();

}  // namespace bestand::consent
