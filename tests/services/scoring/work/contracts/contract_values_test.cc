#include "services/scoring/work/contracts/contract_values.h"

#include <cmath>

#include "services/scoring/storage/sql_contract_model_store.h"
#include "services/scoring/work/contracts/contract_fit_work.h"
#include "tests/services/scoring/support/fake_contracts.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

// As many yearly contracts as the regular cohort of Fader and Hardie (2007), from 2000-03-01 on: 369, 163,
// 86, ... of 1,000 left in their first years, 241 still run.
class ContractValuesTest : public ScoringTest {
 protected:
  const int32_t kBegin = DayNumber(2000, 3, 1);
  const int32_t kToday = DayNumber(2007, 6, 1);  // after the seventh renewal date

  void AddRegularCohort() {
    const int lost[] = {369, 163, 86, 56, 37, 27, 21};
    int customer = 0;
    for (int year = 1; year <= 7; ++year) {
      for (int i = 0; i < lost[year - 1]; ++i) {
        contracts_.Add("c" + std::to_string(customer++), {kBegin, DayNumber(2000 + year, 3, 1), 12}, 10000);
      }
    }
    for (int i = 0; i < 241; ++i) contracts_.Add("c" + std::to_string(customer++), {kBegin, {}, 12}, 10000);
  }

  jobs::Job Fit(const ContractFitRequest& request) {
    const auto job =
        jobs_.Create({.kind = kContractFitJob, .parameters = Encode(request), .creator = "test"});
    clock_.Advance(absl::Seconds(1));  // the newest model is the one in force
    const ContractFitWork work(contracts_, contract_models_, clock_);
    const jobs::JobRunner runner(*database_, {{kContractFitJob, work}}, kQuickRunner);
    return Await(job->id);
  }

  ContractualValue ValueOf(const std::string& customer, const ContractTermsAsked& asked = {}) {
    const auto value = values_.ValueOf(customer, asked);
    EXPECT_TRUE(value.ok()) << value.status();
    return value.ok() ? *value : ContractualValue{};
  }

  FakeContracts contracts_;
  SqlContractModelStore contract_models_{*database_};
  ContractValues values_{contracts_, contract_models_, reader_};
};

TEST_F(ContractValuesTest, FitsThePublishedCohortAsAJob) {
  EXPECT_EQ(ReasonOf(contract_models_.FindNewest().status()), "NO_CONTRACT_MODEL");
  AddRegularCohort();
  const jobs::Job job = Fit({kToday});
  ASSERT_EQ(job.state, jobs::JobState::kSucceeded) << job.error;
  const auto model = contract_models_.FindNewest();
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->id, job.id);
  EXPECT_EQ(model->as_of_day, kToday);
  ASSERT_EQ(model->periods.size(), 1u);
  const PeriodFit& yearly = *model->Find(12);
  EXPECT_EQ(yearly.contracts, 1000);
  EXPECT_EQ(yearly.left, 759);
  EXPECT_NEAR(yearly.fit->model.alpha, .704, .0005);
  EXPECT_NEAR(yearly.fit->model.beta, 1.182, .0005);
  EXPECT_NEAR(yearly.fit->log_likelihood, -1680.265, .0005);
  EXPECT_EQ(yearly.fit->evidence, RenewalEvidence::kEnough);
  EXPECT_GT(yearly.fit->standard_errors[0], 0);
}

TEST_F(ContractValuesTest, KeepsShortPeriodsApartAndNamesTooFew) {
  AddRegularCohort();
  for (int i = 0; i < 19; ++i) contracts_.Add("m" + std::to_string(i), {kBegin, {}, 1}, 900);
  for (int i = 0; i < 30; ++i) contracts_.Add("q" + std::to_string(i), {kBegin, {}, 3}, 900);
  ASSERT_EQ(Fit({kToday}).state, jobs::JobState::kSucceeded);
  const auto model = contract_models_.FindNewest();
  EXPECT_EQ(model->periods.size(), 3u);
  EXPECT_FALSE(model->Find(1)->fit.has_value());
  EXPECT_EQ(model->Find(1)->contracts, 19);
  EXPECT_EQ(model->Find(3)->fit->evidence, RenewalEvidence::kNobodyLeft);
  EXPECT_EQ(model->Find(6), nullptr);
  const ContractualValue value = ValueOf("m0");
  EXPECT_EQ(value.unvalued, 1);
  EXPECT_FALSE(value.contracts[0].valued);
  EXPECT_EQ(value.value_60_months_minor, 0);
}

TEST_F(ContractValuesTest, SeesOnlyWhatHappenedByTheDayAskedFor) {
  AddRegularCohort();
  ASSERT_EQ(Fit({DayNumber(2001, 2, 28)}).state, jobs::JobState::kSucceeded);
  EXPECT_EQ(contract_models_.FindNewest()->Find(12)->contracts, 0);
  EXPECT_FALSE(contract_models_.FindNewest()->Find(12)->fit.has_value());
  ASSERT_EQ(Fit({DayNumber(2001, 3, 1)}).state, jobs::JobState::kSucceeded);
  EXPECT_EQ(contract_models_.FindNewest()->Find(12)->left, 369);
  EXPECT_EQ(contract_models_.FindNewest()->Find(12)->fit->evidence, RenewalEvidence::kSpreadUnknown);
  const jobs::Job early = Fit({DayNumber(1999, 1, 1)});
  EXPECT_EQ(early.state, jobs::JobState::kFailed);
  EXPECT_EQ(ReasonOf(early.error), "TOO_FEW_CUSTOMERS");
}

TEST_F(ContractValuesTest, ValuesARunningContractByItsResidualLifetime) {
  AddRegularCohort();
  ASSERT_EQ(Fit({kToday}).state, jobs::JobState::kSucceeded);
  const ContractualValue value = ValueOf("c999");
  ASSERT_EQ(value.contracts.size(), 1u);
  const ContractValue& contract = value.contracts[0];
  EXPECT_EQ(contract.state, ContractState::kRunning);
  EXPECT_EQ(contract.renewals, 7);
  EXPECT_EQ(*contract.next_renewal_day, DayNumber(2008, 3, 1));
  const Sbg model = contract_models_.FindNewest()->Find(12)->fit->model;
  double five = 0, there = 1;
  for (int k = 0; k < 5; ++k) {
    there *= (model.beta + 7 + k) / (model.alpha + model.beta + 7 + k);
    five += there * std::pow(1.1, -(274. / 366 + k));  // the next renewal is 274 days away
  }
  EXPECT_NEAR(static_cast<double>(contract.value_60_months_minor), 10000 * five, 1);
  EXPECT_LT(contract.forecast->value_60_months.low, contract.value_60_months_minor);
  EXPECT_GT(contract.forecast->value_60_months.high, contract.value_60_months_minor);
  EXPECT_GT(contract.residual_value_minor, contract.value_60_months_minor);
  EXPECT_FALSE(contract.forecast->expected_periods.has_value());  // alpha below 1
  EXPECT_EQ(value.value_60_months_minor, contract.value_60_months_minor);
  EXPECT_EQ(value.currency, "USD");
  const auto half = ValueOf("c999", {.annual_discount = .10, .margin = .5});
  EXPECT_NEAR(static_cast<double>(half.value_60_months_minor), contract.value_60_months_minor / 2., 1);
  EXPECT_LT(ValueOf("c999", {.annual_discount = .5}).value_60_months_minor, value.value_60_months_minor);
}

TEST_F(ContractValuesTest, TellsEndedEndingAndComingContractsApart) {
  AddRegularCohort();
  contracts_.Add("anna", {kBegin, DayNumber(2005, 3, 1), 12}, 10000);
  contracts_.Add("anna", {kBegin, DayNumber(2009, 3, 1), 12}, 10000);
  contracts_.Add("anna", {DayNumber(2007, 9, 1), {}, 12}, 10000);
  ASSERT_EQ(Fit({kToday}).state, jobs::JobState::kSucceeded);
  const auto contracts = ValueOf("anna").contracts;
  EXPECT_EQ(contracts[0].state, ContractState::kEnded);
  EXPECT_EQ(contracts[0].value_60_months_minor, 0);
  EXPECT_EQ(contracts[0].renewals, 4);
  EXPECT_EQ(contracts[1].state, ContractState::kEnding);
  EXPECT_NEAR(static_cast<double>(contracts[1].value_60_months_minor), 10000 * std::pow(1.1, -274 / 365.25),
              1);
  EXPECT_EQ(contracts[2].state, ContractState::kNotBegun);
  EXPECT_GT(contracts[2].value_60_months_minor, 0);
  EXPECT_EQ(ValueOf("anna", {.as_of_day = DayNumber(2009, 1, 1)}).contracts[1].value_60_months_minor, 0);
}

TEST_F(ContractValuesTest, AddsContractsToPurchases) {
  ScoreCdnow();
  AddRegularCohort();
  contracts_.Add("0001", {kBegin, {}, 12}, 10000);
  contracts_.of["0002"];
  const auto before = values_.PartsOf("0001");
  ASSERT_TRUE(before.ok()) << before.status();
  EXPECT_FALSE(before->contracts.has_value());  // nothing fitted yet
  ASSERT_EQ(Fit({kToday}).state, jobs::JobState::kSucceeded);
  const int64_t bought = reader_.Find("0001")->score.clv_60_months_minor;
  const auto both = values_.PartsOf("0001");
  ASSERT_TRUE(both.ok()) << both.status();
  EXPECT_EQ(both->purchases->score.clv_60_months_minor, bought);
  EXPECT_GT(both->contracts->value_60_months_minor, 0);
  EXPECT_EQ(both->value_60_months_minor, bought + both->contracts->value_60_months_minor);
  EXPECT_EQ(values_.PartsOf("0002")->value_60_months_minor, reader_.Find("0002")->score.clv_60_months_minor);
  const auto contracts_only = values_.PartsOf("c999");
  EXPECT_FALSE(contracts_only->purchases.has_value());
  EXPECT_EQ(contracts_only->value_60_months_minor, contracts_only->contracts->value_60_months_minor);
  EXPECT_EQ(contracts_only->currency, "USD");
  contracts_.currency = "EUR";
  EXPECT_EQ(ReasonOf(values_.PartsOf("0001").status()), "CURRENCY_MIXED");
}

TEST_F(ContractValuesTest, FailsByName) {
  EXPECT_EQ(ReasonOf(values_.ValueOf("c1", {}).status()), "NO_CONTRACT_MODEL");
  AddRegularCohort();
  ASSERT_EQ(Fit({kToday}).state, jobs::JobState::kSucceeded);
  EXPECT_EQ(ReasonOf(values_.ValueOf("nobody", {}).status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(values_.PartsOf("nobody").status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(values_.ValueOf("c1", {.annual_discount = -1.5}).status()), "FIELD_INVALID");
  EXPECT_EQ(ReasonOf(values_.ValueOf("c1", {.margin = 2}).status()), "FIELD_INVALID");
  contracts_.away = true;
  EXPECT_EQ(ReasonOf(values_.ValueOf("c1", {}).status()), "SERVICE_AWAY");
}

}  // namespace
}  // namespace bestand::scoring
