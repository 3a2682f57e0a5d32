#include "services/consent/api/campaigns/campaign_wire.h"

#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/purpose_wire.h"
#include "services/consent/api/self_wire.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostId = 60;
constexpr size_t kMostDisplayName = 200;
constexpr int64_t kMostCount = 100'000'000;
constexpr int kMostViews = 1000;
constexpr char kPattern[] = "campaigns/*";

// What a code says behind the address, so that scans are told from typed addresses.
constexpr char kCodeMark[] = "?c=1";

// The numbers of both enums are the same.
static_assert(static_cast<int>(CaptureChannel::kCall) == v1::CAPTURE_CHANNEL_CALL);
static_assert(static_cast<int>(FunnelStage::kConfirmed) == v1::CAMPAIGN_STAGE_CONFIRMED);

absl::Status CheckName(const std::string& name) {
  Violations found;
  found.UnlessName("name", name, kPattern);
  return found.ToStatus();
}

void CheckDays(Violations& found, const v1::Campaign& campaign) {
  const bool starts = campaign.has_start_date(), ends = campaign.has_end_date();
  found.Unless(!starts || IsDay(campaign.start_date()), "campaign.start_date", "must be a day");
  found.Unless(!ends || IsDay(campaign.end_date()), "campaign.end_date", "must be a day");
  if (starts && ends) {
    found.Unless(ToDay(campaign.start_date()) <= ToDay(campaign.end_date()), "campaign.end_date",
                 "must not lie before start_date");
  }
}

void CheckStage(Violations& found, const std::string& field, v1::CampaignStage stage, bool printed) {
  const bool counted =
      IsCounted(static_cast<FunnelStage>(stage)) && (printed || stage != v1::CAMPAIGN_STAGE_PRINTED);
  found.Unless(counted, field, "must be a stage that is not counted from requests");
}

std::optional<absl::CivilDay> MaybeDay(bool set, const google::type::Date& date) {
  return set ? std::optional(ToDay(date)) : std::nullopt;
}

}  // namespace

absl::Status CheckRequest(const v1::CreateCampaignRequest& request) {
  const v1::Campaign& campaign = request.campaign();
  Violations found;
  found.UnlessName("campaign.name", campaign.name(), kPattern);
  found.Unless(CampaignIdOf(campaign.name()).size() <= kMostId, "campaign.name",
               "must be no longer than 60 characters behind campaigns/");
  found.UnlessText("campaign.display_name", campaign.display_name(), kMostDisplayName);
  found.UnlessKnown("campaign.capture_channel", campaign.capture_channel(), &v1::CaptureChannel_IsValid);
  CheckPurposes(found, campaign.purposes());
  CheckLanguage(found, campaign.language_code());
  CheckDays(found, campaign);
  found.UnlessInRange("campaign.printed_count", campaign.printed_count(), 0, kMostCount);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetCampaignRequest& request) { return CheckName(request.name()); }

absl::Status CheckRequest(const v1::ListCampaignsRequest& request) {
  Violations found;
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::CloseCampaignRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), kPattern);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordCampaignStageRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), kPattern);
  CheckStage(found, "stage", request.stage(), true);
  found.UnlessInRange("count", request.count(), 1, kMostCount);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetCampaignFunnelRequest& request) { return CheckName(request.name()); }

absl::Status CheckRequest(const v1::GetCampaignFormRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), kPattern);
  CheckLanguage(found, request.language_code());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::CountPageViewsRequest& request) {
  Violations found;
  found.UnlessBatch("views", request.views_size(), kMostViews);
  for (int i = 0; i < request.views_size(); ++i) {
    const v1::PageViews& views = request.views(i);
    found.UnlessName(Indexed("views", i, "campaign"), views.campaign(), kPattern);
    CheckStage(found, Indexed("views", i, "stage"), views.stage(), false);
    found.UnlessInRange(Indexed("views", i, "count"), views.count(), 1, kMostCount);
  }
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

std::string CampaignIdOf(const std::string& name) { return IdOf(name, kPattern).value_or(""); }

Campaign CampaignOf(const v1::Campaign& wire) {
  Campaign campaign;
  campaign.id = CampaignIdOf(wire.name());
  campaign.display_name = wire.display_name();
  campaign.capture_channel = static_cast<CaptureChannel>(wire.capture_channel());
  campaign.purposes = PurposeIdsOf(wire.purposes());
  campaign.language = LanguageOf(wire.language_code());
  campaign.start = MaybeDay(wire.has_start_date(), wire.start_date());
  campaign.end = MaybeDay(wire.has_end_date(), wire.end_date());
  campaign.printed = wire.printed_count();
  return campaign;
}

std::vector<StageViews> ViewsOf(const v1::CountPageViewsRequest& request) {
  std::vector<StageViews> all;
  for (const v1::PageViews& views : request.views()) {
    all.push_back({CampaignIdOf(views.campaign()), static_cast<FunnelStage>(views.stage()), views.count()});
  }
  return all;
}

v1::Campaign ToWire(const Campaign& campaign, const std::string& base_url) {
  v1::Campaign wire;
  wire.set_name("campaigns/" + campaign.id);
  wire.set_display_name(campaign.display_name);
  wire.set_capture_channel(static_cast<v1::CaptureChannel>(campaign.capture_channel));
  for (const std::string& purpose : campaign.purposes) wire.add_purposes("purposes/" + purpose);
  wire.set_language_code(campaign.language);
  if (campaign.start.has_value()) *wire.mutable_start_date() = ToDate(*campaign.start);
  if (campaign.end.has_value()) *wire.mutable_end_date() = ToDate(*campaign.end);
  wire.set_printed_count(campaign.printed);
  *wire.mutable_create_time() = ToTimestamp(campaign.create_time);
  if (campaign.close_time.has_value()) *wire.mutable_close_time() = ToTimestamp(*campaign.close_time);
  wire.set_form_url(base_url + "/r/" + campaign.id);
  wire.set_code_url(wire.form_url() + kCodeMark);
  return wire;
}

v1::FunnelStage ToWire(const FunnelStep& step) {
  v1::FunnelStage wire;
  wire.set_stage(static_cast<v1::CampaignStage>(step.stage));
  wire.set_count(step.count);
  if (step.share.has_value()) {
    wire.set_share(step.share->value);
    wire.set_share_low(step.share->low);
    wire.set_share_high(step.share->high);
  }
  return wire;
}

}  // namespace bestand::consent
