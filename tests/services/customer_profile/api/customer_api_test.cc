#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using Customers = v1::CustomerService::Stub;
using ContactPoints = v1::ContactPointService::Stub;
using Products = v1::ProductService::Stub;

TEST_F(ApiTest, CreateAnswersOnceForARequestId) {
  v1::CreateCustomerRequest request;
  request.mutable_customer()->set_name("customers/anna");
  request.set_request_id("0f8fad5b-d9cb-469f-a165-70867728950e");
  const auto first = customer_client.Call(&Customers::CreateCustomer, request);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto again = customer_client.Call(&Customers::CreateCustomer, request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  request.mutable_customer()->set_country("DE");
  EXPECT_EQ(ReasonOf(customer_client.Call(&Customers::CreateCustomer, request).status()),
            "REQUEST_ID_REUSED");
  request.clear_request_id();
  EXPECT_EQ(ReasonOf(customer_client.Call(&Customers::CreateCustomer, request).status()), "CUSTOMER_EXISTS");
}

TEST_F(ApiTest, CreateNamesAllInvalidFieldsAtOnce) {
  v1::CreateCustomerRequest request;
  v1::Customer& customer = *request.mutable_customer();
  customer.set_name("customers/a@b.test");
  customer.set_kind(static_cast<v1::CustomerKind>(9));
  customer.set_display_name(std::string("a\0b", 3));
  customer.set_country(std::string(300, 'x'));
  customer.set_language_code("German");
  customer.mutable_birth_date()->set_year(9999);
  request.set_request_id("x");
  const auto response = customer_client.Call(&Customers::CreateCustomer, request);
  EXPECT_EQ(response.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(
      FieldsOf(response.status()),
      UnorderedElementsAre("customer.name", "customer.kind", "customer.display_name", "customer.country",
                           "customer.language_code", "customer.birth_date", "request_id"));
}

TEST_F(ApiTest, UpdateTakesMaskAndEtag) {
  const v1::Customer created = Create("anna");
  v1::UpdateCustomerRequest request;
  request.mutable_customer()->set_name("customers/anna");
  request.mutable_customer()->set_etag(created.etag());
  request.mutable_customer()->mutable_birth_date()->set_year(1980);
  request.mutable_customer()->mutable_birth_date()->set_month(2);
  request.mutable_customer()->mutable_birth_date()->set_day(29);
  const auto updated = customer_client.Call(&Customers::UpdateCustomer, request);
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->customer().birth_date().day(), 29);
  EXPECT_EQ(updated->customer().kind(), v1::CUSTOMER_KIND_PERSON);
  EXPECT_EQ(ReasonOf(customer_client.Call(&Customers::UpdateCustomer, request).status()), "ETAG_MISMATCH");
  request.mutable_customer()->clear_etag();
  request.mutable_update_mask()->add_paths("etag");
  EXPECT_THAT(FieldsOf(customer_client.Call(&Customers::UpdateCustomer, request).status()),
              ElementsAre("update_mask.paths[0]"));
  request.mutable_update_mask()->set_paths(0, "birth_date");
  request.mutable_customer()->clear_birth_date();
  EXPECT_FALSE(customer_client.Call(&Customers::UpdateCustomer, request)->customer().has_birth_date());
}

TEST_F(ApiTest, ListPagesThroughAllCustomersOnce) {
  for (const std::string id : {"c", "a", "e", "b", "d"}) Create(id);
  v1::ListCustomersRequest request;
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = customer_client.Call(&Customers::ListCustomers, request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const v1::Customer& customer : page->customers()) names.push_back(customer.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre("customers/a", "customers/b", "customers/c", "customers/d", "customers/e"));
  request.set_page_token("forged");
  EXPECT_EQ(ReasonOf(customer_client.Call(&Customers::ListCustomers, request).status()),
            "PAGE_TOKEN_MISMATCH");
  request.set_page_size(-1);
  EXPECT_THAT(FieldsOf(customer_client.Call(&Customers::ListCustomers, request).status()),
              ElementsAre("page_size"));
}

TEST_F(ApiTest, BatchAnswersEachNameInOrder) {
  Create("anna");
  v1::BatchGetCustomersRequest request;
  for (const char* name : {"customers/x", "customers/anna", "customers/anna"}) request.add_names(name);
  const auto response = customer_client.Call(&Customers::BatchGetCustomers, request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->results_size(), 3);
  EXPECT_EQ(ReasonOf(rpc::FromWireStatus(response->results(0).error())), "CUSTOMER_UNKNOWN");
  EXPECT_EQ(response->results(1).customer().name(), "customers/anna");
  EXPECT_TRUE(response->results(2).has_customer());
}

TEST_F(ApiTest, RelationsDependOnTheLastPurchase) {
  for (const std::string id : {"new", "old", "never"}) Create(id);
  const auto day_before = [&](int days) { return absl::ToUnixSeconds(clock.Now()) / 86400 - days; };
  ASSERT_TRUE(*purchases.Record({"new", "s", "1", NoonOf(day_before(30)), "EUR", {{"p", "", 1, 1}}}));
  ASSERT_TRUE(*purchases.Record({"old", "s", "1", NoonOf(day_before(800)), "EUR", {{"p", "", 1, 1}}}));
  v1::BatchGetRelationsRequest request;
  for (const char* name : {"customers/new", "customers/old", "customers/never"}) request.add_customers(name);
  const auto response = customer_client.Call(&Customers::BatchGetRelations, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->results(0).relation().state(), v1::RELATION_STATE_CUSTOMER);
  EXPECT_EQ(response->results(1).relation().state(), v1::RELATION_STATE_FORMER);
  EXPECT_EQ(response->results(2).relation().state(), v1::RELATION_STATE_PROSPECT);
  EXPECT_EQ(response->results(0).relation().kind(), v1::CUSTOMER_KIND_PERSON);
  EXPECT_EQ(response->results(0).relation().country(), "");
  v1::UpdateCustomerRequest move;
  move.mutable_customer()->set_name("customers/new");
  move.mutable_customer()->set_country("AT");
  ASSERT_TRUE(customer_client.Call(&Customers::UpdateCustomer, move).ok());
  EXPECT_EQ(customer_client.Call(&Customers::BatchGetRelations, request)->results(0).relation().country(),
            "AT");
}

TEST_F(ApiTest, ContactPointsAreMaskedUntilRevealed) {
  Create("anna");
  v1::CreateContactPointRequest request;
  request.set_parent("customers/anna");
  request.mutable_contact_point()->set_type(v1::CONTACT_POINT_TYPE_EMAIL);
  request.mutable_contact_point()->set_address("anna@Example.test");
  const auto created = contact_point_client.Call(&ContactPoints::CreateContactPoint, request);
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(created->contact_point().address(), "a***@example.test");
  v1::ListContactPointsRequest list;
  list.set_parent("customers/anna");
  EXPECT_EQ(contact_point_client.Call(&ContactPoints::ListContactPoints, list)->contact_points(0).address(),
            "a***@example.test");
  v1::RevealContactPointRequest reveal;
  reveal.set_name(created->contact_point().name());
  EXPECT_EQ(contact_point_client.Call(&ContactPoints::RevealContactPoint, reveal)->contact_point().address(),
            "anna@example.test");
  reveal.set_name("customers/anna/contactPoints/1");
  EXPECT_THAT(FieldsOf(contact_point_client.Call(&ContactPoints::RevealContactPoint, reveal).status()),
              ElementsAre("name"));
  request.mutable_contact_point()->set_address("nowhere");
  request.set_parent("x");
  EXPECT_THAT(FieldsOf(contact_point_client.Call(&ContactPoints::CreateContactPoint, request).status()),
              UnorderedElementsAre("parent", "contact_point.address"));
}

TEST_F(ApiTest, ProductsKeepTheirAttributes) {
  v1::UpsertProductsRequest request;
  v1::Product& product = *request.add_products();
  product.set_name("products/BANK CHARGES");
  (*product.mutable_attributes())["wine.colour"] = "red";
  EXPECT_EQ(product_client.Call(&Products::UpsertProducts, request)->created_count(), 1);
  EXPECT_EQ(product_client.Call(&Products::UpsertProducts, request)->replaced_count(), 1);
  v1::GetProductRequest get;
  get.set_name("products/BANK CHARGES");
  EXPECT_EQ(product_client.Call(&Products::GetProduct, get)->product().attributes().at("wine.colour"), "red");
  get.set_name("products/none");
  EXPECT_EQ(ReasonOf(product_client.Call(&Products::GetProduct, get).status()), "PRODUCT_UNKNOWN");
  EXPECT_EQ(product_client.Call(&Products::ListProducts, v1::ListProductsRequest())->products_size(), 1);
}

TEST_F(ApiTest, ADatabaseThatIsAwayIsToldAndComesBack) {
  Create("anna");
  v1::GetCustomerRequest request;
  request.set_name("customers/anna");
  TestPostgres::Get().StopImmediately();
  EXPECT_EQ(customer_client.Call(&Customers::GetCustomer, request).status().code(),
            absl::StatusCode::kUnavailable);
  TestPostgres::Get().Start();
  absl::Status status = absl::UnavailableError("");
  for (int attempt = 0; attempt < 50 && !status.ok(); ++attempt) {
    status = customer_client.Call(&Customers::GetCustomer, request).status();
  }
  EXPECT_TRUE(status.ok()) << status;
}

}  // namespace
}  // namespace bestand::customer_profile
