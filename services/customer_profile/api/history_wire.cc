#include "services/customer_profile/api/history_wire.h"

#include "common/id/id.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/customer_profile/api/days.h"
#include "services/customer_profile/api/product_names.h"

namespace bestand::customer_profile {
namespace {

std::string NameBelow(std::string_view customer_id, std::string_view collection, std::string_view id) {
  return CustomerName(customer_id) + "/" + std::string(collection) + "/" + std::string(id);
}

absl::Time TimeOr(bool set, const google::protobuf::Timestamp& wire, absl::Time now) {
  return set ? ToTime(wire) : now;
}

void ToWire(const BoughtProduct& bought, v1::BoughtProduct& wire) {
  wire.set_product(ProductName(bought.product_id));
  wire.set_display_name(bought.display_name);
  wire.set_day_count(static_cast<int32_t>(bought.day_count));
  *wire.mutable_last_date() = DateOf(bought.last_day);
  wire.mutable_attributes()->insert(bought.attributes.begin(), bought.attributes.end());
}

}  // namespace

std::string ComplaintIdOf(std::string_view name) {
  return IdOf(name, "customers/*/complaints/*").value_or("");
}

std::string OwnerOf(std::string_view name) {
  return CustomerIdOf(name.substr(0, name.find('/', name.find('/') + 1)));
}

Interaction FromWire(const v1::Interaction& wire, absl::Time now) {
  return {.interaction_id = NewUuid(),
          .direction = static_cast<Direction>(wire.direction()),
          .channel = wire.channel(),
          .event_time = TimeOr(wire.has_event_time(), wire.event_time(), now),
          .actor = wire.actor(),
          .subject = wire.subject()};
}

Gift FromWire(const v1::Gift& wire, absl::Time now) {
  return {.gift_id = NewUuid(),
          .kind = wire.kind(),
          .display_name = wire.display_name(),
          .occasion = wire.occasion(),
          .reward = wire.reward(),
          .worth_minor = wire.has_worth() ? ToMinorUnits(wire.worth()).value_or(0) : 0,
          .worth_currency = wire.worth().currency_code(),
          .give_time = TimeOr(wire.has_give_time(), wire.give_time(), now)};
}

Complaint FromWire(const v1::Complaint& wire, absl::Time now) {
  return {.complaint_id = NewUuid(),
          .subject = wire.subject(),
          .open_time = TimeOr(wire.has_open_time(), wire.open_time(), now)};
}

void ToWire(std::string_view customer_id, const Interaction& interaction, v1::Interaction& wire) {
  wire.set_name(NameBelow(customer_id, "interactions", interaction.interaction_id));
  wire.set_direction(static_cast<v1::Direction>(interaction.direction));
  wire.set_channel(static_cast<v1::Channel>(interaction.channel));
  *wire.mutable_event_time() = ToTimestamp(interaction.event_time);
  wire.set_actor(interaction.actor);
  wire.set_subject(interaction.subject);
}

void ToWire(std::string_view customer_id, const Gift& gift, v1::Gift& wire) {
  wire.set_name(NameBelow(customer_id, "gifts", gift.gift_id));
  wire.set_kind(gift.kind);
  wire.set_display_name(gift.display_name);
  if (!gift.worth_currency.empty()) *wire.mutable_worth() = ToMoney(gift.worth_minor, gift.worth_currency);
  wire.set_occasion(gift.occasion);
  *wire.mutable_give_time() = ToTimestamp(gift.give_time);
  wire.set_reward(gift.reward);
}

void ToWire(std::string_view customer_id, const Complaint& complaint, v1::Complaint& wire) {
  wire.set_name(NameBelow(customer_id, "complaints", complaint.complaint_id));
  wire.set_subject(complaint.subject);
  *wire.mutable_open_time() = ToTimestamp(complaint.open_time);
  if (complaint.resolve_time.has_value()) *wire.mutable_resolve_time() = ToTimestamp(*complaint.resolve_time);
}

void ToWire(std::string_view customer_id, const LastContact& contact, v1::GetLastContactResponse& wire) {
  if (contact.outbound.has_value()) ToWire(customer_id, *contact.outbound, *wire.mutable_last_outbound());
  if (contact.inbound.has_value()) ToWire(customer_id, *contact.inbound, *wire.mutable_last_inbound());
  if (contact.last_purchase.has_value()) {
    *wire.mutable_last_purchase_time() = ToTimestamp(*contact.last_purchase);
  }
}

void ToWire(std::string_view customer_id, const GiftContext& context, v1::GetGiftContextResponse& wire) {
  wire.set_is_company(context.kind == CustomerKind::kCompany);
  wire.set_kind(static_cast<v1::CustomerKind>(context.kind));
  if (context.birth_day.has_value()) *wire.mutable_birth_date() = DateOf(*context.birth_day);
  wire.set_country(context.country);
  for (const Gift& gift : context.gifts) ToWire(customer_id, gift, *wire.add_gifts());
  for (const Preference& preference : context.preferences) ToWire(preference, *wire.add_preferences());
  wire.set_open_complaint_count(static_cast<int32_t>(context.open_complaints));
  for (const BoughtProduct& bought : context.bought) ToWire(bought, *wire.add_bought_products());
}

void ToWire(const Preference& preference, v1::Preference& wire) {
  wire.set_attribute(preference.attribute);
  wire.set_value(preference.value);
  wire.set_attitude(static_cast<v1::Attitude>(preference.attitude));
  wire.set_stated(preference.stated);
}

void ToWire(const SilentCustomer& silent, v1::SilentCustomer& wire) {
  wire.set_customer(CustomerName(silent.customer_id));
  if (silent.last_outbound.has_value())
    *wire.mutable_last_outbound_time() = ToTimestamp(*silent.last_outbound);
}

}  // namespace bestand::customer_profile
