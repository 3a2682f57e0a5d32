#include "services/consent/domain/reports/reports.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

std::vector<RateCut> CutsOf(const std::map<std::string, RateTally>& tallies) {
  std::vector<RateCut> cuts;
  for (const auto& [key, tally] : tallies) cuts.push_back({key, "", tally.Counts()});
  return cuts;
}

}  // namespace

absl::StatusOr<OptInsAsked> Reports::Asked(Channel channel, const std::string& purpose) {
  if (!purpose.empty()) RETURN_IF_ERROR(parts_.purposes.GetPurpose(purpose).status());
  return OptInsAsked{purpose, channel, parts_.rules.CountriesAt(parts_.clock.Now())};
}

absl::Status Reports::ForEach(std::span<const std::string> customers, const OptInsAsked& asked, Take take) {
  ASSIGN_OR_RETURN(const auto standings, parts_.store.Standings(customers, asked, parts_.clock.Now()));
  for (const Standing& standing : standings) RETURN_IF_ERROR(take(standing));
  return absl::OkStatus();
}

absl::Status Reports::ForAll(const OptInsAsked& asked, Take take) {
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const auto page, parts_.subjects.ListAfter(after));
    if (page.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(ForEach(page, asked, take));
    after = page.back();
  }
}

absl::StatusOr<RateCut> Reports::CutOf(const std::string& key, const std::string& name,
                                       const OptInsAsked& asked) {
  ASSIGN_OR_RETURN(const OptInCounts counts, parts_.contacts.CountOptIns(asked, parts_.clock.Now()));
  return RateCut{key, name, counts};
}

absl::StatusOr<RateReport> Reports::Rates(RateGrouping grouping, Channel channel,
                                          const std::string& purpose) {
  ASSIGN_OR_RETURN(const OptInsAsked asked, Asked(channel, purpose));
  switch (grouping) {
    case RateGrouping::kChannel:
      return RatesByChannel(purpose);
    case RateGrouping::kPurpose:
      return RatesByPurpose(channel);
    case RateGrouping::kRecipient:
      return RatesByRecipient(asked);
    case RateGrouping::kSegment:
      return RatesBySegment(asked);
    case RateGrouping::kCampaign:
      return RatesByCampaign(asked);
    case RateGrouping::kNone:
      break;
  }
  ASSIGN_OR_RETURN(RateCut cut, CutOf("", "", asked));
  return RateReport{{std::move(cut)}, ""};
}

absl::StatusOr<RateReport> Reports::RatesByChannel(const std::string& purpose) {
  RateReport report;
  for (int i = 0; i < kChannels; ++i) {
    const auto channel = static_cast<Channel>(i);
    ASSIGN_OR_RETURN(const OptInsAsked asked, Asked(channel, purpose));
    ASSIGN_OR_RETURN(report.cuts.emplace_back(), CutOf(std::string(NameOf(channel)), "", asked));
  }
  return report;
}

absl::StatusOr<RateReport> Reports::RatesByPurpose(Channel channel) {
  RateReport report;
  ASSIGN_OR_RETURN(const auto purposes, parts_.purposes.ListPurposes());
  for (const Purpose& purpose : purposes) {
    ASSIGN_OR_RETURN(const OptInsAsked asked, Asked(channel, purpose.id));
    ASSIGN_OR_RETURN(report.cuts.emplace_back(),
                     CutOf("purposes/" + purpose.id, purpose.display_name, asked));
  }
  return report;
}

absl::StatusOr<RateReport> Reports::RatesByRecipient(const OptInsAsked& asked) {
  std::map<std::string, RateTally> tallies;
  RETURN_IF_ERROR(ForAll(asked, [&](const Standing& standing) {
    tallies[std::string(NameOf(standing.recipient))].Add(standing);
    return absl::OkStatus();
  }));
  return RateReport{CutsOf(tallies), ""};
}

// A campaign's part of the rate; all parts together are the whole.
absl::StatusOr<RateReport> Reports::RatesByCampaign(const OptInsAsked& asked) {
  std::map<std::string, OptInCounts> counts;
  int64_t active = 0;
  RETURN_IF_ERROR(ForAll(asked, [&](const Standing& standing) {
    active += standing.active ? 1 : 0;
    if (standing.active && standing.confirmed) ++counts[standing.campaign].confirmed_customers;
    return absl::OkStatus();
  }));
  ASSIGN_OR_RETURN(const auto requests, parts_.store.RequestsByCampaign(asked));
  for (const CampaignRequests& of : requests) {
    OptInCounts& into = counts[of.campaign];
    into.requests = of.requests;
    into.confirmed_requests = of.confirmed;
    into.median_to_confirm = of.median_to_confirm;
  }
  RateReport report;
  for (auto& [campaign, count] : counts) {
    count.active_customers = active;
    report.cuts.push_back({campaign.empty() ? "" : "campaigns/" + campaign, "", count});
  }
  return report;
}

absl::StatusOr<RateReport> Reports::RatesBySegment(const OptInsAsked& asked) {
  const auto segments = parts_.scores.Segments();
  if (!segments.ok()) return RateReport{{}, NoteOf(segments.status())};
  RateReport report;
  for (const CustomerSegment& segment : *segments) {
    RateTally tally;
    absl::Status counted;
    const absl::Status read = parts_.scores.Members(segment.name, [&](std::span<const std::string> members) {
      counted = ForEach(members, asked, [&](const Standing& standing) {
        tally.Add(standing);
        return absl::OkStatus();
      });
      return counted;
    });
    RETURN_IF_ERROR(counted);
    if (!read.ok()) return RateReport{{}, NoteOf(read)};
    report.cuts.push_back({segment.name, segment.display_name, tally.Counts()});
  }
  return report;
}

absl::StatusOr<std::vector<RatePoint>> Reports::History(Channel channel, const std::string& purpose,
                                                        int months) {
  RETURN_IF_ERROR(Asked(channel, purpose).status());
  const std::vector<absl::Time> moments = MonthEnds(parts_.clock.Now(), months);
  RateHistory history(moments, channel, purpose, parts_.rules);
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const auto page, parts_.store.EverKnownAfter(after));
    if (page.empty()) return history.points();
    ASSIGN_OR_RETURN(const auto pasts, parts_.store.Pasts(page, channel));
    for (const auto& [customer, past] : pasts) history.Add(past);
    after = page.back();
  }
}

}  // namespace bestand::consent
