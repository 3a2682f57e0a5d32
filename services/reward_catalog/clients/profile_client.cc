#include "services/reward_catalog/clients/profile_client.h"

#include "absl/strings/ascii.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/reward_catalog/clients/upstream.h"

namespace bestand::reward_catalog {
namespace {

namespace wire = customer_profile::v1;

std::map<std::string, std::string> AttributesOf(const wire::BoughtProduct& product) {
  return {product.attributes().begin(), product.attributes().end()};
}

// A kind that this version does not know is as good as none.
Recipient RecipientOf(wire::CustomerKind kind) {
  switch (kind) {
    case wire::CUSTOMER_KIND_PERSON:
      return Recipient::kPerson;
    case wire::CUSTOMER_KIND_COMPANY:
      return Recipient::kCompany;
    default:
      return Recipient::kUnknown;
  }
}

// "wake_up" of WAKE_UP: how the ledger writes occasions.
std::string OccasionOf(Moment moment) {
  std::string occasion(NameOf(moment));
  absl::AsciiStrToLower(&occasion);
  return occasion;
}

}  // namespace

CustomerFacts CustomerFactsOf(const wire::GetGiftContextResponse& context) {
  CustomerFacts facts;
  facts.recipient = RecipientOf(context.kind());
  // A date without a year is no age.
  if (context.has_birth_date() && IsDay(context.birth_date())) facts.birth_day = ToDay(context.birth_date());
  facts.country = context.country();
  for (const wire::Gift& gift : context.gifts()) facts.kinds_given.push_back(gift.kind());
  for (const wire::Preference& preference : context.preferences()) {
    if (preference.attitude() == wire::ATTITUDE_UNSPECIFIED) continue;
    facts.preferences.push_back({preference.attribute(), preference.value(),
                                 static_cast<Attitude>(preference.attitude()), preference.stated()});
  }
  for (const wire::BoughtProduct& product : context.bought_products())
    facts.bought.push_back({product.display_name(), product.day_count(), AttributesOf(product)});
  facts.open_complaints = context.open_complaint_count();
  return facts;
}

wire::RecordGiftRequest RequestOf(const Gift& gift) {
  wire::RecordGiftRequest request;
  request.set_parent(CustomerName(gift.customer_id));
  request.mutable_gift()->set_kind(gift.kind);
  request.mutable_gift()->set_display_name(gift.display_name);
  *request.mutable_gift()->mutable_worth() = ToMoney(gift.worth.minor, gift.worth.currency);
  request.mutable_gift()->set_occasion(OccasionOf(gift.moment));
  *request.mutable_gift()->mutable_give_time() = ToTimestamp(gift.give_time);
  request.mutable_gift()->set_reward("rewards/" + gift.reward_id);
  request.set_request_id(gift.decision_id);
  return request;
}

absl::StatusOr<CustomerFacts> ProfileClient::Read(std::string_view customer_id) {
  wire::GetGiftContextRequest request;
  request.set_customer(CustomerName(customer_id));
  const auto context = history_.Call(&wire::HistoryService::Stub::GetGiftContext, request);
  if (!context.ok()) return AsTold(context.status(), "customer-profile");
  return CustomerFactsOf(*context);
}

absl::Status ProfileClient::Record(const Gift& gift) {
  const auto written = history_.Call(&wire::HistoryService::Stub::RecordGift, RequestOf(gift));
  return written.ok() ? absl::OkStatus() : AsTold(written.status(), "customer-profile");
}

}  // namespace bestand::reward_catalog
