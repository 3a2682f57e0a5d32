#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/time/clock.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/reports/rates.h"
#include "services/consent/domain/reports/report_store.h"
#include "services/consent/domain/reports/scores.h"
#include "services/consent/domain/reports/suggestion.h"

namespace bestand::consent {

// By what rates are cut.
enum class RateGrouping { kNone, kChannel, kPurpose, kRecipient, kSegment, kCampaign };

// Cuts by key, and what is missing.
struct RateReport {
  std::vector<RateCut> cuts;
  std::string note;
};

// What active customers are worth who cannot be addressed.
struct ValueAtStake {
  int64_t active = 0;
  int64_t blocked = 0;
  ScoredValue value;
  std::string note;
};

// How many customers got one answer; of all those the decision is one.
struct ReasonCount {
  ContactDecision decision;
  int64_t customers = 0;
};

// Reports of who may be addressed. Each asks for some thousand customers at a time, so it takes seconds for
// 100,000 of them, and memory for its answer. Threads may share it. Fails where the stores do; scoring may be
// away: then the answer lacks its part and says so.
class Reports {
 public:
  struct Parts {
    ReportStore& store;
    ContactStore& contacts;
    SubjectStore& subjects;
    PurposeStore& purposes;
    ContactChecks& checks;
    Scores& scores;
    const ContactRules& rules;
    const Clock& clock;
  };
  explicit Reports(const Parts& parts) : parts_(parts) {}

  // `purpose` empty is any; fails with PURPOSE_UNKNOWN.
  absl::StatusOr<RateReport> Rates(RateGrouping grouping, Channel channel, const std::string& purpose);
  absl::StatusOr<std::vector<RatePoint>> History(Channel channel, const std::string& purpose, int months);
  absl::StatusOr<ValueAtStake> Value(Channel channel, const std::string& purpose);
  // Most first.
  absl::StatusOr<std::vector<ReasonCount>> Denials(Channel channel, const std::string& purpose);
  // Of every month, oldest first.
  absl::StatusOr<std::vector<RefusalMonth>> RefusalsByMonth(int months);
  absl::StatusOr<std::vector<RefusalsByCampaign>> RefusalsByCampaignIn(int months);
  absl::StatusOr<CampaignSuggestion> Suggest(const std::string& purpose);

 private:
  using Take = absl::FunctionRef<absl::Status(const Standing&)>;
  absl::StatusOr<OptInsAsked> Asked(Channel channel, const std::string& purpose);
  // Shows all known customers, or those of a list.
  absl::Status ForAll(const OptInsAsked& asked, Take take);
  absl::Status ForEach(std::span<const std::string> customers, const OptInsAsked& asked, Take take);
  absl::StatusOr<RateReport> RatesByChannel(const std::string& purpose);
  absl::StatusOr<RateReport> RatesByPurpose(Channel channel);
  absl::StatusOr<RateReport> RatesByRecipient(const OptInsAsked& asked);
  absl::StatusOr<RateReport> RatesByCampaign(const OptInsAsked& asked);
  absl::StatusOr<RateReport> RatesBySegment(const OptInsAsked& asked);
  absl::StatusOr<RateCut> CutOf(const std::string& key, const std::string& name, const OptInsAsked& asked);
  void AddValue(std::span<const std::string> customers, ValueAtStake& stake);
  absl::StatusOr<int64_t> CountLetters(const OptInsAsked& asked);

  const Parts parts_;
};

}  // namespace bestand::consent
