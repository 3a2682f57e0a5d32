#include "services/scoring/api/contract_value_api.h"

#include "services/scoring/storage/sql_contract_model_store.h"
#include "services/scoring/work/contracts/contract_fit_work.h"
#include "tests/services/scoring/api/api_fixture.h"
#include "tests/services/scoring/support/fake_contracts.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using Stub = v1::ContractValueService::Stub;

class ContractValueApiTest : public ApiTest {
 protected:
  // 60 yearly contracts from 2000 on, a third of which left at the first renewal and a third at the second.
  void FitSixty() {
    for (int i = 0; i < 60; ++i) {
      ContractTerm term{DayNumber(2000, 1, 1), {}, 12};
      if (i % 3 < 2) term.end_day = DayNumber(2001 + i % 3, 1, 1);
      contracts_.Add("c" + std::to_string(i), term, 12000);
    }
    v1::CreateContractFitJobRequest request;
    request.mutable_as_of_date()->set_year(2003);
    request.mutable_as_of_date()->set_month(1);
    request.mutable_as_of_date()->set_day(1);
    const auto created = client_.Call(&Stub::CreateContractFitJob, request);
    ASSERT_TRUE(created.ok()) << created.status();
    const ContractFitWork work(contracts_, contract_models_, clock_);
    const jobs::JobRunner runner(*database_, {{kContractFitJob, work}}, kQuickRunner);
    v1::WatchContractFitJobRequest watch;
    watch.set_name(created->contract_fit_job().name());
    const auto context = rpc::NewContext(own_.remote(), absl::Minutes(1));
    const auto reader = client_.stub().WatchContractFitJob(context.get(), watch);
    v1::WatchContractFitJobResponse last;
    while (reader->Read(&last)) {
    }
    ASSERT_TRUE(reader->Finish().ok());
    ASSERT_EQ(last.contract_fit_job().status().state(), common::v1::JOB_STATE_SUCCEEDED);
  }

  absl::StatusOr<v1::GetContractualValueResponse> ValueOf(const std::string& customer) {
    v1::GetContractualValueRequest request;
    request.set_customer(customer);
    return client_.Call(&Stub::GetContractualValue, request);
  }

  FakeContracts contracts_;
  SqlContractModelStore contract_models_{*database_};
  ContractValueApi api_{{jobs_, contracts_, contract_models_, reader_, house_.runtime()}};
  bestand::testing::ServedApi own_{house_.runtime(), {rpc::Host<v1::ContractValueService>(api_)}};
  rpc::Client<v1::ContractValueService> client_{own_.remote()};
};

TEST_F(ContractValueApiTest, FitsShowsAndValues) {
  FitSixty();
  const auto model = client_.Call(&Stub::GetContractModel, v1::GetContractModelRequest());
  ASSERT_TRUE(model.ok()) << model.status();
  ASSERT_EQ(model->periods_size(), 1);
  EXPECT_EQ(model->periods(0).contract_count(), 60);
  EXPECT_EQ(model->periods(0).left_count(), 40);
  EXPECT_EQ(model->periods(0).retention_rates_size(), 10);
  EXPECT_EQ(model->as_of_date().year(), 2003);
  const auto value = ValueOf("customers/c2");
  ASSERT_TRUE(value.ok()) << value.status();
  const v1::ContractValue& contract = value->contracts(0);
  EXPECT_EQ(contract.state(), v1::CONTRACT_STATE_RUNNING);
  EXPECT_EQ(contract.renewal_count(), 3);
  EXPECT_EQ(contract.next_renewal_date().year(), 2004);
  EXPECT_GT(contract.value_60_months().units(), 0);
  EXPECT_GE(contract.residual_value().units(), contract.value_60_months().units());
  EXPECT_EQ(value->value_60_months().units(), contract.value_60_months().units());
  EXPECT_EQ(ValueOf("customers/c0")->contracts(0).state(), v1::CONTRACT_STATE_ENDED);
}

TEST_F(ContractValueApiTest, ItemisesACustomersValue) {
  ScoreCdnow();
  FitSixty();
  contracts_.Add("0001", {DayNumber(2000, 1, 1), {}, 12}, 12000);
  v1::GetCustomerValueRequest request;
  request.set_customer("customers/0001");
  const auto value = client_.Call(&Stub::GetCustomerValue, request);
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(value->purchase_as_of_date().year(), 1997);
  EXPECT_EQ(value->contracts_size(), 1);
  const auto cents = [](const google::type::Money& money) {
    return money.units() * 100 + money.nanos() / 10'000'000;
  };
  EXPECT_GT(cents(value->purchase_value_60_months()), 0);
  EXPECT_GT(cents(value->contract_value_60_months()), 0);
  EXPECT_EQ(cents(value->value_60_months()),
            cents(value->purchase_value_60_months()) + cents(value->contract_value_60_months()));
}

TEST_F(ContractValueApiTest, SaysWhatIsMissingOrWrong) {
  EXPECT_EQ(ReasonOf(ValueOf("customers/c1").status()), "NO_CONTRACT_MODEL");
  EXPECT_EQ(ReasonOf(client_.Call(&Stub::GetContractModel, v1::GetContractModelRequest()).status()),
            "NO_CONTRACT_MODEL");
  v1::GetContractualValueRequest wrong;
  wrong.set_customer("c1");
  wrong.set_annual_discount_rate(-1.5);
  wrong.set_margin_rate(2);
  wrong.mutable_as_of_date()->set_year(1800);
  EXPECT_THAT(FieldsOf(client_.Call(&Stub::GetContractualValue, wrong)),
              UnorderedElementsAre("customer", "annual_discount_rate", "margin_rate", "as_of_date"));
  v1::GetContractFitJobRequest job;
  job.set_name("fitJobs/x");
  EXPECT_THAT(FieldsOf(client_.Call(&Stub::GetContractFitJob, job)), ElementsAre("name"));
  FitSixty();
  EXPECT_EQ(ReasonOf(ValueOf("customers/nobody").status()), "CUSTOMER_UNKNOWN");
}

}  // namespace
}  // namespace bestand::scoring
