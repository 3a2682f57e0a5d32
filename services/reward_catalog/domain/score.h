#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/reward_catalog/domain/customer_facts.h"
#include "services/reward_catalog/domain/language.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// One part of a score.
struct ScoreTerm {
  std::string code;         // AFFINITY, DISLIKE, KIND_BOUGHT, WORTH_FIT, BROADLY_USABLE
  std::string explanation;  // in words, with the figures
  double value = 0;
};

// A score and what it is made of.
struct Score {
  double value = 0;  // exactly the sum of the terms, added in their order
  std::vector<ScoreTerm> terms;
};

// What a customer likes, made ready for scoring many rewards. Threads may share it.
class Taste {
 public:
  explicit Taste(const CustomerFacts& customer);

  // Of all product days (a product bought on a day) the share, in [0, 1], on which the product's name
  // had the word, or the product the attribute with the value.
  double ShareOfWord(const std::string& word) const;
  double ShareOfAttribute(const std::string& attribute, const std::string& value) const;

  // The share of product days of this kind: the product's attribute `kind` is it, or its name has all
  // of the kind's words.
  double ShareOfKind(const std::string& kind) const;

  const std::vector<Preference>& preferences() const { return preferences_; }

 private:
  struct Bought {
    std::string kind;
    std::set<std::string> words;
    int days;
  };

  std::vector<Preference> preferences_;
  std::vector<Bought> bought_;
  std::map<std::string, int> days_by_word_;
  std::map<std::pair<std::string, std::string>, int> days_by_attribute_;
  int all_days_ = 0;
};

// Returns how well the reward fits, for ordering; by itself the number says nothing:
//   AFFINITY        + sqrt(share of product days) for each of the three strongest traits of the reward
//                   (words of its `theme`, its other attributes), + 1 for a stated like, + .5 for a
//                   concluded one
//   DISLIKE         - 1.5 for a stated dislike or a concluded never, - .75 for a concluded dislike
//   KIND_BOUGHT     - sqrt(share) / 2 for a kind that the customer buys already
//   WORTH_FIT       1 at the target worth, 0 at the ends of the price band, never below -1
//   BROADLY_USABLE  + .2
// The square root lets the first few purchases tell more than the hundredth.
// The terms are explained in `language`.
Score ScoreReward(const Reward& reward, const Taste& taste, const Money& target, Language language);

}  // namespace bestand::reward_catalog
