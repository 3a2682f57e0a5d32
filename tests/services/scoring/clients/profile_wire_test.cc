#include "services/scoring/clients/profile_wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"
#include "common/rpc/status.h"

namespace bestand::scoring {
namespace {

namespace profile = customer_profile::v1;

profile::StreamPurchaseSummariesResponse TwoRows() {
  profile::StreamPurchaseSummariesResponse chunk;
  for (const char* id : {"a", "b"}) {
    chunk.add_customer_ids(id);
    chunk.add_first_days(10);
    chunk.add_last_days(20);
    chunk.add_repeats(3);
    chunk.add_repeat_values_minor(-400);
    chunk.add_total_values_minor(500);
    chunk.add_earlier_repeats(2);
    chunk.add_last_outbound_days(-1);
  }
  chunk.set_currency_code("JPY");
  chunk.set_bucket(7);
  return chunk;
}

TEST(ProfileWire, TurnsColumnsIntoRows) {
  const auto chunk = FromWire(TwoRows());
  ASSERT_TRUE(chunk.ok()) << chunk.status();
  ASSERT_EQ(chunk->summaries.size(), 2);
  const Summary& row = chunk->summaries[1];
  EXPECT_EQ(row.customer_id, "b");
  EXPECT_EQ(row.first_day, 10);
  EXPECT_EQ(row.last_day, 20);
  EXPECT_EQ(row.repeats, 3);
  EXPECT_EQ(row.earlier_repeats, 2);
  EXPECT_EQ(row.repeat_value_minor, -400);
  EXPECT_EQ(row.total_value_minor, 500);
  EXPECT_EQ(row.last_outbound_day, -1);
  EXPECT_EQ(row.holdout_repeats, 0);
  EXPECT_EQ(chunk->currency.code, "JPY");
  EXPECT_EQ(chunk->currency.minor_per_unit, 1);
  EXPECT_EQ(chunk->bucket, 7);
}

TEST(ProfileWire, RefusesColumnsOfDifferentLength) {
  auto chunk = TwoRows();
  chunk.add_repeats(1);
  EXPECT_EQ(ReasonOf(FromWire(chunk).status()), "INTERNAL_ERROR");
  chunk = TwoRows();
  chunk.add_holdout_repeats(1);
  EXPECT_EQ(ReasonOf(FromWire(chunk).status()), "INTERNAL_ERROR");
  chunk.add_holdout_repeats(4);
  EXPECT_EQ(FromWire(chunk)->summaries[1].holdout_repeats, 4);
}

TEST(ProfileWire, AsksForDays) {
  const auto request = ToWire({.as_of_day = 0, .holdout_until_day = 31, .first_bucket = 5});
  EXPECT_EQ(request.as_of_date().year(), 1970);
  EXPECT_EQ(request.holdout_until_date().month(), 2);
  EXPECT_EQ(request.first_bucket(), 5);
  EXPECT_FALSE(ToWire({}).has_as_of_date());
}

profile::PurchaseSummaryResult OneSummary() {
  profile::PurchaseSummaryResult result;
  profile::PurchaseSummary& summary = *result.mutable_summary();
  summary.set_customer("customers/a");
  summary.mutable_first_date()->set_year(1970);
  summary.mutable_first_date()->set_month(1);
  summary.mutable_first_date()->set_day(11);
  *summary.mutable_last_date() = summary.first_date();
  summary.mutable_last_date()->set_day(21);
  summary.set_repeat_count(1);
  summary.mutable_repeat_value()->set_currency_code("EUR");
  summary.mutable_repeat_value()->set_units(4);
  summary.mutable_total_value()->set_currency_code("EUR");
  summary.mutable_total_value()->set_nanos(500'000'000);
  return result;
}

TEST(ProfileWire, ReadsASingleSummary) {
  const auto summary = FromWire(OneSummary(), "EUR");
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ((*summary)->customer_id, "a");
  EXPECT_EQ((*summary)->first_day, 10);
  EXPECT_EQ((*summary)->last_day, 20);
  EXPECT_EQ((*summary)->repeat_value_minor, 400);
  EXPECT_EQ((*summary)->total_value_minor, 50);
  EXPECT_EQ((*summary)->last_outbound_day, -1);
}

TEST(ProfileWire, RefusesAnotherCurrency) {
  const auto summary = FromWire(OneSummary(), "GBP");
  EXPECT_EQ(ReasonOf(summary.status()), "CURRENCY_MIXED");
  EXPECT_EQ(FactsOf(summary.status()).at("need"), "GBP");
}

TEST(ProfileWire, WhoNeverBoughtOrIsGoneHasNoSummary) {
  profile::PurchaseSummaryResult result;
  result.mutable_summary()->set_customer("customers/a");
  EXPECT_FALSE(FromWire(result, "EUR")->has_value());
  *result.mutable_error() =
      rpc::ToWireStatus(Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN", "None."));
  EXPECT_FALSE(FromWire(result, "EUR")->has_value());
  *result.mutable_error() =
      rpc::ToWireStatus(Failure(absl::StatusCode::kFailedPrecondition, "CUSTOMER_ERASED", "Gone."));
  EXPECT_FALSE(FromWire(result, "EUR")->has_value());
  *result.mutable_error() =
      rpc::ToWireStatus(Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR", "Broken."));
  EXPECT_EQ(ReasonOf(FromWire(result, "EUR").status()), "INTERNAL_ERROR");
}

TEST(ProfileWire, TakesPurchasesContactsAndComplaintsOfEachCustomerOnce) {
  profile::WatchChangesResponse chunk;
  const auto add = [&](const std::string& customer, profile::ChangeKind kind) {
    chunk.add_changes()->set_customer("customers/" + customer);
    chunk.mutable_changes()->rbegin()->set_kind(kind);
  };
  add("b", profile::CHANGE_KIND_PURCHASES);
  add("a", profile::CHANGE_KIND_INTERACTION);
  add("b", profile::CHANGE_KIND_PURCHASES);
  add("c", profile::CHANGE_KIND_CUSTOMER);
  add("d", profile::CHANGE_KIND_GIFT_CONTEXT);
  chunk.set_next_cursor("7");
  const ChangeChunk changes = FromWire(chunk);
  EXPECT_THAT(changes.customer_ids, testing::ElementsAre("a", "b", "d"));
  EXPECT_EQ(changes.next_cursor, "7");
}

}  // namespace
}  // namespace bestand::scoring
