#include "services/reward_catalog/domain/rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "services/reward_catalog/domain/traits.h"

namespace bestand::reward_catalog {
namespace {

struct Case {
  const Reward& reward;
  const CustomerFacts& customer;
  const Occasion& occasion;
};
using Finding = std::optional<Objection>;

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M UTC", time, absl::UTCTimeZone());
}

Finding Retired(const Case& c) {
  if (!c.reward.retired) return {};
  return Objection{"RETIRED", "It was taken out of the catalogue and is not given any more."};
}

Finding NotValidNow(const Case& c) {
  const auto& [from, until] = std::pair(c.reward.valid_from, c.reward.valid_until);
  if (from.has_value() && c.occasion.now < *from)
    return Objection{"NOT_VALID_NOW", "It may be given from " + TimeText(*from) + " on."};
  if (until.has_value() && c.occasion.now >= *until)
    return Objection{"NOT_VALID_NOW",
                     "It could be given until " + TimeText(*until) + "; extend its validity."};
  return {};
}

Finding WrongCurrency(const Case& c) {
  if (c.reward.worth.currency == c.occasion.target.currency) return {};
  return Objection{"WRONG_CURRENCY", "Its worth is in " + c.reward.worth.currency + "; a choice in " +
                                         c.reward.worth.currency + " could hold it, this one is in " +
                                         c.occasion.target.currency + "."};
}

Finding WrongMoment(const Case& c) {
  const auto& moments = c.reward.moments;
  if (moments.empty() || std::ranges::count(moments, c.occasion.moment) > 0) return {};
  const auto name = [](std::string* text, Moment moment) { text->append(NameOf(moment)); };
  return Objection{"WRONG_MOMENT", "It is given at: " + absl::StrJoin(moments, ", ", name) + "."};
}

Finding NotForCompanies(const Case& c) {
  if (!c.customer.is_company || c.reward.for_companies) return {};
  return Objection{"NOT_FOR_COMPANIES", "It is for persons only; this customer is a company."};
}

Finding WrongCountry(const Case& c) {
  const auto same = [&](const std::string& country) {
    return !c.customer.country.empty() && absl::EqualsIgnoreCase(country, c.customer.country);
  };
  if (c.reward.countries.empty() || std::ranges::any_of(c.reward.countries, same)) return {};
  const std::string whose = c.customer.country.empty() ? "the customer's country is unknown"
                                                       : "the customer is in " + c.customer.country;
  return Objection{"WRONG_COUNTRY",
                   "It is sent to " + absl::StrJoin(c.reward.countries, ", ") + "; " + whose + "."};
}

Finding AgeUnknown(const Case& c) {
  const int needed = NeededAge(c.reward);
  if (needed == 0 || c.customer.birth_day.has_value()) return {};
  return Objection{"AGE_UNKNOWN", absl::StrCat("It is given from the age of ", needed,
                                               "; record the customer's date of birth first.")};
}

Finding TooYoung(const Case& c) {
  const int needed = NeededAge(c.reward);
  if (needed == 0 || !c.customer.birth_day.has_value()) return {};
  if (AgeOn(c.occasion.today, *c.customer.birth_day) >= needed) return {};
  return Objection{"TOO_YOUNG", absl::StrCat("It is given from the age of ", needed, " on.")};
}

Finding NeverWanted(const Case& c) {
  for (const Preference& preference : c.customer.preferences) {
    if (preference.attitude != Attitude::kNever || !preference.stated) continue;
    if (!HasAttribute(c.reward, preference.attribute, preference.value)) continue;
    return Objection{"NEVER_WANTED", "The customer never wants " + preference.attribute + " = " +
                                         preference.value + "; only the customer can take that back."};
  }
  return {};
}

Finding KindGiven(const Case& c) {
  const auto same = [&](const std::string& kind) { return NormalKind(kind) == c.reward.kind; };
  if (std::ranges::any_of(c.customer.kinds_given, same)) {
    return Objection{"KIND_GIVEN", "A " + c.reward.kind + " was given before, and a kind is given once."};
  }
  if (!c.occasion.kinds_taken.contains(c.reward.kind)) return {};
  return Objection{"KIND_GIVEN", "A " + c.reward.kind +
                                     " is in an open or accepted choice of this customer; it is free again "
                                     "when an open choice is declined or expires."};
}

Finding OutOfStock(const Case& c) {
  if (c.reward.stock - c.reward.held >= 1) return {};
  return Objection{"OUT_OF_STOCK", absl::StrCat(c.reward.stock, " are left and ", c.reward.held,
                                                " of them held; it needs one that is free.")};
}

Finding OutOfBand(const Case& c) {
  const Money& target = c.occasion.target;
  const int64_t least = LeastWorth(target), most = MostWorth(target);
  const int64_t worth = c.reward.worth.minor;
  if (worth < least) {
    return Objection{"TOO_CHEAP", "It is worth " + ToText(c.reward.worth) + "; this customer gets " +
                                      ToText({least, target.currency}) + " and more."};
  }
  if (worth > most) {
    return Objection{"TOO_DEAR", "It is worth " + ToText(c.reward.worth) + "; this customer gets up to " +
                                     ToText({most, target.currency}) + "."};
  }
  return {};
}

Finding OverBudget(const Case& c) {
  if (!c.occasion.budget_left.has_value() || c.reward.worth.minor <= *c.occasion.budget_left) return {};
  return Objection{"OVER_BUDGET", "It is worth " + ToText(c.reward.worth) + " and the budget has " +
                                      ToText({*c.occasion.budget_left, c.reward.worth.currency}) + " left."};
}

}  // namespace

std::optional<Objection> FindObjection(const Reward& reward, const CustomerFacts& customer,
                                       const Occasion& occasion) {
  static constexpr std::array kRules = {
      Retired,  NotValidNow, WrongCurrency, WrongMoment, NotForCompanies, WrongCountry, AgeUnknown,
      TooYoung, NeverWanted, KindGiven,     OutOfStock,  OutOfBand,       OverBudget};
  const Case c{reward, customer, occasion};
  for (const auto& rule : kRules) {
    if (Finding finding = rule(c); finding.has_value()) return finding;
  }
  return {};
}

int AgeOn(absl::CivilDay today, absl::CivilDay birth_day) {
  const bool birthday_to_come =
      std::pair(today.month(), today.day()) < std::pair(birth_day.month(), birth_day.day());
  return static_cast<int>(today.year() - birth_day.year()) - (birthday_to_come ? 1 : 0);
}

}  // namespace bestand::reward_catalog
