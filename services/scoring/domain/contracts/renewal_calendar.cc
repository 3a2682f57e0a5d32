#include "services/scoring/domain/contracts/renewal_calendar.h"

#include <algorithm>
#include <cmath>

#include "absl/time/civil_time.h"

namespace bestand::scoring {
namespace {

const absl::CivilDay kDayZero(1970, 1, 1);

}  // namespace

int32_t RenewalDay(const ContractTerm& term, int renewal) {
  const absl::CivilDay start = kDayZero + term.start_day;
  const absl::CivilMonth month = absl::CivilMonth(start) + int64_t{term.period_months} * renewal;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return static_cast<int32_t>(std::min(absl::CivilDay(month) + (start.day() - 1), last) - kDayZero);
}

int RenewalsThrough(const ContractTerm& term, int32_t day) {
  if (day <= term.start_day) return 0;
  const int64_t months = absl::CivilMonth(kDayZero + day) - absl::CivilMonth(kDayZero + term.start_day);
  const auto renewals = static_cast<int>(std::min<int64_t>(months / term.period_months, kMostRenewals));
  // The month of a renewal may have come, but not its day.
  return RenewalDay(term, renewals) <= day ? renewals : renewals - 1;
}

std::optional<ContractCourse> CourseUntil(const ContractTerm& term, int32_t day) {
  if (term.start_day > day) return std::nullopt;
  const bool left = term.end_day && *term.end_day <= day;
  const int renewed = RenewalsThrough(term, left ? *term.end_day - 1 : day);
  return ContractCourse{.renewed = std::min(renewed, kMostRenewals - 2), .left = left};
}

ContractStanding StandingOn(const ContractTerm& term, int32_t day) {
  const int renewals = RenewalsThrough(term, day);
  const int32_t before = RenewalDay(term, renewals), next = RenewalDay(term, renewals + 1);
  return {.renewals = renewals, .periods_to_renewal = static_cast<double>(next - day) / (next - before)};
}

double DiscountedCertainPeriods(const ContractTerm& term, int32_t day, const LifetimeTerms& terms) {
  double sum = 0;
  for (int k = RenewalsThrough(term, day) + 1; k <= kMostRenewals; ++k) {
    const int32_t begin = RenewalDay(term, k);
    const double years = (begin - day) / 365.25;
    if (begin >= *term.end_day || (terms.horizon_years && years >= *terms.horizon_years)) break;
    sum += std::pow(1 + terms.annual_discount, -years);
  }
  return sum;
}

}  // namespace bestand::scoring
