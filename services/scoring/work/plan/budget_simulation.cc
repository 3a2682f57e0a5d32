#include "services/scoring/work/plan/budget_simulation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "common/error/error.h"
#include "services/scoring/domain/grouped_scorer.h"
#include "services/scoring/work/plan/score_pages.h"

namespace bestand::scoring {
namespace {

// Returns what each customer would be worth more within 60 months by buying today; units of the currency.
class Stakes {
 public:
  static absl::StatusOr<Stakes> Make(const FittedModel& model, const ScoreSettings& settings) {
    const ScoreTerms terms{.annual_discount = settings.annual_discount, .margin = settings.margin};
    ASSIGN_OR_RETURN(GroupedScorer scorer, GroupedScorer::Make(model.Models(), model.spending, terms));
    return Stakes(std::move(scorer), model.currency.minor_per_unit);
  }

  absl::StatusOr<std::vector<double>> Of(std::span<const CustomerScore> scores) {
    StoredHistories histories(scores, minor_per_unit_);
    ScoreColumns now, awake;
    RETURN_IF_ERROR(scorer_.Score(histories.Columns(), histories.groups, now));
    for (int32_t& repeats : histories.repeats) ++repeats;
    histories.recency = histories.age;
    histories.mean_value = now.expected_value;  // what one more purchase says of values is left out
    RETURN_IF_ERROR(scorer_.Score(histories.Columns(), histories.groups, awake));
    std::vector<double> stakes(scores.size(), 0);
    for (size_t i = 0; i < stakes.size(); ++i) {
      if (!(awake.expected_value[i] > 0)) continue;
      const double worth = awake.clv_60_months[i] / awake.expected_value[i] * now.expected_value[i];
      stakes[i] = std::max(worth - now.clv_60_months[i], 0.);
    }
    return stakes;
  }

 private:
  Stakes(GroupedScorer scorer, int32_t minor_per_unit)
      : scorer_(std::move(scorer)), minor_per_unit_(minor_per_unit) {}

  GroupedScorer scorer_;
  int32_t minor_per_unit_;
};

int64_t Minor(double minor) { return std::llround(std::min(minor, 9e18)); }

BudgetRow RowOf(const ResponsePoint& point, int64_t contact_cost_minor) {
  const int64_t budget = point.contacts * contact_cost_minor, value = Minor(point.value);
  return {.budget_minor = budget,
          .contacts = point.contacts,
          .customers = point.customers,
          .value_minor = value,
          .net_minor = value - budget,
          .marginal_return = point.next_value / static_cast<double>(contact_cost_minor)};
}

// The numbers of contacts that the rows show: those asked for, or steps around the best; with the best.
std::vector<int64_t> ContactsOf(const SimulationQuery& query, int64_t best, int64_t most) {
  std::vector<int64_t> contacts = {best};
  for (const int64_t budget : query.budgets_minor) contacts.push_back(budget / query.contact_cost_minor);
  if (query.budgets_minor.empty()) {
    const int64_t around = best > 0 ? best : most / 2;
    for (const double part : {.1, .25, .5, .75, 1.25, 1.5, 2.}) {
      contacts.push_back(static_cast<int64_t>(static_cast<double>(around) * part));
    }
  }
  for (int64_t& count : contacts) count = std::min(count, most);
  std::sort(contacts.begin(), contacts.end());
  contacts.erase(std::unique(contacts.begin(), contacts.end()), contacts.end());
  return contacts;
}

std::vector<BudgetRow> RowsOf(const SimulationQuery& query, const ResponseCurve& curve) {
  const int64_t best = curve.Best().contacts;
  std::vector<BudgetRow> rows;
  for (const ResponsePoint& point : curve.At(ContactsOf(query, best, curve.MostContacts()))) {
    rows.push_back(RowOf(point, query.contact_cost_minor));
    rows.back().best = point.contacts == best;
  }
  return rows;
}

absl::Status CheckCurrency(const SimulationQuery& query, const std::string& need) {
  if (query.currency == need) return absl::OkStatus();
  return Failure(
      absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED",
      "The amounts are in " + query.currency + ", the scores in " + need + "; give them in " + need + ".",
      {{"have", query.currency}, {"need", need}});
}

}  // namespace

absl::StatusOr<Simulation> BudgetSimulations::Simulate(const SimulationQuery& query) const {
  const ResponseAssumptions assumptions{query.wake_rate, query.repeat_effect, query.most_contacts,
                                        static_cast<double>(query.contact_cost_minor)};
  RETURN_IF_ERROR(CheckResponse(assumptions));
  ASSIGN_OR_RETURN(const auto set, reader_.Published());
  ASSIGN_OR_RETURN(const auto model, models_.Find(set->model_id));
  RETURN_IF_ERROR(CheckCurrency(query, model->currency.code));
  ASSIGN_OR_RETURN(const CustomerIds addressable, AddressableIds(addressable_, query.purpose_id));
  ASSIGN_OR_RETURN(Stakes stakes, Stakes::Make(*model, set->settings));
  std::vector<double> counted, blocked;
  RETURN_IF_ERROR(ReadPages(reader_, set->number, [&](auto page) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<double> of, stakes.Of(page));
    for (size_t i = 0; i < page.size(); ++i) {
      const bool counts = query.purpose_id.empty() || addressable.contains(page[i].summary.customer_id);
      (counts ? counted : blocked).push_back(of[i] * model->currency.minor_per_unit);
    }
    return absl::OkStatus();
  }));
  return Simulation{.currency = model->currency.code,
                    .as_of_day = set->as_of_day,
                    .customers = static_cast<int64_t>(counted.size()),
                    .stake_minor = Minor(std::accumulate(counted.begin(), counted.end(), 0.)),
                    .rows = RowsOf(query, ResponseCurve(counted, assumptions)),
                    .with_consent = !query.purpose_id.empty(),
                    .blocked_customers = static_cast<int64_t>(blocked.size()),
                    .blocked = RowOf(ResponseCurve(blocked, assumptions).Best(), query.contact_cost_minor)};
}

}  // namespace bestand::scoring
