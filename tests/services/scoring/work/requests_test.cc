#include "services/scoring/work/requests.h"

#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

TEST(Requests, ComeBackAsTheyWent) {
  const FitRequest fit{.family = ModelKind::kParetoNbd, .calibration_end_day = -3};
  EXPECT_EQ(*DecodeFitRequest(Encode(fit)), fit);
  const FitRequest seasonal{.as_of_day = 3, .seasonal = true, .covariates = true};
  EXPECT_EQ(*DecodeFitRequest(Encode(seasonal)), seasonal);
  EXPECT_EQ(*DecodeFitRequest("bg_nbd - -"),
            FitRequest{.family = ModelKind::kBgNbd});  // of the version before
  EXPECT_EQ(*DecodeFitRequest(Encode(FitRequest{})), FitRequest{});
  const ScoringRequest scoring{
      .as_of_day = 10000, .annual_discount = .1, .margin = 1.0 / 3, .horizon_days = 30};
  const auto read = DecodeScoringRequest(Encode(scoring));
  EXPECT_EQ(read->as_of_day, 10000);
  EXPECT_EQ(read->annual_discount, .1);
  EXPECT_EQ(read->margin, 1.0 / 3);
  EXPECT_EQ(read->horizon_days, 30);
  EXPECT_FALSE(DecodeScoringRequest(Encode(ScoringRequest{}))->horizon_days.has_value());
}

TEST(Requests, RefuseWhatIsNone) {
  for (const char* bytes :
       {"", "x - -", "7 - -", "bg_nbd 1", "bg_nbd 1x -", "- - 99999999999", "- - - yearly"}) {
    EXPECT_EQ(ReasonOf(DecodeFitRequest(bytes).status()), "INTERNAL_ERROR") << bytes;
  }
  EXPECT_FALSE(DecodeScoringRequest("- .1 1").ok());
  EXPECT_FALSE(DecodeScoringRequest("- .1 1 x").ok());
}

}  // namespace
}  // namespace bestand::scoring
