#include "services/scoring/domain/prospects/cohorts.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace bestand::scoring {
namespace {

constexpr double kNormal80 = 1.2815515655446004;  // 90 % quantile of the normal distribution
constexpr int kChoices = 8;                       // of three attributes

Attributes Choose(const Attributes& attributes, int choice) {
  Attributes chosen = attributes;
  if ((choice & 1) == 0) chosen.kind.clear();
  if ((choice & 2) == 0) chosen.country.clear();
  if ((choice & 4) == 0) chosen.product_group.clear();
  return chosen;
}

int ChoiceOf(const Attributes& attributes) {
  return !attributes.kind.empty() + 2 * !attributes.country.empty() + 4 * !attributes.product_group.empty();
}

bool HasAll(const Attributes& attributes, int choice) {
  return ChoiceOf(Choose(attributes, choice)) == choice;
}

// Cohorts that look at the same attributes, with cells in the same order.
struct Level {
  std::vector<Attributes> attributes;
  std::vector<int64_t> customers;
  std::vector<Cell> first, repeats;
  std::vector<Estimate> first_estimates, repeat_estimates;
};

Cohort ToCohort(const Level& level, size_t i, double expected_repeats) {
  const Estimate& first = level.first_estimates[i];
  const Estimate& repeats = level.repeat_estimates[i];
  Cohort cohort{.attributes = level.attributes[i], .customers = level.customers[i]};
  cohort.value_minor = first.mean + expected_repeats * repeats.mean;
  const double error = std::sqrt(first.variance + expected_repeats * expected_repeats * repeats.variance);
  const double spread = cohort.value_minor > 0 ? std::exp(kNormal80 * error / cohort.value_minor) : 1;
  cohort.low_minor = cohort.value_minor / spread;
  cohort.high_minor = cohort.value_minor * spread;
  cohort.credibility = repeats.credibility;
  return cohort;
}

void SetParents(const Level& parents, Level& level) {
  for (size_t i = 0; i < level.attributes.size(); ++i) {
    const auto parent =
        std::lower_bound(parents.attributes.begin(), parents.attributes.end(), Coarser(level.attributes[i]));
    level.first[i].parent = level.repeats[i].parent =
        static_cast<size_t>(parent - parents.attributes.begin());
  }
}

void EstimateLevel(const Level& parents, Level& level) {
  SetParents(parents, level);
  level.first_estimates = EstimateCells(level.first, parents.first_estimates);
  level.repeat_estimates = EstimateCells(level.repeats, parents.repeat_estimates);
}

// A choice without its last attribute; a coarser choice always has a smaller number.
int ParentOf(int choice) { return choice >= 4 ? choice - 4 : choice >= 2 ? choice - 2 : 0; }

}  // namespace

void CohortBuilder::Add(const Newcomer& newcomer) {
  for (int choice = 0; choice < kChoices; ++choice) {
    if (!HasAll(newcomer.attributes, choice)) continue;
    Sums& sums = sums_[Choose(newcomer.attributes, choice)];
    ++sums.customers;
    sums.first.Add(newcomer.first_value, 1);
    sums.repeats.Add(newcomer.repeat_value, newcomer.expected_repeats);
  }
}

std::vector<Cohort> CohortBuilder::Build(double expected_repeats) const {
  std::array<Level, kChoices> levels;
  for (const auto& [attributes, sums] : sums_) {
    Level& level = levels[ChoiceOf(attributes)];
    level.attributes.push_back(attributes);
    level.customers.push_back(sums.customers);
    level.first.push_back(sums.first);
    level.repeats.push_back(sums.repeats);
  }
  std::vector<Cohort> cohorts;
  if (sums_.empty()) return cohorts;
  levels[0].first_estimates = {EstimateOfAll(levels[0].first[0])};
  levels[0].repeat_estimates = {EstimateOfAll(levels[0].repeats[0])};
  for (int choice = 1; choice < kChoices; ++choice) EstimateLevel(levels[ParentOf(choice)], levels[choice]);
  for (const Level& level : levels) {
    for (size_t i = 0; i < level.attributes.size(); ++i)
      cohorts.push_back(ToCohort(level, i, expected_repeats));
  }
  std::sort(cohorts.begin(), cohorts.end(),
            [](const Cohort& a, const Cohort& b) { return a.attributes < b.attributes; });
  return cohorts;
}

const Cohort* FindCohort(const std::vector<Cohort>& cohorts, Attributes attributes) {
  while (!cohorts.empty()) {
    const auto found =
        std::lower_bound(cohorts.begin(), cohorts.end(), attributes,
                         [](const Cohort& a, const Attributes& b) { return a.attributes < b; });
    if (found != cohorts.end() && found->attributes == attributes) return &*found;
    if (ChoiceOf(attributes) == 0) break;
    attributes = Coarser(attributes);
  }
  return nullptr;
}

Attributes Coarser(Attributes attributes) { return Choose(attributes, ParentOf(ChoiceOf(attributes))); }

std::string NameOf(const Cohort& cohort, std::string_view product_group_name) {
  const Attributes& attributes = cohort.attributes;
  std::string name = attributes.kind == "COMPANY"  ? "companies"
                     : attributes.kind == "PERSON" ? "persons"
                                                   : "customers";
  if (!attributes.country.empty()) absl::StrAppend(&name, " in ", attributes.country);
  if (!attributes.product_group.empty()) {
    const std::string group(product_group_name);
    absl::StrAppend(&name, " that began with ", group.empty() ? attributes.product_group : group);
  }
  if (ChoiceOf(attributes) == 0) name = "all customers";
  return absl::StrCat(name, " (n = ", cohort.customers, ")");
}

}  // namespace bestand::scoring
