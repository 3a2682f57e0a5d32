#include <zlib.h>

#include <cstdlib>

#include "tests/services/customer_profile/api/api_fixture.h"

namespace bestand::customer_profile {
namespace {

std::string Unzipped(const std::string& path) {
  std::string text;
  const gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  std::string buffer(1024 * 1024, '\0');
  for (int read = 0; (read = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;) {
    text.append(buffer, 0, static_cast<size_t>(read));
  }
  gzclose(file);
  return text;
}

int64_t RejectedFor(const v1::ImportReport& report, std::string_view reason) {
  for (const v1::RejectionCount& rejection : report.rejections()) {
    if (rejection.reason() == reason) return rejection.row_count();
  }
  return 0;
}

// The figures were counted in the file with another program. Four who only cancelled what they bought are no
// buyers.
TEST_F(ApiTest, ARetailersYearComesInWhole) {
  const char* root = std::getenv("BESTAND_ROOT");
  ASSERT_NE(root, nullptr);
  const std::string text = Unzipped(std::string(root) + "/data/online_retail/online_retail.csv.gz");
  ASSERT_FALSE(text.empty());
  clock.Set(absl::FromCivil(absl::CivilDay(2024, 1, 1), Berlin()));
  const auto report = SendList(Format(), text, 256 * 1024);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->row_count(), 541'909);
  EXPECT_EQ(report->imported_count(), 406'825);
  EXPECT_EQ(report->rejected_count(), 135'084);
  EXPECT_EQ(RejectedFor(*report, "customer id is missing"), 135'080);
  EXPECT_EQ(RejectedFor(*report, "unit price has more decimals than the currency"), 4);
  EXPECT_EQ(report->new_customer_count(), 4'372);
  EXPECT_EQ(report->new_product_count(), 3'684);

  v1::StreamPurchaseSummariesRequest request;
  const auto context = rpc::NewContext(remote);
  const auto reader = purchase_client.stub().StreamPurchaseSummaries(context.get(), request);
  int buyers = 0;
  int64_t days = 0;
  for (v1::StreamPurchaseSummariesResponse chunk; reader->Read(&chunk);) {
    buyers += chunk.customer_ids_size();
    for (const int32_t repeats : chunk.repeats()) days += 1 + repeats;
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(buyers, 4'334);
  EXPECT_EQ(days, 16'608);
}

}  // namespace
}  // namespace bestand::customer_profile
