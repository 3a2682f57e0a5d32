#include "services/scoring/work/covariate_coding.h"

#include <algorithm>
#include <string_view>

namespace bestand::scoring {
namespace {

constexpr char kKind[] = "kind", kCountry[] = "country", kOthers[] = "*";
constexpr size_t kMostKinds = 2, kMostCountries = 5;
constexpr int64_t kFewestCustomers = 30, kRare = 100;  // one customer in so many

using Levels = std::map<std::string, int64_t>;

// The most frequent first; by name where they are as many.
std::vector<std::pair<std::string, int64_t>> ByFrequency(const Levels& levels) {
  std::vector<std::pair<std::string, int64_t>> sorted(levels.begin(), levels.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

// Adds the columns of a trait and returns the level that they are compared with.
std::string AddColumns(const char* trait, const Levels& levels, size_t most, int64_t all,
                       std::vector<CovariateColumn>& columns) {
  const auto sorted = ByFrequency(levels);
  if (sorted.empty()) return "";
  const int64_t enough = std::max(kFewestCustomers, all / kRare);
  int64_t others = 0;
  size_t own = 0;
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].second >= enough && own < most) {
      columns.push_back({trait, sorted[i].first, sorted[i].second});
      ++own;
    } else if (!sorted[i].first.empty()) {
      others += sorted[i].second;
    }
  }
  if (others >= enough) columns.push_back({trait, kOthers, others});
  return sorted[0].first;
}

}  // namespace

CovariateCoding::CovariateCoding(Traits reference, std::vector<CovariateColumn> columns)
    : reference_(std::move(reference)), columns_(std::move(columns)) {
  kinds_ = static_cast<size_t>(std::ranges::count(columns_, kKind, &CovariateColumn::trait));
}

CovariateCoding CovariateCoding::Of(const std::map<Traits, int64_t>& customers) {
  Levels kinds, countries;
  int64_t all = 0;
  for (const auto& [traits, count] : customers) {
    kinds[traits.kind] += count;
    countries[traits.country] += count;
    all += count;
  }
  Traits reference;
  std::vector<CovariateColumn> columns;
  reference.kind = AddColumns(kKind, kinds, kMostKinds, all, columns);
  reference.country = AddColumns(kCountry, countries, kMostCountries, all, columns);
  return {std::move(reference), std::move(columns)};
}

uint8_t CovariateCoding::GroupOf(const Traits& traits) const {
  // The place of a level among the columns [from, to), from 1; 0 is the level that is compared with.
  const auto level = [&](size_t from, size_t to, const std::string& value, const std::string& reference) {
    size_t others = 0;
    if (value == reference) return others;
    for (size_t i = from; i < to; ++i) {
      if (columns_[i].value == value) return i - from + 1;
      if (columns_[i].value == kOthers && !value.empty()) others = i - from + 1;
    }
    return others;
  };
  const size_t kind = level(0, kinds_, traits.kind, reference_.kind);
  const size_t country = level(kinds_, columns_.size(), traits.country, reference_.country);
  return static_cast<uint8_t>(kind * (columns_.size() - kinds_ + 1) + country);
}

std::vector<double> CovariateCoding::ValuesOf(size_t group) const {
  std::vector<double> values(columns_.size(), 0);
  const size_t countries = columns_.size() - kinds_ + 1;
  const size_t kind = group / countries, country = group % countries;
  if (kind > 0) values[kind - 1] = 1;
  if (country > 0) values[kinds_ + country - 1] = 1;
  return values;
}

}  // namespace bestand::scoring
