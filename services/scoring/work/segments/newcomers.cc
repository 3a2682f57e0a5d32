#include "services/scoring/work/segments/newcomers.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/scoring/domain/newcomer_purchases.h"

namespace bestand::scoring {
namespace {

constexpr double kYearsAhead = 5;

// All groups together: what tells cohorts apart is what they brought, not what the model says of their group.
std::vector<ModelShare> SharesOf(const FittedModel& model, const CustomerTable& customers) {
  std::vector<ModelShare> shares;
  for (const SeasonalModel& one : model.Models()) shares.push_back({one, 0});
  for (const uint8_t group : customers.group) ++shares[group].part;
  for (ModelShare& share : shares) share.part /= static_cast<double>(customers.size());
  return shares;
}

std::string GroupText(int32_t group) { return group == 0 ? "" : std::to_string(group); }

absl::StatusOr<Newcomer> ToNewcomer(const CustomerTable& customers, size_t row, int32_t as_of_day,
                                    NewcomerPurchases& purchases) {
  ASSIGN_OR_RETURN(const double expected, purchases.Between(customers.first_day[row], as_of_day));
  return Newcomer{.attributes = {.product_group = GroupText(customers.first_group[row])},
                  .first_value = static_cast<double>(customers.first_value_minor[row]),
                  .repeat_value = static_cast<double>(customers.repeat_value_minor[row]),
                  .expected_repeats = expected};
}

void TakeMargin(double margin, std::vector<Cohort>& cohorts) {
  for (Cohort& cohort : cohorts) {
    cohort.value_minor *= margin;
    cohort.low_minor *= margin;
    cohort.high_minor *= margin;
  }
}

// Why there are no cohorts: the run was removed meanwhile, or nobody had bought.
absl::Status NoCohorts(SegmentStore& store, int32_t run) {
  RETURN_IF_ERROR(store.FindRun(run).status());
  return Failure(absl::StatusCode::kFailedPrecondition, "NO_SEGMENTS",
                 "Nobody had bought yet: there is nobody to compare with; create a segment job later.");
}

// The group of a prospect: the one named, or that of the product.
absl::StatusOr<std::string> GroupOf(SegmentStore& store, int32_t run, const Prospect& prospect) {
  if (!prospect.product_group.empty() || prospect.product.empty()) return prospect.product_group;
  ASSIGN_OR_RETURN(const auto product, store.FindProduct(run, prospect.product));
  return product ? GroupText(product->group) : "";
}

}  // namespace

absl::StatusOr<std::vector<Cohort>> ValueNewcomers(const CustomerTable& customers,
                                                   AttributeSource& attributes, const ScoreSet& set,
                                                   const FittedModel& model) {
  NewcomerPurchases purchases(SharesOf(model, customers));
  CohortBuilder builder;
  std::vector<uint8_t> seen(customers.size());
  const auto add = [&](size_t row, const CustomerAttributes& known) -> absl::Status {
    ASSIGN_OR_RETURN(Newcomer newcomer, ToNewcomer(customers, row, set.as_of_day, purchases));
    newcomer.attributes.kind = known.kind;
    newcomer.attributes.country = known.country;
    builder.Add(newcomer);
    seen[row] = 1;
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(attributes.StreamCustomers([&](const CustomerAttributes& known) -> absl::Status {
    const auto row = customers.Find(known.id);
    return row && seen[*row] == 0 ? add(*row, known) : absl::OkStatus();
  }));
  for (size_t row = 0; row < customers.size(); ++row) {  // merged or erased meanwhile
    if (seen[row] == 0) RETURN_IF_ERROR(add(row, {}));
  }
  const Horizon ahead{.weeks = kYearsAhead * kWeeksPerYear,
                      .weekly_discount = WeeklyDiscount(set.settings.annual_discount)};
  ASSIGN_OR_RETURN(const double expected, purchases.Within(ahead));
  std::vector<Cohort> cohorts = builder.Build(expected);
  TakeMargin(set.settings.margin, cohorts);
  return cohorts;
}

absl::StatusOr<ProspectValues> ScoreProspects(SegmentStore& store, const std::vector<Prospect>& prospects) {
  ProspectValues answer;
  ASSIGN_OR_RETURN(answer.run, store.Published());
  ASSIGN_OR_RETURN(const auto cohorts, store.ListCohorts(answer.run.number));
  ASSIGN_OR_RETURN(const auto groups, store.ListGroups(answer.run.number));
  for (const Prospect& prospect : prospects) {
    ASSIGN_OR_RETURN(const std::string group, GroupOf(store, answer.run.number, prospect));
    const Cohort* cohort = FindCohort(cohorts, {prospect.kind, prospect.country, group});
    if (cohort == nullptr) return NoCohorts(store, answer.run.number);
    const auto name = std::find_if(groups.begin(), groups.end(), [&](const ProductGroup& known) {
      return std::to_string(known.id) == cohort->attributes.product_group;
    });
    answer.values.push_back({*cohort, NameOf(*cohort, name != groups.end() ? name->name : "")});
  }
  RETURN_IF_ERROR(store.FindRun(answer.run.number).status());
  return answer;
}

}  // namespace bestand::scoring
