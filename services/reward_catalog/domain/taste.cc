#include <algorithm>

#include "services/reward_catalog/domain/score.h"
#include "services/reward_catalog/domain/traits.h"

namespace bestand::reward_catalog {
namespace {

double Share(int days, int all_days) {
  return all_days == 0 ? 0 : static_cast<double>(days) / static_cast<double>(all_days);
}

std::string KindOf(const BoughtProduct& product) {
  for (const auto& [attribute, value] : product.attributes) {
    if (Folded(attribute) == "kind") return NormalKind(value);
  }
  return "";
}

}  // namespace

Taste::Taste(const CustomerFacts& customer) : preferences_(customer.preferences) {
  for (const BoughtProduct& product : customer.bought) {
    bought_.push_back({KindOf(product), WordsOf(product.display_name), product.day_count});
    all_days_ += product.day_count;
    for (const std::string& word : bought_.back().words) days_by_word_[word] += product.day_count;
    for (const auto& [attribute, values] : product.attributes) {
      for (const std::string& value : ValuesOf(values))
        days_by_attribute_[{Folded(attribute), value}] += product.day_count;
    }
  }
}

double Taste::ShareOfWord(const std::string& word) const {
  const auto found = days_by_word_.find(word);
  return found == days_by_word_.end() ? 0 : Share(found->second, all_days_);
}

double Taste::ShareOfAttribute(const std::string& attribute, const std::string& value) const {
  const auto found = days_by_attribute_.find({Folded(attribute), value});
  return found == days_by_attribute_.end() ? 0 : Share(found->second, all_days_);
}

double Taste::ShareOfKind(const std::string& kind) const {
  const std::set<std::string> words = WordsOf(kind);
  int days = 0;
  for (const Bought& product : bought_) {
    const bool named = !words.empty() && std::ranges::includes(product.words, words);
    if (named || product.kind == kind) days += product.days;
  }
  return Share(days, all_days_);
}

}  // namespace bestand::reward_catalog
