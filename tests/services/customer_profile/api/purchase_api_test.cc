#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;
using Purchases = v1::PurchaseService::Stub;

constexpr std::string_view kHeader =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

v1::RecordPurchaseRequest APurchase() {
  v1::RecordPurchaseRequest request;
  v1::Purchase& purchase = *request.mutable_purchase();
  purchase.set_customer("customers/anna");
  purchase.set_source("shop");
  purchase.set_external_id("R1");
  purchase.mutable_purchase_time()->set_seconds(1300000000);
  v1::PurchaseLine& line = *purchase.add_lines();
  line.set_product("products/p1");
  line.set_quantity(2);
  line.mutable_unit_price()->set_currency_code("EUR");
  line.mutable_unit_price()->set_units(3);
  line.mutable_unit_price()->set_nanos(500000000);
  return request;
}

TEST_F(ApiTest, RecordPurchaseAnswersWithTheSummary) {
  Create("anna");
  const auto first = purchase_client.Call(&Purchases::RecordPurchase, APurchase());
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->created());
  EXPECT_EQ(first->summary().total_value().units(), 7);
  EXPECT_EQ(first->summary().first_date().year(), 2011);
  EXPECT_FALSE(purchase_client.Call(&Purchases::RecordPurchase, APurchase())->created());
}

TEST_F(ApiTest, RecordPurchaseNamesAllInvalidFieldsAtOnce) {
  v1::RecordPurchaseRequest request = APurchase();
  v1::Purchase& purchase = *request.mutable_purchase();
  purchase.set_customer("anna");
  purchase.set_source("");
  purchase.set_external_id(std::string(65, 'x'));
  purchase.mutable_purchase_time()->set_seconds(253402300799);  // the last second of the year 9999
  purchase.mutable_lines(0)->set_quantity(0);
  purchase.mutable_lines(0)->mutable_unit_price()->set_units(-3);
  purchase.mutable_lines(0)->mutable_unit_price()->set_nanos(0);
  purchase.mutable_lines(0)->set_product("p1");
  request.set_request_id("x");
  const auto fields = FieldsOf(purchase_client.Call(&Purchases::RecordPurchase, request).status());
  for (const std::string field :
       {"purchase.customer", "purchase.source", "purchase.external_id", "purchase.purchase_time",
        "purchase.lines[0].quantity", "purchase.lines[0].unit_price", "purchase.lines[0].product",
        "request_id"}) {
    EXPECT_THAT(fields, ::testing::Contains(field));
  }
  EXPECT_THAT(
      FieldsOf(purchase_client.Call(&Purchases::RecordPurchase, v1::RecordPurchaseRequest()).status()),
      ::testing::Contains("purchase.lines"));
}

TEST_F(ApiTest, TheSmallestNumberIsNoQuantity) {
  Create("anna");
  v1::RecordPurchaseRequest request = APurchase();
  request.mutable_purchase()->mutable_lines(0)->set_quantity(INT64_MIN);
  EXPECT_THAT(FieldsOf(purchase_client.Call(&Purchases::RecordPurchase, request).status()),
              ElementsAre("purchase.lines[0].quantity"));
}

TEST_F(ApiTest, AListComesInWithItsBadRowsReported) {
  const std::string text = std::string(kHeader) +
                           "1,A,Cup,2,2011-01-05T10:00:00Z,2.50,C1,UK\n"
                           "2,A,Cup,1,2011-02-05T10:00:00Z,2.50,,UK\n"
                           "3,A,Cup,x,2011-02-05T10:00:00Z,2.50,C1,UK\n"
                           "4,B,Pen,1,2011-03-05T10:00:00Z,1,C2,UK\n";
  const auto report = SendList(Format(), text, 7);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->row_count(), 4);
  EXPECT_EQ(report->imported_count(), 2);
  EXPECT_EQ(report->rejected_count(), 2);
  EXPECT_EQ(report->first_rejected(1).value(), "x");
  v1::GetImportRequest get;
  get.set_name(report->name());
  EXPECT_EQ(purchase_client.Call(&Purchases::GetImport, get)->report().SerializeAsString(),
            report->SerializeAsString());
}

TEST_F(ApiTest, RejectedRowsCanBeMendedAndImportedAgain) {
  const std::string text = std::string(kHeader) +
                           "1,A,\"Cup, big\",x,2011-01-05T10:00:00Z,2.50,C1,UK\n"
                           "1,B,Pen,1,2011-01-05T10:00:00Z,1,C1,UK\n";
  const auto report = SendList(Format(), text);
  ASSERT_TRUE(report.ok()) << report.status();
  auto csv = ExportRejected(report->name());
  ASSERT_TRUE(csv.ok()) << csv.status();
  EXPECT_EQ(*csv,
            "reason," + std::string(kHeader) +
                "\"quantity is not a whole number\",1,A,\"Cup, big\",x,2011-01-05T10:00:00Z,2.50,C1,UK\n");
  csv->replace(csv->find(",x,"), 3, ",2,");
  const auto mended = SendList(Format(), *csv);
  EXPECT_EQ(mended->imported_count(), 1);
  EXPECT_EQ(SendList(Format(), *csv)->unchanged_count(), 1);
  EXPECT_EQ(purchases.Summary("C1", std::nullopt)->total_value_minor, 600);
}

TEST_F(ApiTest, AFileThatIsNoListIsRefusedAsAWhole) {
  EXPECT_EQ(ReasonOf(SendList(Format(), "").status()), "IMPORT_FORMAT_UNKNOWN");
  EXPECT_EQ(ReasonOf(SendList(Format(), "a,b\n1,2\n").status()), "IMPORT_FORMAT_UNKNOWN");
  EXPECT_EQ(ReasonOf(SendList(Format(), std::string(100, '\0')).status()), "IMPORT_FORMAT_UNKNOWN");
}

TEST_F(ApiTest, AFormatOutOfRangeNamesAllFields) {
  v1::SalesListFormat format;
  format.set_currency_code("euro");
  format.set_time_zone("../etc/passwd");
  (*format.mutable_columns())["colour"] = "x";
  format.set_request_id("x");
  EXPECT_THAT(FieldsOf(SendList(format, "").status()),
              UnorderedElementsAre("format.source", "format.currency_code", "format.time_zone",
                                   "format.columns", "format.request_id"));
}

TEST_F(ApiTest, AFileCutInTheMiddleOfALineKeepsItsWholeRows) {
  const std::string text = std::string(kHeader) + "1,A,Cup,2,2011-01-05T10:00:00Z,2.50,C1,UK\n2,A,\"Cu";
  const auto report = SendList(Format(), text);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->imported_count(), 1);
  EXPECT_EQ(report->first_rejected(0).reason(), "the file ends in the middle of a line");
}

TEST_F(ApiTest, TypedRowsComeInChunksAndRejectedOnesAsAList) {
  const auto context = rpc::NewContext(remote);
  v1::ImportPurchasesResponse response;
  const auto writer = purchase_client.stub().ImportPurchases(context.get(), &response);
  v1::ImportPurchasesRequest chunk;
  chunk.set_source("till");
  chunk.set_currency_code("EUR");
  for (int row = 0; row < 10; ++row) {
    v1::PurchaseRow& wire = *chunk.add_rows();
    wire.set_customer_id(row % 5 == 4 ? "" : "c" + std::to_string(row % 3));
    wire.set_external_id("R" + std::to_string(row));
    wire.set_product_id("p");
    wire.set_quantity(1);
    wire.set_unit_price_minor(row == 0 ? -5 : row == 5 ? INT64_MIN : 250);
    wire.mutable_purchase_time()->set_seconds(1300000000);
  }
  for (int copy = 0; copy < 2; ++copy) ASSERT_TRUE(writer->Write(chunk));
  writer->WritesDone();
  ASSERT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response.report().row_count(), 20);
  EXPECT_EQ(response.report().imported_count(), 12);
  EXPECT_EQ(response.report().rejections(0).reason(), "customer id is missing");
  EXPECT_EQ(response.report().rejections(0).row_count(), 4);
  EXPECT_EQ(response.report().rejections(1).reason(), "unit price is negative");
  EXPECT_THAT(*ExportRejected(response.report().name()),
              AllOf(HasSubstr("\"unit price is negative\",c0,R0,p,,1,-0.05,2011-03-13T07:06:40Z,\n"),
                    HasSubstr(",c2,R5,p,,1,-92233720368547758.08,2011-03-13T07:06:40Z,\n")));
}

TEST_F(ApiTest, AStreamWithoutItsFirstChunkIsRefused) {
  const auto context = rpc::NewContext(remote);
  v1::ImportPurchasesResponse response;
  const auto writer = purchase_client.stub().ImportPurchases(context.get(), &response);
  writer->WritesDone();
  EXPECT_THAT(FieldsOf(rpc::FromGrpc(writer->Finish())), UnorderedElementsAre("source", "currency_code"));
}

TEST_F(ApiTest, SummariesStreamInColumns) {
  std::vector<OwnedRow> rows;
  for (int row = 0; row < 2500; ++row) {
    rows.push_back({"c" + std::to_string(row), "R" + std::to_string(row), "p", 1, 100, 15000 + row % 50});
  }
  ASSERT_TRUE(Import(rows).ok());
  v1::StreamPurchaseSummariesRequest request;
  const auto context = rpc::NewContext(remote);
  const auto reader = purchase_client.stub().StreamPurchaseSummaries(context.get(), request);
  int customers_seen = 0, bucket = -1;
  for (v1::StreamPurchaseSummariesResponse chunk; reader->Read(&chunk);) {
    EXPECT_EQ(chunk.currency_code(), "EUR");
    EXPECT_EQ(chunk.customer_ids_size(), chunk.last_outbound_days_size());
    EXPECT_EQ(chunk.holdout_repeats_size(), 0);
    EXPECT_GE(chunk.bucket(), bucket);
    bucket = chunk.bucket();
    customers_seen += chunk.customer_ids_size();
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(customers_seen, 2500);
}

TEST_F(ApiTest, AWindowOutOfRangeNamesAllFields) {
  v1::StreamPurchaseSummariesRequest request;
  request.mutable_holdout_until_date()->set_year(2011);
  request.set_first_bucket(-1);
  request.set_end_bucket(1025);
  const auto context = rpc::NewContext(remote);
  const auto reader = purchase_client.stub().StreamPurchaseSummaries(context.get(), request);
  v1::StreamPurchaseSummariesResponse chunk;
  EXPECT_FALSE(reader->Read(&chunk));
  const auto fields = FieldsOf(rpc::FromGrpc(reader->Finish()));
  for (const std::string field : {"holdout_until_date", "first_bucket", "end_bucket"}) {
    EXPECT_THAT(fields, ::testing::Contains(field));
  }
}

TEST_F(ApiTest, BatchSummariesAnswerEachName) {
  ASSERT_TRUE(Import({{"anna", "R1", "p", 1, 100, 15000}}).ok());
  v1::BatchGetPurchaseSummariesRequest request;
  request.add_customers("customers/x");
  request.add_customers("customers/anna");
  const auto response = purchase_client.Call(&Purchases::BatchGetPurchaseSummaries, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->results(0).has_error());
  EXPECT_EQ(response->results(1).summary().total_value().units(), 1);
}

TEST_F(ApiTest, AnUnknownImportIsNotFound) {
  v1::GetImportRequest request;
  request.set_name("imports/0f8fad5b-d9cb-469f-a165-70867728950e");
  EXPECT_EQ(ReasonOf(purchase_client.Call(&Purchases::GetImport, request).status()), "IMPORT_UNKNOWN");
  EXPECT_EQ(ReasonOf(ExportRejected(request.name()).status()), "IMPORT_UNKNOWN");
  EXPECT_THAT(FieldsOf(ExportRejected("imports/1").status()), ElementsAre("name"));
}

}  // namespace
}  // namespace bestand::customer_profile
