#pragma once

#include <cstdint>
#include <optional>

#include "services/scoring/domain/contracts/renewals.h"
#include "services/scoring/domain/contracts/sbg.h"

namespace bestand::scoring {

// When a contract runs. Days are counted from 1970-01-01.
struct ContractTerm {
  int32_t start_day = 0;
  std::optional<int32_t> end_day;  // the first day without it, after the start; nothing while nobody ended it
  int period_months = 12;          // 1 to 120
};

// Returns the day of the contract's renewal number `renewal` >= 0; 0 is its start. Months end as calendars
// do: a contract of 31 January comes up on 28 February and on 31 March.
int32_t RenewalDay(const ContractTerm& term, int renewal);

// Returns how many renewal dates come up to and on a day; 0 before the first. Whether the contract still runs
// then does not matter. At most kMostRenewals.
int RenewalsThrough(const ContractTerm& term, int32_t day);

// Returns what the contract did up to and on a day, or nothing when it had not begun. One that ended between
// two renewal dates left at the later one; one whose end lies ahead has not left yet.
std::optional<ContractCourse> CourseUntil(const ContractTerm& term, int32_t day);

// Returns where the contract stands on a day, whatever its end.
ContractStanding StandingOn(const ContractTerm& term, int32_t day);

// Returns the number of further periods of a contract whose end is known, each discounted from the day it
// begins: those that begin after `day`, before the end and within the horizon. `terms` are checked, `term`
// has an end.
double DiscountedCertainPeriods(const ContractTerm& term, int32_t day, const LifetimeTerms& terms);

}  // namespace bestand::scoring
