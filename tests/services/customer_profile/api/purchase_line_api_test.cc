#include "services/customer_profile/api/purchase_line_api.h"

#include "services/customer_profile/storage/sql_purchase_line_store.h"
#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

using ::testing::ElementsAre;

class PurchaseLineApiTest : public ApiTest {
 protected:
  using Chunk = v1::StreamPurchaseLinesResponse;

  absl::StatusOr<std::vector<Chunk>> Stream(const v1::StreamPurchaseLinesRequest& request) {
    const auto context = rpc::NewContext(client.remote());
    const auto reader = client.stub().StreamPurchaseLines(context.get(), request);
    std::vector<Chunk> chunks;
    for (Chunk chunk; reader->Read(&chunk);) chunks.push_back(chunk);
    const grpc::Status status = reader->Finish();
    if (!status.ok()) return rpc::FromGrpc(status);
    return chunks;
  }

  SqlPurchaseLineStore lines{*database};
  PurchaseLineApi api{lines, purchases, house.runtime()};
  bestand::testing::ServedApi lines_served{house.runtime(), {rpc::Host<v1::PurchaseLineService>(api)}};
  rpc::Client<v1::PurchaseLineService> client{lines_served.remote()};
};

TEST_F(PurchaseLineApiTest, AnswersInColumns) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 2, 100, 15000}, {"anna", "2", "q", -1, 50, 15001}}).ok());
  ASSERT_TRUE(history.SetPreference("anna", {"product", "q", Attitude::kNever, true}).ok());
  const auto chunks = Stream({});
  ASSERT_TRUE(chunks.ok()) << chunks.status();
  ASSERT_EQ(chunks->size(), 1u);
  const Chunk& chunk = chunks->front();
  EXPECT_THAT(chunk.customer_ids(), ElementsAre("anna"));
  EXPECT_THAT(chunk.product_ids(), ElementsAre("q", "p"));
  EXPECT_THAT(chunk.customer_indexes(), ElementsAre(0, 0));
  EXPECT_THAT(chunk.product_indexes(), ElementsAre(1, 0));
  EXPECT_THAT(chunk.days(), ElementsAre(15000, 15001));
  EXPECT_THAT(chunk.quantities(), ElementsAre(2, -1));
  EXPECT_THAT(chunk.values_minor(), ElementsAre(200, -50));
  EXPECT_THAT(chunk.refusing_customer_indexes(), ElementsAre(0));
  EXPECT_THAT(chunk.refused_product_indexes(), ElementsAre(0));
  EXPECT_EQ(chunk.currency_code(), "EUR");
  EXPECT_EQ(chunk.bucket(), BucketOf("anna"));
}

TEST_F(PurchaseLineApiTest, CutsACustomerWithManyLinesInChunks) {
  std::vector<OwnedRow> rows;
  for (int at = 0; at < 20'000; ++at) {
    rows.push_back(
        {"anna", "R" + std::to_string(at), "p" + std::to_string(at % 300), 1, 100, 15000 + at % 99});
  }
  ASSERT_TRUE(Import(rows).ok());
  const auto chunks = Stream({});
  ASSERT_TRUE(chunks.ok()) << chunks.status();
  EXPECT_GT(chunks->size(), 2u);
  int count = 0;
  for (const Chunk& chunk : *chunks) {
    EXPECT_LT(chunk.ByteSizeLong(), 256u * 1024);
    EXPECT_THAT(chunk.customer_ids(), ElementsAre("anna"));
    EXPECT_EQ(chunk.bucket(), BucketOf("anna"));
    count += chunk.days_size();
  }
  EXPECT_EQ(count, 20'000);
}

TEST_F(PurchaseLineApiTest, KnowsSomeCustomersByName) {
  ASSERT_TRUE(Import({{"anna", "1", "p", 2, 100, 15000}, {"bert", "2", "p", 2, 100, 15000}}).ok());
  v1::StreamPurchaseLinesRequest request;
  request.add_customers("customers/bert");
  request.add_customers("customers/nobody");
  EXPECT_THAT(Stream(request)->front().customer_ids(), ElementsAre("bert"));
}

TEST_F(PurchaseLineApiTest, WithoutPurchasesIsEmpty) { EXPECT_TRUE(Stream({})->empty()); }

TEST_F(PurchaseLineApiTest, NamesEverythingThatIsWrong) {
  v1::StreamPurchaseLinesRequest request;
  request.set_first_bucket(1024);
  request.set_end_bucket(-1);
  request.mutable_as_of_date()->set_year(2011);
  request.add_customers("anna");
  EXPECT_THAT(FieldsOf(Stream(request).status()), ElementsAre("as_of_date", "first_bucket", "end_bucket",
                                                              "end_bucket", "customers[0]", "first_bucket"));
}

}  // namespace
}  // namespace bestand::customer_profile
