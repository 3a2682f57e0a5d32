#include "services/consent/api/purpose_wire.h"

#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {

std::string PurposeIdOf(const std::string& name) { return IdOf(name, "purposes/*").value_or(""); }

std::string TemplateIdOf(const std::string& name) { return IdOf(name, "templates/*").value_or(""); }

Purpose PurposeOf(const v1::Purpose& wire) {
  Purpose purpose;
  purpose.id = PurposeIdOf(wire.name());
  purpose.display_name = wire.display_name();
  purpose.goods_category = wire.goods_category();
  return purpose;
}

Wording WordingOf(const v1::CreateWordingRequest& request) {
  Wording wording;
  wording.purpose = PurposeIdOf(request.parent());
  wording.language = request.wording().language_code();
  wording.text = request.wording().text();
  return wording;
}

Template TemplateOf(const v1::Template& wire) {
  Template message;
  message.id = TemplateIdOf(wire.name());
  message.message_class = ClassOf(wire.message_class());
  message.text = wire.text();
  message.goods_category = wire.goods_category();
  return message;
}

v1::Purpose ToWire(const Purpose& purpose) {
  v1::Purpose wire;
  wire.set_name("purposes/" + purpose.id);
  wire.set_display_name(purpose.display_name);
  wire.set_goods_category(purpose.goods_category);
  *wire.mutable_create_time() = ToTimestamp(purpose.create_time);
  return wire;
}

v1::Wording ToWire(const Wording& wording) {
  v1::Wording wire;
  wire.set_name(WordingName(wording.purpose, wording.version));
  wire.set_language_code(wording.language);
  wire.set_text(wording.text);
  wire.set_text_hash(wording.text_hash);
  *wire.mutable_create_time() = ToTimestamp(wording.create_time);
  return wire;
}

v1::Template ToWire(const Template& message) {
  v1::Template wire;
  wire.set_name("templates/" + message.id);
  wire.set_message_class(ToWire(message.message_class));
  wire.set_text(message.text);
  wire.set_text_hash(message.text_hash);
  wire.set_goods_category(message.goods_category);
  wire.set_approved(message.approved);
  wire.set_approver(message.approver);
  if (message.approve_time.has_value()) *wire.mutable_approve_time() = ToTimestamp(*message.approve_time);
  return wire;
}

}  // namespace bestand::consent
