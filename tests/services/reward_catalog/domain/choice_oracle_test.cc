// Random customers, catalogues, histories and occasions against the rules written a second time, as
// naively as they can be: one reward at a time, no order, no shared code.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <sstream>

#include "services/reward_catalog/domain/choice.h"

namespace bestand::reward_catalog {
namespace {

constexpr int kCases = 100'000;

std::string Lower(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::tolower(letter));
  return text;
}

struct Scenario {
  std::vector<Reward> catalogue;
  CustomerFacts customer;
  Occasion occasion;
  int count;
};

// Draws from small ranges, so that every rule bites often.
class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  int64_t In(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random_);
  }
  bool Chance(int percent) { return In(1, 100) <= percent; }
  template <typename T>
  T Of(const std::vector<T>& choices) {
    return choices[static_cast<size_t>(In(0, static_cast<int64_t>(choices.size()) - 1))];
  }

 private:
  std::mt19937_64 random_;
};

const std::vector<std::string> kKinds = {"candle",        "mug", "wine",     "voucher",
                                         "bottle-opener", "gin", "tea-towel"};
const std::vector<std::string> kLedgerKinds = {"Candle",        "mug",       "WINE",
                                               "bottle opener", "Tea_Towel", "spoon"};
const std::vector<std::string> kThemes = {"heart", "candle heart", "garden,vintage", "Kitchen", "vintage"};
const std::vector<std::string> kCountries = {"United Kingdom", "france", "Germany"};
const std::vector<std::string> kProducts = {"WHITE HANGING HEART T-LIGHT HOLDER", "VINTAGE MUGS", "TEA TOWEL",
                                            "GARDEN CANDLE", "RED RETROSPOT BAG"};
const absl::Time kNow = absl::FromUnixSeconds(1'330'516'800);  // 2012-02-29

Reward DrawReward(Dice& dice, int number) {
  Reward reward;
  reward.id = "r" + std::to_string(number);
  reward.display_name = reward.id;
  reward.kind = dice.Of(kKinds);
  reward.worth = {dice.In(1, 40) * 100 + dice.In(0, 1), dice.Chance(95) ? "GBP" : "EUR"};
  if (dice.Chance(70)) reward.attributes["theme"] = dice.Of(kThemes);
  if (reward.kind == "wine") reward.attributes["wine.colour"] = dice.Chance(50) ? "red" : "white";
  reward.stock = dice.In(0, 5);
  reward.held = dice.In(0, reward.stock);
  if (dice.Chance(15)) reward.minimum_age = static_cast<int>(dice.In(1, 40));
  if (reward.kind == "wine") reward.alcohol = Alcohol::kBeerOrWine;
  if (reward.kind == "gin") reward.alcohol = Alcohol::kSpirits;
  for (int moment = 1; moment <= 7 && dice.Chance(80); ++moment)
    if (dice.Chance(50)) reward.moments.push_back(static_cast<Moment>(moment));
  reward.broadly_usable = dice.Chance(15);
  reward.for_companies = dice.Chance(60);
  if (dice.Chance(25)) reward.countries = {dice.Of(kCountries), dice.Of(kCountries)};
  if (dice.Chance(25)) reward.valid_from = kNow + absl::Seconds(dice.In(-2, 2));
  if (dice.Chance(25)) reward.valid_until = kNow + absl::Seconds(dice.In(-2, 2));
  reward.retired = dice.Chance(5);
  return reward;
}

Preference DrawPreference(Dice& dice) {
  static const std::vector<std::pair<std::string, std::string>> kTastes = {
      {"theme", "heart"}, {"theme", "Vintage"},  {"wine.colour", "red"},   {"wine.colour", "WHITE"},
      {"alcohol", "yes"}, {"kind", "Tea Towel"}, {"theme", "candle heart"}};
  const auto [attribute, value] = dice.Of(kTastes);
  return {attribute, value, static_cast<Attitude>(dice.In(1, 3)), dice.Chance(60)};
}

CustomerFacts DrawCustomer(Dice& dice) {
  CustomerFacts customer;
  customer.recipient = dice.Of<Recipient>(
      {Recipient::kUnknown, Recipient::kPerson, Recipient::kPerson, Recipient::kPerson, Recipient::kCompany});
  // Around the ages that matter, to the day.
  if (dice.Chance(75))
    customer.birth_day = absl::CivilDay(2012 - dice.Of<int>({10, 15, 16, 17, 18, 40}), 2,
                                        29 + static_cast<int>(dice.In(-3, 3)));
  if (dice.Chance(85)) customer.country = dice.Of(kCountries);
  while (dice.Chance(40)) customer.kinds_given.push_back(dice.Of(kLedgerKinds));
  while (dice.Chance(40)) customer.preferences.push_back(DrawPreference(dice));
  while (dice.Chance(70))
    customer.bought.push_back({dice.Of(kProducts), static_cast<int>(dice.In(1, 9)), {}});
  return customer;
}

Scenario Draw(Dice& dice) {
  Scenario scenario;
  const int rewards = static_cast<int>(dice.In(0, 16));
  for (int i = 0; i < rewards; ++i) scenario.catalogue.push_back(DrawReward(dice, i));
  scenario.customer = DrawCustomer(dice);
  scenario.count = static_cast<int>(dice.In(1, 5));
  scenario.occasion = {static_cast<Moment>(dice.In(1, 7)),
                       kNow,
                       absl::CivilDay(2011, 2, 28) + dice.In(0, 2) + (dice.Chance(50) ? 365 : 0),
                       {dice.In(1, 30) * 100 + dice.In(0, 1), "GBP"},
                       dice.In(0, 6000),
                       {},
                       dice.Of<Language>({Language::kEnglish, Language::kGerman})};
  while (dice.Chance(25)) scenario.occasion.kinds_taken.insert(dice.Of(kKinds));
  return scenario;
}

// The oracle: each rule by itself.

bool IsOldEnough(const Scenario& s, int years) {
  if (!s.customer.birth_day) return false;
  const absl::CivilDay born = *s.customer.birth_day;
  // 29 February plus years without that day is 1 March to absl, as the law has it.
  return absl::CivilDay(born.year() + years, born.month(), born.day()) <= s.occasion.today;
}

bool HasValue(const Reward& reward, const std::string& attribute, const std::string& value) {
  const std::string wanted = Lower(value);
  if (attribute == "kind") {
    std::string kind = wanted;
    std::replace(kind.begin(), kind.end(), ' ', '-');
    return kind == reward.kind;
  }
  if (attribute == "alcohol") return wanted == "yes" && (reward.kind == "wine" || reward.kind == "gin");
  if (!reward.attributes.contains(attribute)) return false;
  std::string have = Lower(reward.attributes.at(attribute));
  if (have == wanted) return true;
  std::replace(have.begin(), have.end(), ',', ' ');
  return (" " + have + " ").find(" " + wanted + " ") != std::string::npos &&
         wanted.find(' ') == std::string::npos;
}

bool KindIsInLedger(const Scenario& s, const Reward& reward) {
  for (std::string kind : s.customer.kinds_given) {
    kind = Lower(kind);
    std::replace(kind.begin(), kind.end(), ' ', '-');
    std::replace(kind.begin(), kind.end(), '_', '-');
    if (kind == reward.kind) return true;
  }
  return false;
}

bool IsNeverWanted(const Scenario& s, const Reward& reward) {
  for (const Preference& p : s.customer.preferences)
    if (p.stated && p.attitude == Attitude::kNever && HasValue(reward, p.attribute, p.value)) return true;
  return false;
}

bool GoesThere(const Scenario& s, const Reward& reward) {
  if (reward.countries.empty()) return true;
  for (const std::string& country : reward.countries)
    if (Lower(country) == Lower(s.customer.country)) return true;
  return false;
}

std::set<std::string> Objections(const Scenario& s, const Reward& r) {
  std::set<std::string> found;
  const auto add = [&](bool objects, const char* reason) {
    if (objects) found.insert(reason);
  };
  int age = r.minimum_age;
  if (r.kind == "wine") age = std::max(age, 16);
  if (r.kind == "gin") age = std::max(age, 18);
  const double worth = static_cast<double>(r.worth.minor),
               target = static_cast<double>(s.occasion.target.minor);
  const auto& m = r.moments;
  add(r.retired, "RETIRED");
  add((r.valid_from && kNow < *r.valid_from) || (r.valid_until && !(kNow < *r.valid_until)), "NOT_VALID_NOW");
  add(r.worth.currency != "GBP", "WRONG_CURRENCY");
  add(!m.empty() && std::find(m.begin(), m.end(), s.occasion.moment) == m.end(), "WRONG_MOMENT");
  const bool is_person = s.customer.recipient == Recipient::kPerson;
  const bool is_company = s.customer.recipient == Recipient::kCompany;
  add(!r.for_companies && !is_person && !is_company, "RECIPIENT_UNKNOWN");
  add(!r.for_companies && is_company, "NOT_FOR_COMPANIES");
  add(!GoesThere(s, r), "WRONG_COUNTRY");
  add(age > 0 && !s.customer.birth_day, "AGE_UNKNOWN");
  add(age > 0 && s.customer.birth_day && !IsOldEnough(s, age), "TOO_YOUNG");
  add(IsNeverWanted(s, r), "NEVER_WANTED");
  add(KindIsInLedger(s, r) || s.occasion.kinds_taken.count(r.kind) > 0, "KIND_GIVEN");
  add(r.stock - r.held < 1, "OUT_OF_STOCK");
  add(worth < target * 0.5, "TOO_CHEAP");
  add(worth > target * 1.5, "TOO_DEAR");
  add(r.worth.minor > *s.occasion.budget_left, "OVER_BUDGET");
  return found;
}

// The score, term by term as its definition reads.

std::set<std::string> Words(std::string text) {
  for (char& letter : text)
    letter = std::isalnum(static_cast<unsigned char>(letter)) ? static_cast<char>(std::tolower(letter)) : ' ';
  std::istringstream stream(text);
  std::set<std::string> words;
  for (std::string word; stream >> word; words.insert(word)) {
    const size_t size = word.size();
    if (size >= 4 && word[size - 1] == 's' && word[size - 2] != 's') word.resize(size - 1);
  }
  return words;
}

// Of a handful of names, met a million times.
const std::set<std::string>& WordsOfName(const std::string& name) {
  static std::map<std::string, std::set<std::string>> known;
  const auto found = known.find(name);
  return found != known.end() ? found->second : known[name] = Words(name);
}

// The share of product days on which the product's name had all the words.
double ShareWith(const Scenario& s, const std::set<std::string>& words) {
  double with = 0, all = 0;
  for (const BoughtProduct& product : s.customer.bought) {
    bool has = true;
    for (const std::string& word : words) has &= WordsOfName(product.display_name).count(word) > 0;
    with += has ? product.day_count : 0;
    all += product.day_count;
  }
  return all == 0 ? 0 : with / all;
}

// No product of these scenarios has attributes: only themes can have been bought.
double Affinity(const Scenario& s, const Reward& reward) {
  if (reward.attributes.count("theme") == 0) return 0;
  std::vector<double> traits;
  for (const std::string& word : WordsOfName(reward.attributes.at("theme")))
    traits.push_back(std::sqrt(ShareWith(s, {word})));
  std::sort(traits.rbegin(), traits.rend());
  double sum = 0;
  for (size_t i = 0; i < traits.size() && i < 3; ++i) sum += traits[i];
  return sum;
}

double Feeling(const Scenario& s, const Reward& reward) {
  double sum = 0;
  for (const Preference& p : s.customer.preferences) {
    if (!HasValue(reward, p.attribute, p.value)) continue;
    if (p.attitude == Attitude::kLike) sum += p.stated ? 1 : 0.5;
    if (p.attitude == Attitude::kDislike) sum -= p.stated ? 1.5 : 0.75;
    if (p.attitude == Attitude::kNever) sum -= 1.5;
  }
  return sum;
}

double ScoreOf(const Scenario& s, const Reward& reward) {
  const double worth = static_cast<double>(reward.worth.minor),
               target = static_cast<double>(s.occasion.target.minor);
  const double fit = std::max(-1.0, 1 - 2 * std::abs(worth - target) / target);
  const double bought = std::sqrt(ShareWith(s, WordsOfName(reward.kind))) / 2;
  return Affinity(s, reward) + Feeling(s, reward) - bought + fit + (reward.broadly_usable ? 0.2 : 0);
}

constexpr double kRounding = 1e-9;

struct Tally {
  std::map<std::string, int> violations;  // by what is wrong
  std::map<std::string, int> reasons;     // refusals, to see that each rule was met
  int full = 0, fewer = 0;
};

// What one choice must hold, with the oracle's view of every reward.
class Judge {
 public:
  Judge(const Scenario& scenario, Tally& tally) : s_(scenario), tally_(tally) {
    for (const Reward& reward : s_.catalogue) {
      by_id_[reward.id] = &reward;
      objections_[reward.id] = Objections(s_, reward);
      scores_[reward.id] = ScoreOf(s_, reward);
      if (!objections_[reward.id].empty()) continue;
      kinds_.insert(reward.kind);
      any_broad_ |= reward.broadly_usable;
    }
  }

  void Look(const Choice& choice) {
    const size_t wanted = std::min(kinds_.size(), static_cast<size_t>(s_.count));
    Unless(choice.offered.size() == wanted, "not as many as allowed kinds");
    ++(choice.offered.size() == static_cast<size_t>(s_.count) ? tally_.full : tally_.fewer);
    LookAtOffered(choice);
    LookAtBest(choice);
    LookAtRefused(choice);
  }

 private:
  void Unless(bool holds, const char* what) {
    if (!holds) ++tally_.violations[what];
  }

  void LookAtOffered(const Choice& choice) {
    bool broad = false;
    for (const OfferedReward& offered : choice.offered) {
      Unless(objections_[offered.reward].empty(), "offered against a rule");
      Unless(offered_.insert(offered.reward).second, "offered twice");
      Unless(by_kind_.insert({offered.kind, offered.reward}).second, "two of a kind");
      Unless(offered.kind == by_id_[offered.reward]->kind, "wrong kind told");
      broad |= by_id_[offered.reward]->broadly_usable;
      double sum = 0;
      for (const ScoreTerm& term : offered.score.terms) {
        sum += term.value;
        LookAtWords(term.explanation);
      }
      Unless(sum == offered.score.value, "terms do not add up");
      Unless(std::abs(sum - scores_[offered.reward]) < kRounding, "wrong score");
    }
    Unless(broad || s_.count < 2 || !any_broad_, "no broadly usable one");
  }

  void LookAtWords(const std::string& explanation) {
    Unless(!explanation.empty(), "no explanation");
    Unless(explanation.find_first_of("{}") == std::string::npos, "a fact that was not filled in");
  }

  // Whoever beats an offered one must be offered; the one broadly usable place is the only exception.
  void LookAtBest(const Choice& choice) {
    int exceptions = 0;
    for (const OfferedReward& offered : choice.offered) {
      bool beaten = false;
      for (const auto& [id, reward] : by_id_) {
        if (!objections_[id].empty() || offered_.count(id) > 0) continue;
        if (scores_[id] <= scores_[offered.reward] + kRounding) continue;
        const bool kind_offered = by_kind_.count(reward->kind) > 0;
        beaten |= !kind_offered || reward->kind == offered.kind;
      }
      if (beaten) {
        ++exceptions;
        Unless(by_id_[offered.reward]->broadly_usable, "beaten by one left out");
      }
    }
    Unless(exceptions <= 1, "more than one beaten");
    Unless(exceptions == 0 || s_.count >= 2, "a single one beaten");
  }

  void LookAtRefused(const Choice& choice) {
    Unless(choice.offered.size() + choice.refused.size() == s_.catalogue.size(), "one lost");
    for (const RefusedReward& refused : choice.refused) {
      ++tally_.reasons[refused.reason];
      LookAtWords(refused.explanation);
      Unless(offered_.count(refused.reward) == 0, "offered and refused");
      const auto& objections = objections_[refused.reward];
      const bool kind_offered = by_kind_.count(by_id_[refused.reward]->kind) > 0;
      const std::string left = kind_offered ? "SAME_KIND_OFFERED" : "LOWER_SCORE";
      Unless(objections.empty() ? refused.reason == left : objections.count(refused.reason) > 0,
             "wrong reason");
    }
  }

  const Scenario& s_;
  Tally& tally_;
  std::map<std::string, const Reward*> by_id_;
  std::map<std::string, std::set<std::string>> objections_;
  std::map<std::string, double> scores_;
  std::set<std::string> kinds_;
  bool any_broad_ = false;
  std::set<std::string> offered_;
  std::map<std::string, std::string> by_kind_;
};

TEST(Choose, NeverBreaksARuleAndMissesNoAllowedKind) {
  Dice dice(20'111'209);
  Tally tally;
  for (int i = 0; i < kCases; ++i) {
    const Scenario scenario = Draw(dice);
    Judge(scenario, tally)
        .Look(Choose(scenario.catalogue, scenario.customer, scenario.occasion, scenario.count));
  }
  for (const auto& [what, times] : tally.violations) ADD_FAILURE() << what << ": " << times << " times";

  const std::vector<std::string> all_reasons = {
      "RETIRED",           "NOT_VALID_NOW",    "WRONG_CURRENCY", "WRONG_MOMENT", "RECIPIENT_UNKNOWN",
      "NOT_FOR_COMPANIES", "WRONG_COUNTRY",    "AGE_UNKNOWN",    "TOO_YOUNG",    "NEVER_WANTED",
      "KIND_GIVEN",        "OUT_OF_STOCK",     "TOO_CHEAP",      "TOO_DEAR",     "OVER_BUDGET",
      "LOWER_SCORE",       "SAME_KIND_OFFERED"};
  for (const std::string& reason : all_reasons) EXPECT_GE(tally.reasons[reason], 100) << reason;
  EXPECT_GE(tally.full, 4'000);
  EXPECT_GE(tally.fewer, 10'000);
}

TEST(Choose, GivesTheSameChoiceWhateverTheCataloguesOrder) {
  Dice dice(7);
  std::mt19937_64 shuffle(7);
  for (int i = 0; i < 1'000; ++i) {
    Scenario scenario = Draw(dice);
    const auto ids = [&] {
      std::string text;
      for (const auto& offered : Choose(scenario.catalogue, scenario.customer, scenario.occasion, 3).offered)
        text += offered.reward + " ";
      return text;
    };
    const std::string before = ids();
    std::shuffle(scenario.catalogue.begin(), scenario.catalogue.end(), shuffle);
    EXPECT_EQ(ids(), before);
  }
}

}  // namespace
}  // namespace bestand::reward_catalog
