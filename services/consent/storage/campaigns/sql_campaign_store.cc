#include "services/consent/storage/campaigns/sql_campaign_store.h"

#include "common/error/error.h"
#include "services/consent/storage/row_values.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

absl::Status UnknownCampaign(std::string_view id) {
  const std::string campaign(id);
  return Failure(absl::StatusCode::kNotFound, "CAMPAIGN_UNKNOWN",
                 "Campaign " + campaign + " does not exist; create it first.", {{"campaign", campaign}});
}

std::optional<std::string> TextOf(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? std::optional(absl::FormatCivilTime(*day)) : std::nullopt;
}

std::optional<absl::CivilDay> DayOf(std::optional<std::string_view> text) {
  absl::CivilDay day;
  if (!text.has_value() || !absl::ParseCivilTime(std::string(*text), &day)) return std::nullopt;
  return day;
}

// The columns of list_campaigns.
Campaign CampaignOf(const Row& row) {
  Campaign campaign;
  campaign.id = row.Text(0);
  campaign.display_name = row.Text(1);
  campaign.capture_channel = static_cast<CaptureChannel>(row.Int(2));
  campaign.purposes = row.Texts(3);
  campaign.language = row.Text(4);
  campaign.start = DayOf(row.MaybeText(5));
  campaign.end = DayOf(row.MaybeText(6));
  campaign.create_time = row.Time(7);
  campaign.close_time = row.MaybeTime(8);
  campaign.printed = row.Int(9);
  return campaign;
}

absl::StatusOr<Campaign> Find(Session& session, std::string_view id) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kListCampaigns, {{"from", id}, {"but", ""}, {"limit", 1}}));
  if (rows.empty() || rows[0].Text(0) != id) return UnknownCampaign(id);
  return CampaignOf(rows[0]);
}

absl::Status Add(Session& session, std::span<const StageViews> views, absl::Time now) {
  std::vector<std::string> campaigns;
  std::vector<int> stages;
  std::vector<int64_t> counts;
  for (const StageViews& view : views) {
    campaigns.push_back(view.campaign);
    stages.push_back(static_cast<int>(view.stage));
    counts.push_back(view.count);
  }
  const std::string day = absl::FormatCivilTime(absl::ToCivilDay(now, absl::UTCTimeZone()));
  return session
      .Run(sql::kAddCampaignCounts,
           {{"day", day}, {"campaign_ids", campaigns}, {"stages", stages}, {"counts", counts}})
      .status();
}

}  // namespace

absl::StatusOr<Campaign> SqlCampaignStore::Create(const Campaign& campaign) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Campaign> {
    RETURN_IF_ERROR(
        session
            .Run(sql::kCreateCampaign, {{"campaign_id", campaign.id},
                                        {"display_name", campaign.display_name},
                                        {"capture_channel", static_cast<int>(campaign.capture_channel)},
                                        {"purpose_ids", campaign.purposes},
                                        {"language", campaign.language},
                                        {"start_date", TextOf(campaign.start)},
                                        {"end_date", TextOf(campaign.end)},
                                        {"now", clock_.Now()}})
            .status());
    const StageViews printed{campaign.id, FunnelStage::kPrinted, campaign.printed};
    if (campaign.printed > 0) RETURN_IF_ERROR(Add(session, {&printed, 1}, clock_.Now()));
    return Find(session, campaign.id);
  });
}

absl::StatusOr<Campaign> SqlCampaignStore::Get(std::string_view id) {
  return database_.InSession([&](Session& session) { return Find(session, id); }, Repeat::kOnce);
}

absl::StatusOr<std::vector<Campaign>> SqlCampaignStore::ListAfter(std::string_view id, int limit) {
  const auto read = [&](Session& session) -> absl::StatusOr<std::vector<Campaign>> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kListCampaigns, {{"from", id}, {"but", id}, {"limit", limit}}));
    return AllOf(rows, CampaignOf);
  };
  return database_.InSession(read, Repeat::kOnce);
}

absl::StatusOr<Campaign> SqlCampaignStore::Close(std::string_view id) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Campaign> {
    RETURN_IF_ERROR(session.Run(sql::kCloseCampaign, {{"now", clock_.Now()}, {"campaign_id", id}}).status());
    return Find(session, id);
  });
}

absl::Status SqlCampaignStore::Count(std::span<const StageViews> views) {
  return database_.InSession([&](Session& session) { return Add(session, views, clock_.Now()); });
}

absl::StatusOr<FunnelCounts> SqlCampaignStore::CountFunnel(std::string_view id) {
  const auto read = [&](Session& session) -> absl::StatusOr<FunnelCounts> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kCountFunnel, {{"campaign_id", id}}));
    FunnelCounts counts{};
    for (int i = 0; i < kFunnelStages; ++i) counts[static_cast<size_t>(i)] = rows[0].Int(i);
    return counts;
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
