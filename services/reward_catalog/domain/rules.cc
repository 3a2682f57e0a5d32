#include "services/reward_catalog/domain/rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "services/reward_catalog/domain/traits.h"

namespace bestand::reward_catalog {
namespace {

struct Case {
  const Reward& reward;
  const CustomerFacts& customer;
  const Occasion& occasion;

  Reason Object(Saying why, Facts facts = {}) const { return Say(why, occasion.language, facts); }
};
using Finding = std::optional<Reason>;

Finding Retired(const Case& c) {
  if (!c.reward.retired) return {};
  return c.Object(Saying::kRetired);
}

Finding NotValidNow(const Case& c) {
  const auto& [from, until] = std::pair(c.reward.valid_from, c.reward.valid_until);
  if (from.has_value() && c.occasion.now < *from) return c.Object(Saying::kTooEarly, {{"from", *from}});
  if (until.has_value() && c.occasion.now >= *until) return c.Object(Saying::kTooLate, {{"until", *until}});
  return {};
}

Finding WrongCurrency(const Case& c) {
  const std::string &currency = c.reward.worth.currency, &target = c.occasion.target.currency;
  if (currency == target) return {};
  return c.Object(Saying::kWrongCurrency, {{"currency", currency}, {"target", target}});
}

Finding WrongMoment(const Case& c) {
  const auto& moments = c.reward.moments;
  if (moments.empty() || std::ranges::count(moments, c.occasion.moment) > 0) return {};
  return c.Object(Saying::kWrongMoment, {{"moments", moments}});
}

Finding RecipientUnknown(const Case& c) {
  if (c.reward.for_companies || c.customer.recipient != Recipient::kUnknown) return {};
  return c.Object(Saying::kRecipientUnknown);
}

Finding NotForCompanies(const Case& c) {
  if (c.reward.for_companies || c.customer.recipient != Recipient::kCompany) return {};
  return c.Object(Saying::kNotForCompanies);
}

Finding WrongCountry(const Case& c) {
  const std::string& country = c.customer.country;
  const auto same = [&](const std::string& listed) {
    return !country.empty() && absl::EqualsIgnoreCase(listed, country);
  };
  if (c.reward.countries.empty() || std::ranges::any_of(c.reward.countries, same)) return {};
  const std::string countries = absl::StrJoin(c.reward.countries, ", ");
  if (country.empty()) return c.Object(Saying::kCountryUnknown, {{"countries", countries}});
  return c.Object(Saying::kOtherCountry, {{"countries", countries}, {"country", country}});
}

Finding AgeUnknown(const Case& c) {
  const int needed = NeededAge(c.reward);
  if (needed == 0 || c.customer.birth_day.has_value()) return {};
  return c.Object(Saying::kAgeUnknown, {{"age", needed}});
}

Finding TooYoung(const Case& c) {
  const int needed = NeededAge(c.reward);
  if (needed == 0 || !c.customer.birth_day.has_value()) return {};
  if (AgeOn(c.occasion.today, *c.customer.birth_day) >= needed) return {};
  return c.Object(Saying::kTooYoung, {{"age", needed}});
}

Finding NeverWanted(const Case& c) {
  for (const Preference& preference : c.customer.preferences) {
    if (preference.attitude != Attitude::kNever || !preference.stated) continue;
    if (!HasAttribute(c.reward, preference.attribute, preference.value)) continue;
    return c.Object(Saying::kNeverWanted, {{"what", preference.attribute + " = " + preference.value}});
  }
  return {};
}

Finding KindGiven(const Case& c) {
  const std::string& kind = c.reward.kind;
  const auto same = [&](const std::string& given) { return NormalKind(given) == kind; };
  if (std::ranges::any_of(c.customer.kinds_given, same))
    return c.Object(Saying::kKindGiven, {{"kind", kind}});
  if (!c.occasion.kinds_taken.contains(kind)) return {};
  return c.Object(Saying::kKindTaken, {{"kind", kind}});
}

Finding OutOfStock(const Case& c) {
  if (c.reward.stock - c.reward.held >= 1) return {};
  return c.Object(Saying::kOutOfStock, {{"stock", c.reward.stock}, {"held", c.reward.held}});
}

Finding OutOfBand(const Case& c) {
  const Money &worth = c.reward.worth, &target = c.occasion.target;
  const Money least{LeastWorth(target), target.currency}, most{MostWorth(target), target.currency};
  if (worth.minor < least.minor) return c.Object(Saying::kTooCheap, {{"worth", worth}, {"least", least}});
  if (worth.minor > most.minor) return c.Object(Saying::kTooDear, {{"worth", worth}, {"most", most}});
  return {};
}

Finding OverBudget(const Case& c) {
  const Money& worth = c.reward.worth;
  if (!c.occasion.budget_left.has_value() || worth.minor <= *c.occasion.budget_left) return {};
  const Money left{*c.occasion.budget_left, worth.currency};
  return c.Object(Saying::kOverBudget, {{"worth", worth}, {"left", left}});
}

}  // namespace

std::optional<Reason> FindObjection(const Reward& reward, const CustomerFacts& customer,
                                    const Occasion& occasion) {
  static constexpr std::array kRules = {
      Retired,    NotValidNow, WrongCurrency, WrongMoment, RecipientUnknown, NotForCompanies, WrongCountry,
      AgeUnknown, TooYoung,    NeverWanted,   KindGiven,   OutOfStock,       OutOfBand,       OverBudget};
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
