#include "services/customer_profile/api/contract_api.h"

#include "services/customer_profile/storage/sql_contract_store.h"
#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using Stub = v1::ContractService::Stub;

google::type::Date Day(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

class ContractApiTest : public ApiTest {
 protected:
  static v1::RecordContractRequest Monthly(const std::string& external_id) {
    v1::RecordContractRequest request;
    v1::Contract& contract = *request.mutable_contract();
    contract.set_customer("customers/anna");
    contract.set_source("crm");
    contract.set_external_id(external_id);
    contract.set_product("products/plan");
    contract.set_period_months(1);
    contract.mutable_price()->set_currency_code("EUR");
    contract.mutable_price()->set_units(9);
    contract.mutable_price()->set_nanos(990'000'000);
    *contract.mutable_start_date() = Day(2011, 1, 31);
    return request;
  }

  SqlContractStore contracts{*database, outbox};
  ContractApi contract_api{contracts, house.runtime()};
  bestand::testing::ServedApi own{house.runtime(), {rpc::Host<v1::ContractService>(contract_api)}};
  rpc::Client<v1::ContractService> client{own.remote()};
};

TEST_F(ContractApiTest, RecordsListsAndEnds) {
  Create("anna");
  const auto recorded = client.Call(&Stub::RecordContract, Monthly("1"));
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  EXPECT_TRUE(recorded->created());
  EXPECT_FALSE(client.Call(&Stub::RecordContract, Monthly("1"))->created());
  v1::EndContractRequest end;
  end.set_name(recorded->contract().name());
  *end.mutable_end_date() = Day(2012, 3, 31);
  end.set_reason("moved away");
  const auto ended = client.Call(&Stub::EndContract, end);
  ASSERT_TRUE(ended.ok()) << ended.status();
  v1::ListContractsRequest list;
  list.set_customer("customers/anna");
  const auto contracts = client.Call(&Stub::ListContracts, list);
  ASSERT_EQ(contracts->contracts_size(), 1);
  const v1::Contract& contract = contracts->contracts(0);
  EXPECT_EQ(contract.product(), "products/plan");
  EXPECT_EQ(contract.price().nanos(), 990'000'000);
  EXPECT_EQ(contract.start_date().day(), 31);
  EXPECT_EQ(contract.end_date().month(), 3);
  EXPECT_EQ(contract.end_reason(), "moved away");
}

TEST_F(ContractApiTest, SaysThatAContractRuns) {
  Create("anna");
  const auto active = [&] {
    v1::BatchGetRelationsRequest request;
    request.add_customers("customers/anna");
    const auto answer = customer_client.Call(&v1::CustomerService::Stub::BatchGetRelations, request);
    return answer.ok() && answer->results(0).relation().contract_active();
  };
  EXPECT_FALSE(active());
  ASSERT_TRUE(client.Call(&Stub::RecordContract, Monthly("1")).ok());
  EXPECT_TRUE(active());
}

TEST_F(ContractApiTest, NamesEverythingThatIsWrongWithAContract) {
  v1::RecordContractRequest request;
  v1::Contract& contract = *request.mutable_contract();
  contract.set_customer("anna");
  contract.set_product("plan");
  contract.mutable_price()->set_currency_code("EUR");
  contract.mutable_price()->set_units(-1);
  *contract.mutable_start_date() = Day(2011, 2, 30);
  contract.set_end_reason(std::string(201, 'x'));
  EXPECT_THAT(FieldsOf(client.Call(&Stub::RecordContract, request).status()),
              IsSupersetOf({"contract.customer", "contract.source", "contract.external_id",
                            "contract.product", "contract.period_months", "contract.price",
                            "contract.start_date", "contract.end_reason"}));
  v1::RecordContractRequest backwards = Monthly("1");
  *backwards.mutable_contract()->mutable_end_date() = Day(2011, 1, 31);
  EXPECT_THAT(FieldsOf(client.Call(&Stub::RecordContract, backwards).status()),
              ElementsAre("contract.end_date"));
  backwards.mutable_contract()->clear_end_date();
  for (const int months : {0, -12, 121}) {
    backwards.mutable_contract()->set_period_months(months);
    EXPECT_THAT(FieldsOf(client.Call(&Stub::RecordContract, backwards).status()),
                ElementsAre("contract.period_months"));
  }
  v1::EndContractRequest end;
  EXPECT_THAT(FieldsOf(client.Call(&Stub::EndContract, end).status()), ElementsAre("name", "end_date"));
}

TEST_F(ContractApiTest, StreamsColumns) {
  Create("anna");
  v1::RecordContractRequest ended = Monthly("2");
  *ended.mutable_contract()->mutable_end_date() = Day(2011, 5, 1);
  ASSERT_TRUE(client.Call(&Stub::RecordContract, Monthly("1")).ok());
  ASSERT_TRUE(client.Call(&Stub::RecordContract, ended).ok());
  const auto context = rpc::NewContext(own.remote());
  const auto reader = client.stub().StreamContracts(context.get(), v1::StreamContractsRequest());
  v1::StreamContractsResponse chunk;
  ASSERT_TRUE(reader->Read(&chunk));
  EXPECT_THAT(chunk.customer_ids(), ElementsAre("anna", "anna"));
  EXPECT_THAT(chunk.prices_minor(), ElementsAre(999, 999));
  EXPECT_THAT(chunk.period_months(), ElementsAre(1, 1));
  EXPECT_EQ(std::max(chunk.end_days(0), chunk.end_days(1)), 15095);
  EXPECT_EQ(std::min(chunk.end_days(0), chunk.end_days(1)), std::numeric_limits<int32_t>::min());
  EXPECT_EQ(chunk.currency_code(), "EUR");
  EXPECT_FALSE(reader->Read(&chunk));
  EXPECT_TRUE(reader->Finish().ok());
  v1::StreamContractsRequest wrong;
  wrong.set_first_bucket(1024);
  const auto other = rpc::NewContext(own.remote());
  const auto refused = client.stub().StreamContracts(other.get(), wrong);
  EXPECT_FALSE(refused->Read(&chunk));
  EXPECT_EQ(ReasonOf(rpc::FromGrpc(refused->Finish())), "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::customer_profile
