#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/scoring/domain/prospects/credibility.h"

namespace bestand::scoring {

// What may be known of somebody who has not bought: the first ones weigh more. Empty is unknown, or not
// looked at.
struct Attributes {
  std::string kind;           // "PERSON" or "COMPANY"
  std::string country;        // as customer-profile has it
  std::string product_group;  // of the first purchase, or of the interest shown: a group's id

  auto operator<=>(const Attributes&) const = default;
};

// One customer of today, as a newcomer once. Amounts in minor units.
struct Newcomer {
  Attributes attributes;
  double first_value;       // of the first purchase day, >= 0
  double repeat_value;      // of everything since, >= 0
  double expected_repeats;  // purchase days that the model expects of any newcomer in that time, >= 0
};

// Customers alike in some attributes, and what a newcomer like them should be worth.
struct Cohort {
  Attributes attributes;  // those that all of them have; empty ones differ or were not looked at
  int64_t customers = 0;
  double value_minor = 0;                // first purchase and what is expected to follow
  double low_minor = 0, high_minor = 0;  // 80 % interval of that mean; not of one newcomer's own fate
  double credibility = 1;  // of the cohort's own repeat purchases; the rest is a coarser cohort's

  bool operator==(const Cohort&) const = default;
};

// Gathers newcomers into cohorts by every choice of their attributes. One thread at a time; the order of the
// newcomers may change the last bits. Memory grows with the cohorts: at most 8 for each combination of
// attributes.
class CohortBuilder {
 public:
  void Add(const Newcomer& newcomer);

  // Returns all cohorts, by attributes; the one of all customers is first. None without newcomers.
  //
  // Worth of a newcomer = mean first purchase + expected_repeats x spending for each expected repeat
  // purchase. Both come from the cohort as far as it is large and from the cohort without its last attribute
  // else (see EstimateCells). Spending for each expected repeat is money spent since the first purchase over
  // the purchases that the model lets any newcomer make in that time, so a cohort that buys twice as often as
  // the model's average newcomer counts twice. `expected_repeats` is that of a newcomer over the time ahead,
  // discounted.
  std::vector<Cohort> Build(double expected_repeats) const;

 private:
  struct Sums {
    int64_t customers = 0;
    Cell first, repeats;
  };
  std::map<Attributes, Sums> sums_;
};

// Returns the cohort for these attributes: the finest that has customers, coarser by the last attribute until
// there is one. Null without cohorts. `cohorts` as Build gives them.
const Cohort* FindCohort(const std::vector<Cohort>& cohorts, Attributes attributes);

// Returns the attributes less the last that is known; the same when none is.
Attributes Coarser(Attributes attributes);

// Returns the cohort in words: "companies in DE that began with candle and holder (n = 214)".
std::string NameOf(const Cohort& cohort, std::string_view product_group_name);

}  // namespace bestand::scoring
