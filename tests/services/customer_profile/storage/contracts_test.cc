#include "services/customer_profile/storage/sql_contract_store.h"
#include "tests/services/customer_profile/storage/store_fixture.h"

namespace bestand::customer_profile {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ContractsTest : public StoreTest {
 protected:
  void SetUp() override {
    MakeCustomer("anna");
    MakeCustomer("bert");
  }

  static Contract Yearly(const std::string& customer, const std::string& external_id, int64_t start = 15000) {
    return {.customer_id = customer,
            .source = "crm",
            .external_id = external_id,
            .product_id = "plan",
            .period_months = 12,
            .price_minor = 12000,
            .currency_code = "EUR",
            .start_day = start};
  }

  Contract Record(const Contract& contract) {
    const auto recorded = contracts.Record(contract);
    EXPECT_TRUE(recorded.ok()) << recorded.status();
    return recorded.ok() ? recorded->contract : Contract{};
  }

  bool ActiveOn(const std::string& customer, int64_t day) {
    return customers.Relations(std::vector<std::string>{customer}, day)->at(0).contract_active;
  }

  std::vector<std::string> Streamed(const ContractOrder& order) {
    std::vector<std::string> ids;
    EXPECT_TRUE(contracts
                    .Stream(order,
                            [&](const Contract& contract) {
                              ids.push_back(contract.customer_id + " " + contract.external_id);
                              EXPECT_EQ(contract.currency_code, "EUR");
                              return absl::OkStatus();
                            })
                    .ok());
    return ids;
  }

  SqlContractStore contracts{*database, outbox};
};

TEST_F(ContractsTest, KeepsWhatWasRecordedOnce) {
  const Contract first = Record(Yearly("anna", "1"));
  EXPECT_EQ(first.price_minor, 12000);
  EXPECT_EQ(first.currency_code, "EUR");
  EXPECT_FALSE(first.end_day.has_value());
  Contract dearer = Yearly("anna", "1");
  dearer.price_minor = 99999;
  const auto again = contracts.Record(dearer);
  EXPECT_FALSE(again->created);
  EXPECT_EQ(again->contract.contract_id, first.contract_id);
  EXPECT_EQ(again->contract.price_minor, 12000);
  EXPECT_EQ(contracts.List("anna")->size(), 1u);
  EXPECT_THAT(*contracts.List("bert"), IsEmpty());
}

TEST_F(ContractsTest, TellsAChangeOfTheCustomerOnceAContract) {
  const size_t before = AllChanges().size();
  const Contract contract = Record(Yearly("anna", "1"));
  Record(Yearly("anna", "1"));
  EXPECT_EQ(AllChanges().size(), before + 1);
  EXPECT_EQ(AllChanges().back().kind, ChangeKind::kCustomer);
  ASSERT_TRUE(contracts.End({"anna", contract.contract_id, 15100, "too dear"}).ok());
  EXPECT_EQ(AllChanges().size(), before + 2);
}

TEST_F(ContractsTest, EndsOnADayAndCanMoveIt) {
  const Contract contract = Record(Yearly("anna", "1"));
  EXPECT_EQ(*contracts.End({"anna", contract.contract_id, 15365, "moved"})->end_day, 15365);
  const auto moved = contracts.End({"anna", contract.contract_id, 15400, "later"});
  EXPECT_EQ(*moved->end_day, 15400);
  EXPECT_EQ(moved->end_reason, "later");
  EXPECT_EQ(ReasonOf(contracts.End({"anna", contract.contract_id, 15000, ""}).status()), "FIELD_INVALID");
  EXPECT_EQ(ReasonOf(contracts.End({"bert", contract.contract_id, 15400, ""}).status()), "CONTRACT_UNKNOWN");
  EXPECT_EQ(ReasonOf(contracts.End({"anna", "none", 15400, ""}).status()), "CONTRACT_UNKNOWN");
  EXPECT_EQ(ReasonOf(contracts.End({"nobody", contract.contract_id, 15400, ""}).status()),
            "CUSTOMER_UNKNOWN");
}

TEST_F(ContractsTest, MakeARelationActiveFromTheFirstDayToTheLast) {
  EXPECT_FALSE(ActiveOn("anna", 15000));
  Contract contract = Yearly("anna", "1");
  contract.end_day = 15010;
  Record(contract);
  EXPECT_FALSE(ActiveOn("anna", 14999));
  EXPECT_TRUE(ActiveOn("anna", 15000));
  EXPECT_TRUE(ActiveOn("anna", 15009));
  EXPECT_FALSE(ActiveOn("anna", 15010));
  Record(Yearly("anna", "2", 15020));
  EXPECT_TRUE(ActiveOn("anna", 99999));
  EXPECT_FALSE(ActiveOn("bert", 15005));
}

TEST_F(ContractsTest, ListsTheNewestStartFirst) {
  Record(Yearly("anna", "1", 15000));
  Record(Yearly("anna", "2", 15400));
  const auto list = contracts.List("anna");
  EXPECT_EQ(list->at(0).external_id, "2");
  EXPECT_EQ(ReasonOf(contracts.List("nobody").status()), "CUSTOMER_UNKNOWN");
}

TEST_F(ContractsTest, StreamsAllByBucketAndPartsOfThem) {
  Record(Yearly("anna", "1"));
  Record(Yearly("anna", "2"));
  Record(Yearly("bert", "1"));
  const int anna = BucketOf("anna"), bert = BucketOf("bert");
  ASSERT_NE(anna, bert);
  EXPECT_EQ(Streamed({}).size(), 3u);
  EXPECT_EQ(Streamed({.first_bucket = anna, .end_bucket = anna + 1}).size(), 2u);
  EXPECT_THAT(Streamed({.first_bucket = bert, .end_bucket = bert + 1}), ElementsAre("bert 1"));
  EXPECT_THAT(Streamed({.first_bucket = 0, .end_bucket = 0}), IsEmpty());
}

TEST_F(ContractsTest, StreamsMoreThanAPage) {
  constexpr storage::Statement kMany = {
      "many",
      "WITH them AS (SELECT 'c' || i AS id, i % 7 AS bucket"
      "                FROM generate_series(1, 4200) AS i) "
      "INSERT INTO contracts (customer_id, source, external_id, contract_id,"
      "                       bucket, product_id, period_months,"
      "                       price_minor, start_day)"
      "SELECT 'anna', 'crm', id, gen_random_uuid(), bucket, '', 1, 1, 0"
      "  FROM them"};
  Record(Yearly("bert", "1"));
  ASSERT_TRUE(
      database->InSession([&](storage::Session& session) { return session.Run(kMany).status(); }).ok());
  std::vector<std::string> all = Streamed({});
  EXPECT_EQ(all.size(), 4201u);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST_F(ContractsTest, RefusesAnotherCurrencyAndTooMany) {
  Record(Yearly("anna", "1"));
  Contract pounds = Yearly("anna", "2");
  pounds.currency_code = "GBP";
  EXPECT_EQ(ReasonOf(contracts.Record(pounds).status()), "CURRENCY_MIXED");
  for (int k = 2; k <= kMaxContracts; ++k) Record(Yearly("anna", std::to_string(k)));
  EXPECT_EQ(ReasonOf(contracts.Record(Yearly("anna", "one more")).status()), "ROW_REFUSED");
  EXPECT_FALSE(contracts.Record(Yearly("anna", "1"))->created);
}

TEST_F(ContractsTest, BelongsToACustomerThatIsThere) {
  EXPECT_EQ(ReasonOf(contracts.Record(Yearly("nobody", "1")).status()), "CUSTOMER_UNKNOWN");
}

}  // namespace
}  // namespace bestand::customer_profile
