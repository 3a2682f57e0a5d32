#include "tests/services/customer_profile/storage/store_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;

Interaction Contact(Direction direction, int64_t day, std::string subject = "") {
  return {.interaction_id = NewUuid(),
          .direction = direction,
          .channel = 6,
          .event_time = NoonOf(day),
          .subject = subject};
}

TEST_F(StoreTest, LastContactIsTheNewestEachWayWhateverTheOrderOfArrival) {
  MakeCustomer("anna");
  EXPECT_FALSE(FindLastContact("anna")->outbound.has_value());
  ASSERT_TRUE(history.Record("anna", Contact(Direction::kOutbound, 15010, "new")).ok());
  ASSERT_TRUE(history.Record("anna", Contact(Direction::kOutbound, 15000, "old")).ok());
  ASSERT_TRUE(history.Record("anna", Contact(Direction::kInbound, 15005, "in")).ok());
  const auto contact = FindLastContact("anna");
  EXPECT_EQ(contact->outbound->subject, "new");
  EXPECT_EQ(contact->inbound->subject, "in");
  EXPECT_EQ(contact->inbound->event_time, NoonOf(15005));
}

TEST_F(StoreTest, ManyLastContactsComeInTheOrderAskedFor) {
  for (const char* id : {"anna", "ben"}) {
    MakeCustomer(id);
    ASSERT_TRUE(history.Record(id, Contact(Direction::kOutbound, 15010, id)).ok());
  }
  const std::vector<std::string> asked = {"ben", "nobody", "anna", "ben"};
  const auto found = history.FindLastContacts(asked);
  ASSERT_TRUE(found.ok() && found->size() == asked.size()) << found.status();
  EXPECT_EQ((*found)[0]->outbound->subject, "ben");
  EXPECT_EQ(ReasonOf((*found)[1].status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ((*found)[2]->outbound->subject, "anna");
  EXPECT_EQ((*found)[3]->outbound->subject, "ben");
}

TEST_F(StoreTest, EverythingAboutAnUnknownCustomerIsNotFound) {
  EXPECT_EQ(ReasonOf(FindLastContact("x").status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(history.Record("x", Contact(Direction::kInbound, 1))), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(history.Record("x", Gift{.gift_id = NewUuid()})), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(history.FindGiftContext("x").status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(history.Timeline({.customer_id = "x"}).status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(history.Preferences("x").status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(contact_points.List("x").status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(purchases.Summary("x", std::nullopt).status()), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(purchases.Record({"x", "s", "1", NoonOf(1), "EUR", {{"p", "", 1, 1}}}).status()),
            "CUSTOMER_UNKNOWN");
  EXPECT_EQ(ReasonOf(products.Find("x").status()), "PRODUCT_UNKNOWN");
}

TEST_F(StoreTest, NotContactedPutsTheNeverAddressedFirst) {
  for (const std::string id : {"a", "b", "c", "d"}) MakeCustomer(id);
  ASSERT_TRUE(history.Record("b", Contact(Direction::kOutbound, 15000)).ok());
  ASSERT_TRUE(history.Record("c", Contact(Direction::kOutbound, 14000)).ok());
  ASSERT_TRUE(history.Record("d", Contact(Direction::kOutbound, 15020)).ok());
  std::vector<std::string> ids;
  SilentPage page{.since = NoonOf(15010), .limit = 1};
  for (auto found = history.ListSilent(page); !found->empty(); found = history.ListSilent(page)) {
    ids.push_back(found->front().customer_id);
    page.after = found->front();
  }
  EXPECT_THAT(ids, ElementsAre("a", "c", "b"));
}

TEST_F(StoreTest, TimelineIsNewestFirstAndPagesWithoutGaps) {
  ASSERT_TRUE(Import({{"anna", "R1", "p1", 2, 500, 15000},
                      {"anna", "R1", "p1", 2, 500, 15000},
                      {"anna", "R1", "p2", 1, 100, 15000},
                      {"anna", "R2", "p1", -1, 500, 15009}})
                  .ok());
  ASSERT_TRUE(history.Record("anna", Contact(Direction::kOutbound, 15000)).ok());
  ASSERT_TRUE(
      history.Record("anna", Gift{.gift_id = NewUuid(), .kind = "cup", .give_time = NoonOf(15005)}).ok());
  ASSERT_TRUE(history.Record("anna", Complaint{NewUuid(), "broken", NoonOf(15001), std::nullopt}).ok());
  const auto whole = history.Timeline({.customer_id = "anna"});
  ASSERT_TRUE(whole.ok()) << whole.status();
  ASSERT_EQ(whole->size(), 7u);
  EXPECT_EQ(whole->front().value_minor, -500);
  std::vector<std::string> keys, paged;
  for (const TimelineEntry& entry : *whole) keys.push_back(entry.key);
  TimelinePage page{.customer_id = "anna", .limit = 1};
  for (auto found = history.Timeline(page); !found->empty(); found = history.Timeline(page)) {
    paged.push_back(found->front().key);
    page.after = TimelinePlace{found->front().event_time, found->front().kind, found->front().key};
  }
  EXPECT_EQ(paged, keys);
  EXPECT_EQ(history.Timeline({.customer_id = "anna", .kind = TimelineKind::kGift})->size(), 1u);
}

TEST_F(StoreTest, GiftContextHasAllThatAGiftNeeds) {
  ASSERT_TRUE(
      Import({{"anna", "R1", "p1", 2, 500, 15000}, {"anna", "R2", "p1", 1, 500, 15004}, {"anna", "R2", "p2"}})
          .ok());
  ASSERT_TRUE(products.Upsert(std::vector<Product>{{"p1", "Wine", {{"wine.colour", "red"}}}}).ok());
  ASSERT_TRUE(
      history.Record("anna", Gift{.gift_id = NewUuid(), .kind = "cup", .give_time = NoonOf(15005)}).ok());
  ASSERT_TRUE(
      history.Record("anna", Gift{.gift_id = NewUuid(), .kind = "pen", .give_time = NoonOf(15006)}).ok());
  ASSERT_TRUE(history.SetPreference("anna", {"wine.colour", "red", Attitude::kLike, false}).ok());
  ASSERT_TRUE(history.SetPreference("anna", {"wine.colour", "red", Attitude::kNever, true}).ok());
  const Complaint complaint{NewUuid(), "broken", NoonOf(15001), std::nullopt};
  ASSERT_TRUE(history.Record("anna", complaint).ok());
  const auto context = history.FindGiftContext("anna");
  ASSERT_TRUE(context.ok()) << context.status();
  EXPECT_EQ(context->kind, CustomerKind::kUnspecified);  // sales lists do not say it
  ASSERT_EQ(context->gifts.size(), 2u);
  EXPECT_EQ(context->gifts[0].kind, "pen");
  ASSERT_EQ(context->preferences.size(), 1u);
  EXPECT_EQ(context->preferences[0].attitude, Attitude::kNever);
  EXPECT_EQ(context->open_complaints, 1);
  ASSERT_EQ(context->bought.size(), 2u);
  EXPECT_EQ(context->bought[0].day_count, 2);
  EXPECT_EQ(context->bought[0].attributes.at("wine.colour"), "red");
  ASSERT_TRUE(history.Resolve("anna", complaint.complaint_id)->resolve_time.has_value());
  EXPECT_EQ(history.FindGiftContext("anna")->open_complaints, 0);
  EXPECT_EQ(ReasonOf(history.Resolve("anna", NewUuid()).status()), "COMPLAINT_UNKNOWN");
}

TEST_F(StoreTest, EveryMutationTellsItsChangeInOrder) {
  MakeCustomer("anna");
  ASSERT_TRUE(customers.Update({.customer_id = "anna", .country = "DE"}).ok());
  ASSERT_TRUE(*purchases.Record({"anna", "s", "1", NoonOf(15000), "EUR", {{"p", "", 1, 1}}}));
  ASSERT_TRUE(history.Record("anna", Contact(Direction::kInbound, 15000)).ok());
  ASSERT_TRUE(history.SetPreference("anna", {"a", "b", Attitude::kLike, true}).ok());
  ASSERT_TRUE(contact_points.Create({"anna", "", ContactPointType::kEmail, "a@b.test", {}}).ok());
  std::vector<int> kinds;
  for (const CustomerChange& change : AllChanges()) kinds.push_back(static_cast<int>(change.kind));
  EXPECT_THAT(kinds, ElementsAre(1, 1, 2, 3, 4, 1));
}

TEST_F(StoreTest, TellsWhereToGoOnWhenTheFirstChangesAreForgotten) {
  MakeCustomer("anna");
  ASSERT_EQ(AllChanges().size(), 1u);
  ASSERT_TRUE(outbox.RemoveBefore(absl::Now() + absl::Hours(1)).ok());
  const absl::Status forgotten = changes.AwaitAfter(0, absl::ZeroDuration()).status();
  ASSERT_EQ(ReasonOf(forgotten), "CURSOR_UNKNOWN");
  const auto oldest = FromCursor(FactsOf(forgotten).at("oldest_cursor"));
  MakeCustomer("bert");
  const auto chunk = changes.AwaitAfter(*oldest, absl::ZeroDuration());
  ASSERT_TRUE(chunk.ok()) << chunk.status();
  ASSERT_EQ(chunk->changes.size(), 1u);
  EXPECT_EQ(chunk->changes[0].customer_id, "bert");
}

TEST_F(StoreTest, TheSameAddressGivesTheSameContactPoint) {
  MakeCustomer("anna");
  const ContactPoint email{"anna", "", ContactPointType::kEmail, "a@b.test", {}};
  const auto first = contact_points.Create(email);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(contact_points.Create(email)->contact_point_id, first->contact_point_id);
  EXPECT_EQ(contact_points.List("anna")->size(), 1u);
  EXPECT_EQ(contact_points.Find("anna", first->contact_point_id)->address, "a@b.test");
  EXPECT_EQ(ReasonOf(contact_points.Find("anna", NewUuid()).status()), "CONTACT_POINT_UNKNOWN");
}

TEST_F(StoreTest, UpdateChangesOnlyWhatItNamesAndGuardsTheVersion) {
  MakeCustomer("anna");
  const auto changed = customers.Update({.customer_id = "anna", .display_name = "Anna", .version = 1});
  EXPECT_EQ(changed->display_name, "Anna");
  EXPECT_EQ(changed->kind, CustomerKind::kPerson);
  EXPECT_EQ(changed->version, 2);
  EXPECT_EQ(ReasonOf(customers.Update({.customer_id = "anna", .version = 1}).status()), "ETAG_MISMATCH");
  EXPECT_EQ(ReasonOf(customers.Create({.customer_id = "anna"}).status()), "CUSTOMER_EXISTS");
}

}  // namespace
}  // namespace bestand::customer_profile
