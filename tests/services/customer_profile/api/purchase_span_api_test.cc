#include "services/customer_profile/api/purchase_span_api.h"

#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

TEST_F(ApiTest, TheSpanOfAllPurchasesIsOneLine) {
  PurchaseSpanApi span_api(purchases, house.runtime());
  const bestand::testing::ServedApi own{house.runtime(), {rpc::Host<v1::PurchaseSpanService>(span_api)}};
  const rpc::Client<v1::PurchaseSpanService> spans(own.remote());
  const auto ask = [&] {
    return spans.Call(&v1::PurchaseSpanService::Stub::GetPurchaseSpan, v1::GetPurchaseSpanRequest());
  };
  const auto before = ask();
  ASSERT_TRUE(before.ok()) << before.status();
  EXPECT_FALSE(before->has_first_date());
  ASSERT_TRUE(Import({{"anna", "R1", "p", 1, 100, 15000}, {"bert", "R2", "p", 1, 100, 15031}}).ok());
  const auto after = ask();
  EXPECT_EQ(after->customer_count(), 2);
  EXPECT_EQ(after->first_date().year(), 2011);  // 26 January
  EXPECT_EQ(after->first_date().day(), 26);
  EXPECT_EQ(after->last_date().month(), 2);
  EXPECT_EQ(after->last_date().day(), 26);
}

}  // namespace
}  // namespace bestand::customer_profile
