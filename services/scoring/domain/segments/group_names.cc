#include "services/scoring/domain/segments/group_names.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace bestand::scoring {
namespace {

constexpr double kPriorWords = 500;     // how many words the prior counts for
constexpr double kPairSaysMore = 1.15;  // "gift wrap" rather than "gift", if nearly as telling
constexpr double kLeastProducts = 3;    // a term must be in that many products of the group, or in all

using Counts = std::map<std::string, double>;

struct Group {
  Counts terms;     // weight of the products that hold the term
  Counts products;  // their number
  double total = 0;
  int count = 0;
};

bool IsWordPart(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// The words and the pairs of neighbours of a name, each once.
std::vector<std::string> TermsOf(std::string_view name) {
  std::vector<std::string> terms = WordsOf(name);
  const size_t words = terms.size();
  for (size_t i = 0; i + 1 < words; ++i) terms.push_back(absl::StrCat(terms[i], " ", terms[i + 1]));
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

void Count(const std::vector<std::string>& terms, double weight, Group& group) {
  ++group.count;
  for (const std::string& term : terms) {
    group.terms[term] += weight;
    group.products[term] += 1;
    group.total += weight;
  }
}

double LogOdds(double count, double total, double prior, double prior_total) {
  return std::log(count + prior) - std::log(total + prior_total - count - prior);
}

// How well the term tells the group from all other products: log-odds over their error.
double Telling(const std::string& term, const Group& group, const Group& all) {
  const double inside = group.terms.at(term), everywhere = all.terms.at(term);
  const double outside = everywhere - inside, rest = all.total - group.total;
  const double prior = kPriorWords * everywhere / all.total;
  const double difference = LogOdds(inside, group.total, prior, kPriorWords) -
                            LogOdds(outside, std::max(rest, 0.), prior, kPriorWords);
  return difference / std::sqrt(1 / (inside + prior) + 1 / (outside + prior));
}

struct Term {
  std::string text;
  double telling;
};

// Words that name nothing by themselves.
bool IsFiller(std::string_view term) {
  constexpr std::string_view kFillers[] = {"and", "for", "in", "of", "on", "set", "the", "to", "with"};
  return std::find(std::begin(kFillers), std::end(kFillers), term) != std::end(kFillers);
}

std::vector<Term> TellingTerms(const Group& group, const Group& all) {
  std::vector<Term> terms;
  for (const auto& [term, products] : group.products) {
    if (products < std::min<double>(kLeastProducts, group.count) || IsFiller(term)) continue;
    const bool pair = term.find(' ') != std::string::npos;
    terms.push_back({term, Telling(term, group, all) * (pair ? kPairSaysMore : 1)});
  }
  std::stable_sort(terms.begin(), terms.end(),
                   [](const Term& a, const Term& b) { return a.telling > b.telling; });
  return terms;
}

bool ShareWord(std::string_view a, std::string_view b) {
  const auto words = WordsOf(b);
  for (const std::string& word : WordsOf(a)) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
  }
  return false;
}

std::string NameOf(int32_t id, const Group& group, const Group& all) {
  const std::vector<Term> terms = TellingTerms(group, all);
  if (terms.empty()) return absl::StrCat("group ", id);
  const std::string& first = terms[0].text;
  for (size_t i = 1; i < terms.size(); ++i) {
    if (terms[i].telling <= 0) break;
    if (!ShareWord(first, terms[i].text)) return absl::StrCat(first, " and ", terms[i].text);
  }
  return first;
}

}  // namespace

std::vector<std::string> WordsOf(std::string_view product_name) {
  std::vector<std::string> words;
  std::string word;
  for (size_t i = 0; i <= product_name.size(); ++i) {
    const char c = i < product_name.size() ? product_name[i] : ' ';
    const bool joins = (c == '-' || c == '\'') && !word.empty();
    if (IsWordPart(c) || joins) {
      word += absl::ascii_tolower(static_cast<unsigned char>(c));
      continue;
    }
    while (!word.empty() && !IsWordPart(word.back())) word.pop_back();
    if (word.size() > 1) words.push_back(word);
    word.clear();
  }
  return words;
}

std::vector<std::string> NameGroups(std::span<const NamedProduct> products, std::span<const int32_t> groups) {
  std::map<int32_t, Group> by_id;
  Group all;
  for (const NamedProduct& product : products) {
    const std::vector<std::string> terms = TermsOf(product.name);
    const double weight = std::log2(2 + static_cast<double>(std::max<int64_t>(product.baskets, 0)));
    if (product.group > 0) Count(terms, weight, by_id[product.group]);
    Count(terms, weight, all);
  }
  std::vector<std::string> names;
  for (const int32_t id : groups) names.push_back(NameOf(id, by_id[id], all));
  return names;
}

}  // namespace bestand::scoring
