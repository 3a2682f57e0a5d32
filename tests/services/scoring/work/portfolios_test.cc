#include "services/scoring/work/portfolios.h"

#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

class PortfoliosTest : public ScoringTest {
 protected:
  Portfolios portfolios_{reader_, models_, consent_};
};

TEST_F(PortfoliosTest, AddsUpWhatTheScoresSay) {
  ScoreCdnow();
  int64_t value = 0, revenue = 0;
  std::string after;
  for (auto page = reader_.List(1, "", 1000); !page->empty(); page = reader_.List(1, after, 1000)) {
    for (const CustomerScore& score : *page) {
      value += score.clv_60_months_minor;
      revenue += score.summary.total_value_minor;
    }
    after = page->back().summary.customer_id;
  }
  const auto report = portfolios_.Summarise("");
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->all.customers, 2357);
  EXPECT_EQ(report->all.clv_60_months_minor, value);
  EXPECT_EQ(report->revenue_so_far_minor, revenue);
  EXPECT_EQ(report->portfolio.lorenz.size(), 11);
  EXPECT_GT(report->portfolio.top_decile_share, .1);
  EXPECT_FALSE(report->addressable.has_value());
  int64_t by_state = 0;
  for (const ValueGroup& group : report->by_state) by_state += group.customers;
  EXPECT_EQ(by_state, 2357);
}

TEST_F(PortfoliosTest, CountsOnlyWhomConsentNames) {
  ScoreCdnow();
  consent_.addressable = {"0001", "0002", "not-a-customer"};
  const auto report = portfolios_.Summarise("newsletter");
  EXPECT_EQ(report->addressable->customers, 2);
  EXPECT_EQ(report->addressable->clv_60_months_minor, reader_.Find("0001")->score.clv_60_months_minor +
                                                          reader_.Find("0002")->score.clv_60_months_minor);
}

TEST_F(PortfoliosTest, NeverCountsAnybodyAddressableWithoutConsent) {
  ScoreCdnow();
  consent_.away = true;
  EXPECT_EQ(ReasonOf(portfolios_.Summarise("newsletter").status()), "SERVICE_AWAY");
  EXPECT_TRUE(portfolios_.Summarise("").ok());
}

TEST_F(PortfoliosTest, PassesAnUnknownPurposeOn) {
  ScoreCdnow();
  EXPECT_EQ(ReasonOf(portfolios_.Summarise("other").status()), "PURPOSE_UNKNOWN");
}

// Another set comes and the first one goes while consent is asked.
TEST_F(PortfoliosTest, NeverAddsUpASetThatIsBeingRemoved) {
  class Slow : public AddressableSource {
   public:
    explicit Slow(std::function<void()> meanwhile) : meanwhile_(std::move(meanwhile)) {}
    absl::Status Stream(const std::string&,
                        absl::FunctionRef<absl::Status(std::span<const std::string>)>) override {
      meanwhile_();
      return absl::OkStatus();
    }

   private:
    std::function<void()> meanwhile_;
  };
  ScoreCdnow();
  Slow slow([this] {
    ASSERT_EQ(RunJob(ScoringRequest{}).state, jobs::JobState::kSucceeded);
    ASSERT_TRUE(writer_.RemoveOldSets(1).ok());
  });
  const auto report = Portfolios(reader_, models_, slow).Summarise("newsletter");
  EXPECT_EQ(ReasonOf(report.status()), "CONCURRENT_CHANGE");
  EXPECT_TRUE(portfolios_.Summarise("newsletter").ok());
}

TEST_F(PortfoliosTest, FailsWithoutScores) {
  EXPECT_EQ(ReasonOf(portfolios_.Summarise("").status()), "NO_SCORES");
}

}  // namespace
}  // namespace bestand::scoring
