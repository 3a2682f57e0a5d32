#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/customer_profile/domain/change.h"
#include "services/customer_profile/domain/contact_point.h"
#include "services/customer_profile/domain/customer.h"
#include "services/customer_profile/domain/purchase.h"
#include "services/customer_profile/domain/text.h"

namespace bestand::customer_profile {
namespace {

RelationState StateAfter(absl::CivilDay bought, absl::CivilDay today) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  return StateOf({"c", CustomerKind::kPerson, absl::FromCivil(bought, utc)}, today, 24, utc);
}

TEST(StateOf, TurnsACustomerIntoAFormerOneAfterTwoYears) {
  EXPECT_EQ(StateAfter(absl::CivilDay(2020, 5, 15), absl::CivilDay(2022, 5, 15)), RelationState::kCustomer);
  EXPECT_EQ(StateAfter(absl::CivilDay(2020, 5, 15), absl::CivilDay(2022, 5, 16)), RelationState::kFormer);
  EXPECT_EQ(StateAfter(absl::CivilDay(2020, 2, 29), absl::CivilDay(2022, 2, 28)), RelationState::kCustomer);
  EXPECT_EQ(StateAfter(absl::CivilDay(2020, 2, 29), absl::CivilDay(2022, 3, 1)), RelationState::kFormer);
}

TEST(StateOf, IsProspectWithoutAPurchase) {
  EXPECT_EQ(StateOf({"c", CustomerKind::kPerson, std::nullopt}, absl::CivilDay(2022, 1, 1), 24,
                    absl::UTCTimeZone()),
            RelationState::kProspect);
}

TEST(NormalisedAddress, MakesEqualAddressesEqual) {
  EXPECT_EQ(*NormalisedAddress(ContactPointType::kEmail, " Ada@Example.TEST "), "Ada@example.test");
  EXPECT_EQ(*NormalisedAddress(ContactPointType::kPhone, "0049 (30) 123-456"), "+4930123456");
  EXPECT_EQ(*NormalisedAddress(ContactPointType::kPost, "Am  Weg 1\n 12345 Ort"), "Am Weg 1 12345 Ort");
}

TEST(NormalisedAddress, RefusesWhatIsNone) {
  for (const std::string_view email : {"", "a", "@b.test", "a@", "a@b", "a b@c.test", "a@-b.test",
                                       "a..b@c.test", "a@b..test", "a@m\u00FCller.test", "a@b.test@"}) {
    EXPECT_EQ(ReasonOf(NormalisedAddress(ContactPointType::kEmail, email).status()), "FIELD_INVALID")
        << email;
  }
  for (const std::string_view phone :
       {"", "030 123456", "+49", "+0301234567", "+49 30 abc", "+12345678901234567"}) {
    EXPECT_EQ(ReasonOf(NormalisedAddress(ContactPointType::kPhone, phone).status()), "FIELD_INVALID")
        << phone;
  }
}

TEST(MaskedAddress, ShowsNoMoreThanItMay) {
  EXPECT_EQ(MaskedAddress(ContactPointType::kEmail, "ada@example.test"), "a***@example.test");
  EXPECT_EQ(MaskedAddress(ContactPointType::kPhone, "+4930123456"), "+49***56");
  EXPECT_EQ(MaskedAddress(ContactPointType::kPost, "\u00DCberweg 1"), "\u00DC***");
}

TEST(Cursor, ComesBackAndRefusesWhatWeDidNotWrite) {
  EXPECT_EQ(*FromCursor(ToCursor(0)), 0);
  EXPECT_EQ(*FromCursor(ToCursor(1'234'567'890'123)), 1'234'567'890'123);
  std::string changed = ToCursor(42);
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  for (const std::string& cursor : {std::string("x"), std::string("MTIz"), changed, ToCursor(42) + "A"}) {
    EXPECT_EQ(ReasonOf(FromCursor(cursor).status()), "CURSOR_UNKNOWN") << cursor;
  }
}

TEST(LineKey, NeverChanges) {
  EXPECT_EQ(LineKey("85123A", 6, 255), 2323490408823630866);
  EXPECT_NE(LineKey("85123A", 6, 255), LineKey("85123A", 255, 6));
  EXPECT_NE(LineKey("A", 1, 1), LineKey("B", 1, 1));
}

TEST(FaultOf, RefusesQuantitiesBeyondTheRangeUpToTheLastNumber) {
  const absl::Time now = absl::FromUnixSeconds(1'300'000'000);
  PurchaseRow row{
      .customer_id = "c", .external_id = "1", .product_id = "p", .unit_price_minor = 1, .purchase_time = now};
  for (const int64_t quantity : {INT64_MIN, INT64_MIN + 1, -kMaxQuantity - 1, kMaxQuantity + 1, INT64_MAX}) {
    row.quantity = quantity;
    ASSERT_TRUE(FaultOf(row, now).has_value()) << quantity;
    EXPECT_EQ(FaultOf(row, now)->reason, "quantity is beyond 1,000,000,000");
  }
  for (const int64_t quantity : {-kMaxQuantity, int64_t{-1}, int64_t{1}, kMaxQuantity}) {
    row.quantity = quantity;
    EXPECT_FALSE(FaultOf(row, now).has_value()) << quantity;
  }
}

TEST(Magnitude, IsThatOfTheSmallestNumberToo) {
  EXPECT_EQ(Magnitude(INT64_MIN), uint64_t{1} << 63);
  EXPECT_EQ(Magnitude(-7), 7u);
  EXPECT_EQ(Magnitude(7), 7u);
}

TEST(Text, TellsUtf8AndTurnsWindows1252IntoIt) {
  EXPECT_TRUE(IsUtf8("gr\u00FCn \u20AC \U0001F600"));
  for (const std::string_view bad :
       {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xF8"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
  EXPECT_EQ(FromWindows1252("\x80 \xFC \x81"), "\u20AC \u00FC \uFFFD");
  EXPECT_EQ(Storable(std::string_view("a\0\xFF", 3)), "a\uFFFD\uFFFD");
  EXPECT_EQ(FirstCharacters("\u00FC\u00FCx", 2), "\u00FC\u00FC");
}

}  // namespace
}  // namespace bestand::customer_profile
