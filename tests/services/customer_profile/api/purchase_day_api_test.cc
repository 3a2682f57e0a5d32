#include "services/customer_profile/api/purchase_day_api.h"

#include "services/customer_profile/api/days.h"
#include "services/customer_profile/storage/sql_repeat_day_store.h"
#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;

class PurchaseDayApiTest : public ApiTest {
 protected:
  static google::type::Date Date(int year, int month, int day) {
    return bestand::ToDate(absl::CivilDay(year, month, day));
  }

  auto Count(const v1::CountRepeatDaysRequest& request) {
    return client.Call(&v1::PurchaseDayService::Stub::CountRepeatDays, request);
  }

  SqlRepeatDayStore repeat_days{*database};
  PurchaseDayApi api{repeat_days, house.runtime()};
  bestand::testing::ServedApi days_served{house.runtime(), {rpc::Host<v1::PurchaseDayService>(api)}};
  rpc::Client<v1::PurchaseDayService> client{days_served.remote()};
};

TEST_F(PurchaseDayApiTest, AnswersInColumns) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 1, 100, 15000}, {"anna", "2", "p", 1, 100, 15007}}).ok());
  v1::CountRepeatDaysRequest request;
  *request.mutable_first_purchase_until_date() = Date(2011, 1, 26);  // day 15000
  *request.mutable_until_date() = Date(2011, 2, 2);                  // day 15007
  const auto answer = Count(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(answer->days(), ElementsAre(15007));
  EXPECT_THAT(answer->customer_counts(), ElementsAre(1));
  *request.mutable_until_date() = Date(2011, 2, 1);
  EXPECT_EQ(Count(request)->days_size(), 0);
}

TEST_F(PurchaseDayApiTest, NamesEveryDateThatIsNone) {
  EXPECT_THAT(FieldsOf(Count({}).status()), ElementsAre("first_purchase_until_date", "until_date"));
  v1::CountRepeatDaysRequest request;
  *request.mutable_first_purchase_until_date() = Date(2011, 2, 1);
  *request.mutable_until_date() = Date(9999, 1, 1);
  EXPECT_THAT(FieldsOf(Count(request).status()), ElementsAre("until_date"));
}

}  // namespace
}  // namespace bestand::customer_profile
