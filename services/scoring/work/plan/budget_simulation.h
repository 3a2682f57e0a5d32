#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/portfolio_response.h"
#include "services/scoring/work/portfolios.h"

namespace bestand::scoring {

struct SimulationQuery {
  std::string purpose_id;              // "": all count, nobody's consent is asked for
  std::string currency;                // of the amounts below
  double wake_rate = .02;              // above 0 to 1
  double repeat_effect = .5;           // 0 to 1
  int most_contacts = 3;               // of one customer, 1 to 12
  int64_t contact_cost_minor = 0;      // > 0
  std::vector<int64_t> budgets_minor;  // >= 0, at most 50; steps around the best one when empty
};

// What a budget brings; minor units.
struct BudgetRow {
  int64_t budget_minor = 0;  // what the contacts cost; at most what was asked for
  int64_t contacts = 0;
  int64_t customers = 0;
  int64_t value_minor = 0;     // expected, within 60 months
  int64_t net_minor = 0;       // value less budget
  double marginal_return = 0;  // what the next unit of money brings; 0 when there is nobody left to contact
  bool best = false;           // the most net value of all budgets
};

struct Simulation {
  std::string currency;
  int32_t as_of_day = 0;
  int64_t customers = 0;        // that count
  int64_t stake_minor = 0;      // how much more they would all be worth if they woke
  std::vector<BudgetRow> rows;  // by budget; the best one is always among them
  bool with_consent = false;
  int64_t blocked_customers = 0;  // who may not be addressed
  BudgetRow blocked;              // what the best budget for them would bring if they might be
};

// Says what contacting customers brings, over the budget. Threads may share it.
class BudgetSimulations {
 public:
  BudgetSimulations(ScoreReader& reader, ModelStore& models, AddressableSource& addressable)
      : reader_(reader), models_(models), addressable_(addressable) {}

  // A customer's stake is how much more the next 60 months are worth if the customer buys today than they are
  // now, by the published set's model and terms; the purchase itself is not counted. Contacts and their
  // value: see ResponseCurve. Fails as Portfolios::Summarise, and with CURRENCY_MIXED (facts `have`, `need`)
  // when the amounts are in another currency than the scores; FIELD_INVALID as CheckResponse.
  absl::StatusOr<Simulation> Simulate(const SimulationQuery& query) const;

 private:
  ScoreReader& reader_;
  ModelStore& models_;
  AddressableSource& addressable_;
};

}  // namespace bestand::scoring
