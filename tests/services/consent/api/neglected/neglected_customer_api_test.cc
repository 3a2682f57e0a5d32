#include "services/consent/api/neglected/neglected_customer_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/client.h"
#include "common/validate/wire_values.h"
#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/storage/neglected/sql_last_contact_store.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

struct ServedNeglect : ConsentHouse {
  ServedNeglect() {
    barrier.Start();
    profile.Add({"c2", Recipient::kB2c, Relation::kCustomer, false});
    for (const auto customer : {"c1", "c2"}) Decide(customer);
    OptIn("c1");
    request.set_purpose("purposes/news");
    request.set_channel(v1::CHANNEL_EMAIL);
    *request.mutable_min_silence() = ToDuration(absl::Hours(24 * 30));
  }

  absl::Status Read() {
    customers.clear();
    const auto context = rpc::NewContext(served.remote());
    const auto reader = client.stub().StreamNeglectedCustomers(context.get(), request);
    v1::StreamNeglectedCustomersResponse chunk;
    while (reader->Read(&chunk))
      customers.insert(customers.end(), chunk.customers().begin(), chunk.customers().end());
    return rpc::FromGrpc(reader->Finish());
  }

  bestand::testing::ApiRuntime house{&replays};
  SqlSlotStore slots{*database, means};
  SqlLastContactStore store{*database};
  NeglectedCustomerApi api{{store, purposes, checks, memory, clock}, house.runtime()};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::NeglectedCustomerService>(api)}};
  rpc::Client<v1::NeglectedCustomerService> client{served.remote()};
  v1::StreamNeglectedCustomersRequest request;
  std::vector<v1::NeglectedCustomer> customers;
};

TEST(NeglectedCustomerApi, StreamsWhoWasForgottenAndWhetherTheyMayBeAddressed) {
  ServedNeglect served;
  ASSERT_TRUE(served.Read().ok());
  ASSERT_EQ(served.customers.size(), 2u);
  EXPECT_EQ(served.customers[0].customer(), "customers/c1");
  EXPECT_TRUE(served.customers[0].allowed());
  EXPECT_FALSE(served.customers[0].has_last_contact_time());
  EXPECT_EQ(served.customers[0].legal_basis(), "§ 7(2) no. 2 UWG; GDPR Art. 6(1)(a)");
  EXPECT_EQ(served.customers[1].reason(), "NEEDS_DOI");
  served.request.set_allowed_only(true);
  ASSERT_TRUE(served.Read().ok());
  ASSERT_EQ(served.customers.size(), 1u);
}

TEST(NeglectedCustomerApi, ForgetsWhoWasContacted) {
  ServedNeglect served;
  ContactReservations reservations(served.checks, served.slots);
  ASSERT_TRUE(reservations.Reserve({"c1", Channel::kEmail, MessageClass::kMarketing, "news", ""}, "m1").ok());
  ASSERT_TRUE(served.slots.Commit("c1", "m1").ok());
  const absl::Time contact = served.clock.Now();
  ASSERT_TRUE(served.Read().ok());
  EXPECT_EQ(served.customers.size(), 1u);
  served.clock.Advance(absl::Hours(24 * 31));
  ASSERT_TRUE(served.wishes.Pause({"c1"}, served.clock.Now() + absl::Hours(1)).ok());
  ASSERT_TRUE(served.Read().ok());
  ASSERT_EQ(served.customers.size(), 2u);
  EXPECT_EQ(ToTime(served.customers[0].last_contact_time()), contact);
  EXPECT_EQ(served.customers[0].reason(), "CAP");
  EXPECT_EQ(ToTime(served.customers[0].free_time()), served.clock.Now() + absl::Hours(1));
}

TEST(NeglectedCustomerApi, NamesEverythingThatIsWrong) {
  ServedNeglect served;
  served.request.Clear();
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(served.Read())) fields.push_back(violation.field);
  EXPECT_THAT(fields, UnorderedElementsAre("purpose", "channel", "min_silence"));
}

}  // namespace
}  // namespace bestand::consent
