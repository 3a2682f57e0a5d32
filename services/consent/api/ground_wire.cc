#include "services/consent/api/ground_wire.h"

#include <string>

#include "absl/strings/numbers.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/purpose_wire.h"
#include "services/consent/api/typed_address.h"

namespace bestand::consent {
namespace {

// Of "purposes/x/wordings/3": "x" and "3".
std::pair<std::string, std::string> PartsOfWording(const std::string& name) {
  return {PurposeIdOf(name.substr(0, name.find("/wordings/"))),
          IdOf(name, "purposes/*/wordings/*").value_or("")};
}

}  // namespace

ExistingCustomerBasis FromWire(const v1::RecordExistingCustomerBasisRequest& request) {
  return {CustomerIdOf(request.customer()),
          *ChannelOf(request.channel()),
          request.sale_reference(),
          request.address_origin(),
          request.notice(),
          request.goods_category()};
}

PresumedConsent FromWire(const v1::RecordPresumedConsentRequest& request) {
  return {CustomerIdOf(request.customer()), PurposeIdOf(request.purpose()), request.reason(),
          request.author(), ToDay(request.reason_date())};
}

AddressNotice FromWire(const v1::RecordAddressNoticeRequest& request) {
  return {CustomerIdOf(request.customer()), request.address_source(), request.notice()};
}

NumberVerification FromWire(const v1::RecordNumberVerificationRequest& request) {
  return {CustomerIdOf(request.customer()), request.phone_number(), request.method()};
}

ListCheck FromWire(const v1::RecordListCheckRequest& request) {
  return {CustomerIdOf(request.customer()), *ChannelOf(request.channel()), request.list(), request.listed()};
}

OfflineConsent FromWire(const v1::RecordOfflineConsentRequest& request) {
  const auto [purpose, version] = PartsOfWording(request.wording());
  OfflineConsent consent{{CustomerIdOf(request.customer()), *ChannelOf(request.channel()), purpose}};
  // What is no number is no version of ours; -1 neither.
  if (!absl::SimpleAtoi(version, &consent.wording) || consent.wording < 1) consent.wording = -1;
  consent.address = AddressOf(request.email_address());
  consent.document = request.document();
  consent.circumstances = CircumstancesOf(request.circumstances());
  return consent;
}

v1::Ground ToWire(const Ground& ground) {
  v1::Ground wire;
  wire.set_name(CustomerName(ground.customer) + "/grounds/" + ground.id);
  wire.set_kind(std::string(NameOf(ground.kind)));
  wire.set_channel(ToWire(ground.channel));
  if (!ground.purpose.empty()) wire.set_purpose("purposes/" + ground.purpose);
  wire.set_goods_category(ground.goods_category);
  wire.set_complete(ground.complete);
  *wire.mutable_record_time() = ToTimestamp(ground.record_time);
  if (ground.end_time.has_value()) *wire.mutable_end_time() = ToTimestamp(*ground.end_time);
  return wire;
}

}  // namespace bestand::consent
