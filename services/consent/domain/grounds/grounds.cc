#include "services/consent/domain/grounds/grounds.h"

#include "common/error/error.h"
#include "common/id/id.h"

namespace bestand::consent {
namespace {

Ground GroundOf(EventKind kind, std::string_view customer, Channel channel) {
  Ground ground;
  ground.kind = kind;
  ground.customer = customer;
  ground.channel = channel;
  return ground;
}

}  // namespace

absl::StatusOr<RecordedGround> Grounds::Record(const ExistingCustomerBasis& basis) {
  Ground ground = GroundOf(EventKind::kExistingCustomer, basis.customer, basis.channel);
  ground.goods_category = basis.goods_category;
  ground.complete = !basis.notice.empty();
  return Store({ground, EncodePayload({{"sale_reference", basis.sale_reference},
                                       {"address_origin", basis.address_origin},
                                       {"notice", basis.notice},
                                       {"goods_category", basis.goods_category}})});
}

absl::StatusOr<RecordedGround> Grounds::Record(const PresumedConsent& consent) {
  Ground ground = GroundOf(EventKind::kPresumedConsent, consent.customer, Channel::kPhone);
  ground.purpose = consent.purpose;
  return Store({ground, EncodePayload({{"reason", consent.reason},
                                       {"author", consent.author},
                                       {"date", absl::FormatCivilTime(consent.date)}})});
}

absl::StatusOr<RecordedGround> Grounds::Record(const AddressNotice& notice) {
  return Store({GroundOf(EventKind::kAddressNotice, notice.customer, Channel::kPost),
                EncodePayload({{"address_source", notice.address_source}, {"notice", notice.notice}})});
}

absl::StatusOr<RecordedGround> Grounds::Record(const NumberVerification& verification) {
  return Store({GroundOf(EventKind::kNumberVerified, verification.customer, Channel::kPhone),
                EncodePayload({{"number", verification.number}, {"method", verification.method}})});
}

absl::StatusOr<RecordedGround> Grounds::Record(const ListCheck& check) {
  Ground ground = GroundOf(EventKind::kListChecked, check.customer, check.channel);
  ground.complete = !check.listed;
  return Store({ground, EncodePayload({{"list", check.list}, {"listed", check.listed ? "yes" : "no"}})});
}

absl::StatusOr<RecordedGround> Grounds::Record(const OfflineConsent& consent) {
  Ground ground = GroundOf(EventKind::kOfflineConsent, consent.key.customer, consent.key.channel);
  ground.purpose = consent.key.purpose;
  PayloadFields fields = FieldsOf(consent.circumstances);
  const std::string id = NewUuid();
  fields.insert(fields.begin(),
                {{"consent", id}, {"address", consent.address}, {"document", consent.document}});
  NewGround offline{ground,
                    EncodePayload(fields),
                    consent.wording,
                    consent.address,
                    "",
                    id,
                    CampaignIdOf(consent.circumstances)};
  if (!consent.address.empty()) {
    ASSIGN_OR_RETURN(offline.address_digest, DigestOfAddress(address_key_, consent.address));
  }
  return Store(offline);
}

absl::StatusOr<RecordedGround> Grounds::Store(NewGround ground) {
  ASSIGN_OR_RETURN(ground.customer_digest, DigestOfCustomer(address_key_, ground.ground.customer));
  return store_.Record(ground);
}

absl::StatusOr<RecordedUse> Grounds::RecordPhoneUse(std::string_view customer, std::string_view purpose,
                                                    std::string_view note) {
  return store_.RecordUse({std::string(customer), Channel::kPhone, std::string(purpose)},
                          EncodePayload({{"note", note}}));
}

absl::StatusOr<RecordedGround> Grounds::End(std::string_view customer, std::string_view id,
                                            std::string_view reason) {
  return store_.End(customer, id, EncodePayload({{"ground", id}, {"reason", reason}}));
}

}  // namespace bestand::consent
