#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/ground_wire.h"
#include "services/consent/api/typed_address.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostReference = 200;
constexpr size_t kMostOrigin = 500;
constexpr size_t kMostReason = 2000;
constexpr size_t kMostNotice = 5000;
constexpr size_t kMostCategory = 100;
constexpr size_t kMostNumber = 50;

// What all records have.
template <typename Request>
Violations Begin(const Request& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessUuid("request_id", request.request_id());
  return found;
}

void UnlessWritten(Violations& found, v1::Channel channel) {
  found.Unless(channel == v1::CHANNEL_EMAIL || channel == v1::CHANNEL_SMS, "channel", "must be EMAIL or SMS");
}

void UnlessNotice(Violations& found, const std::string& notice) {
  found.UnlessLines("notice", notice, kMostNotice);
}

// The day after is fine as today of another time zone.
bool IsPastDay(const google::type::Date& date, absl::Time now) {
  return IsDay(date) && ToDay(date) <= absl::ToCivilDay(now, absl::UTCTimeZone()) + 1;
}

}  // namespace

absl::Status CheckRequest(const v1::RecordExistingCustomerBasisRequest& request, absl::Time) {
  Violations found = Begin(request);
  UnlessWritten(found, request.channel());
  found.UnlessRequiredText("sale_reference", request.sale_reference(), kMostReference);
  found.UnlessRequiredText("address_origin", request.address_origin(), kMostOrigin);
  UnlessNotice(found, request.notice());
  found.UnlessRequiredText("goods_category", request.goods_category(), kMostCategory);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordPresumedConsentRequest& request, absl::Time now) {
  Violations found = Begin(request);
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  found.UnlessRequiredText("reason", request.reason(), kMostReason);
  found.UnlessRequiredText("author", request.author(), kMostReference);
  found.Unless(IsPastDay(request.reason_date(), now), "reason_date", "must be a day that has come");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordAddressNoticeRequest& request, absl::Time) {
  Violations found = Begin(request);
  found.UnlessRequiredText("address_source", request.address_source(), kMostOrigin);
  found.Unless(!request.notice().empty(), "notice", "is required");
  UnlessNotice(found, request.notice());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordNumberVerificationRequest& request, absl::Time) {
  Violations found = Begin(request);
  found.UnlessRequiredText("phone_number", request.phone_number(), kMostNumber);
  found.UnlessRequiredText("method", request.method(), kMostOrigin);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordListCheckRequest& request, absl::Time) {
  Violations found = Begin(request);
  UnlessWritten(found, request.channel());
  found.UnlessRequiredText("list", request.list(), kMostCategory);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordOfflineConsentRequest& request, absl::Time) {
  Violations found = Begin(request);
  found.UnlessKnown("channel", request.channel(), &v1::Channel_IsValid);
  found.UnlessName("wording", request.wording(), "purposes/*/wordings/*");
  if (!request.email_address().empty()) UnlessAddress(found, request.email_address());
  found.UnlessRequiredText("document", request.document(), kMostOrigin);
  Check(found, request.circumstances());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordPhoneUseRequest& request) {
  Violations found = Begin(request);
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  found.UnlessText("note", request.note(), kMostOrigin);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::EndGroundRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "customers/*/grounds/*");
  found.UnlessRequiredText("reason", request.reason(), kMostOrigin);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListGroundsRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  return found.ToStatus();
}

}  // namespace bestand::consent
