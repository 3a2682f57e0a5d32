// How well dormancy foretells purchases on real data, beside "days since the last purchase" and the models
// alone. The stack never sees the hold-out: it is learned from what customers, seen in the middle of the
// calibration, did until the end of it.

#include <gtest/gtest.h>

#include "tests/services/scoring/domain/dormancy/facts_of_buyers.h"

namespace bestand::scoring {
namespace {

struct Span {
  int32_t begin, calibration_end, end;
};

DormancyReport Foretell(ModelKind kind, const Buyers& buyers, const Span& span) {
  const int32_t middle = span.begin + (span.calibration_end - span.begin) / 2;
  const Seen earlier = SeeOn(buyers, middle, span.calibration_end);
  const auto learned = LearnStack(FitOn(kind, earlier), earlier.Cohort(), *YardstickOf(earlier.History()));
  EXPECT_TRUE(learned.ok()) << learned.status();
  const Seen now = SeeOn(buyers, span.calibration_end, span.end);
  DormancyYardstick yardstick = *YardstickOf(now.History());
  yardstick.stack = *learned;
  const auto report = CompareDormancy(FitOn(kind, now), now.Cohort(), yardstick);
  EXPECT_TRUE(report.ok()) << report.status();
  return *report;
}

double CalibrationError(const ForecastQuality& quality) {
  double sum = 0, customers = 0;
  for (const CalibrationBin& bin : quality.calibration) {
    sum += static_cast<double>(bin.customers) * std::abs(bin.predicted - bin.actual);
    customers += static_cast<double>(bin.customers);
  }
  return sum / customers;
}

void Print(std::string_view who, const ForecastQuality& quality) {
  std::printf("%-10s AUC %.4f  Brier %.4f  log-score %.4f  calibration error %.4f\n",
              std::string(who).c_str(), quality.auc, quality.brier, quality.log_score,
              CalibrationError(quality));
}

void Print(std::string_view data, const DormancyReport& report) {
  std::printf("%s\n", std::string(data).c_str());
  Print("baseline", report.baseline);
  Print("model", report.model);
  Print("stack", report.stack);
}

const Span kCdnow{DayNumber(19970101), DayNumber(19970930), DayNumber(19980630)};
const Span kRetail{DayNumber(20101201), DayNumber(20110831), DayNumber(20111209)};

struct Bar {
  ModelKind kind;
  double auc, brier;  // that the stack reaches
};

class OnCdnow : public testing::TestWithParam<Bar> {};

TEST_P(OnCdnow, TheStackForetellsBetterThanSilenceAndThanTheModelAlone) {
  static const Buyers buyers = ReadCdnowBuyers();
  ASSERT_EQ(buyers.size(), 2357u);
  const DormancyReport report = Foretell(GetParam().kind, buyers, kCdnow);
  Print(NameOf(GetParam().kind), report);
  EXPECT_NEAR(report.baseline.auc, .771, .001);
  EXPECT_GT(report.stack.auc, report.baseline.auc + .004);
  EXPECT_TRUE(report.StackIsBetter());
  EXPECT_GT(report.stack.auc, GetParam().auc);
  EXPECT_LT(report.stack.brier, GetParam().brier);
  EXPECT_LT(report.stack.brier, report.model.brier);
  EXPECT_LT(CalibrationError(report.stack), CalibrationError(report.model));
}

INSTANTIATE_TEST_SUITE_P(Dormancy, OnCdnow,
                         testing::Values(Bar{ModelKind::kBgNbd, .775, .157},
                                         Bar{ModelKind::kMbgNbd, .776, .157},
                                         Bar{ModelKind::kParetoNbd, .780, .156}));

class OnOnlineRetail : public testing::TestWithParam<Bar> {};

TEST_P(OnOnlineRetail, TheStackForetellsBetterThanSilenceAndThanTheModelAlone) {
  static const Buyers buyers = ReadRetailBuyers();
  ASSERT_EQ(buyers.size(), 4334u);
  const DormancyReport report = Foretell(GetParam().kind, buyers, kRetail);
  Print(NameOf(GetParam().kind), report);
  EXPECT_NEAR(report.baseline.auc, .685, .001);
  EXPECT_NEAR(report.model.auc, .734, .001);
  EXPECT_TRUE(report.StackIsBetter());
  EXPECT_GT(report.stack.auc, GetParam().auc);
  EXPECT_LT(report.stack.brier, GetParam().brier);
  EXPECT_LT(report.stack.brier, report.baseline.brier);
  EXPECT_LT(CalibrationError(report.stack), CalibrationError(report.model));
}

INSTANTIATE_TEST_SUITE_P(Dormancy, OnOnlineRetail,
                         testing::Values(Bar{ModelKind::kMbgNbd, .746, .205},
                                         Bar{ModelKind::kParetoNbd, .746, .205}));

// The stack never sees the hold-out: what happens in it changes no weight.
TEST(Stack, LearnsTheSameWhateverTheHoldOutBrings) {
  Buyers buyers = ReadCdnowBuyers();
  const int32_t middle = kCdnow.begin + (kCdnow.calibration_end - kCdnow.begin) / 2;
  const auto learn = [&] {
    const Seen earlier = SeeOn(buyers, middle, kCdnow.calibration_end);
    return *LearnStack(FitOn(ModelKind::kParetoNbd, earlier), earlier.Cohort(),
                       *YardstickOf(earlier.History()));
  };
  const DormancyStack before = learn();
  for (auto& days : buyers) {
    std::erase_if(days, [](const BuyersDay& day) { return day.day > kCdnow.calibration_end; });
  }
  const DormancyStack after = learn();
  for (size_t i = 0; i < kSignals; ++i) EXPECT_EQ(before.weight[i], after.weight[i]) << i;
}

}  // namespace
}  // namespace bestand::scoring
