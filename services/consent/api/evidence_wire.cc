#include "services/consent/api/evidence_wire.h"

#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

v1::EvidenceItem ToWire(const EvidenceItem& item) {
  v1::EvidenceItem wire;
  *wire.mutable_event() = ToWire(item.event);
  wire.set_leaf(item.event.leaf);
  wire.set_salt(item.salt);
  wire.set_payload(item.payload);
  wire.set_tlog_proof(item.proof.ToText());
  return wire;
}

template <typename Checkpoints>
void AddTo(Checkpoints& wires, const std::vector<CosignedCheckpoint>& cosigned) {
  for (const CosignedCheckpoint& one : cosigned) *wires.Add() = ToWire(one);
}

}  // namespace

v1::CosignedCheckpoint ToWire(const CosignedCheckpoint& cosigned) {
  v1::CosignedCheckpoint wire;
  wire.set_checkpoint(cosigned.checkpoint);
  wire.set_log_size(cosigned.size);
  *wire.mutable_cosign_time() = ToTimestamp(cosigned.cosign_time);
  wire.mutable_growth_hashes()->Assign(cosigned.growth.begin(), cosigned.growth.end());
  return wire;
}

v1::StampedCheckpoint ToWire(const StampedCheckpoint& stamped) {
  v1::StampedCheckpoint wire;
  wire.set_text(stamped.checkpoint.ToText());
  wire.set_log_size(stamped.checkpoint.size);
  *wire.mutable_stamp_time() = ToTimestamp(stamped.time);
  wire.set_time_stamp_response(stamped.response);
  wire.mutable_growth_hashes()->Assign(stamped.growth.begin(), stamped.growth.end());
  return wire;
}

v1::Evidence ToWire(const Evidence& evidence, const tlog::Verifier& public_key, absl::Time now) {
  v1::Evidence wire;
  *wire.mutable_consent() = ToWire(evidence.consent, now);
  for (const EvidenceItem& item : evidence.items) *wire.add_items() = ToWire(item);
  for (const Wording& wording : evidence.wordings) *wire.add_wordings() = EvidenceOf(wording);
  wire.set_checkpoint(evidence.checkpoint);
  wire.set_public_key(public_key.ToText());
  wire.set_purpose_display_name(evidence.purpose_name);
  *wire.mutable_create_time() = ToTimestamp(now);
  AddTo(*wire.mutable_cosigned_checkpoints(), evidence.cosigned);
  if (evidence.stamped) *wire.mutable_stamped_checkpoint() = ToWire(*evidence.stamped);
  return wire;
}

v1::EvidenceWording EvidenceOf(const Wording& wording) {
  v1::EvidenceWording wire;
  wire.set_name(WordingName(wording.purpose, wording.version));
  wire.set_language_code(wording.language);
  wire.set_text(wording.text);
  wire.set_text_hash(wording.text_hash);
  return wire;
}

v1::LogHead ToWire(const LogEnd& end, const tlog::Verifier& public_key) {
  v1::LogHead wire;
  wire.set_log_size(end.size);
  wire.set_tree_size(end.tree_size);
  wire.set_edge(end.edge);
  wire.set_checkpoint(end.checkpoint);
  wire.set_public_key(public_key.ToText());
  *wire.mutable_last_event_time() = ToTimestamp(end.last_time);
  AddTo(*wire.mutable_cosigned_checkpoints(), end.cosigned);
  if (end.stamped) *wire.mutable_stamped_checkpoint() = ToWire(*end.stamped);
  return wire;
}

v1::LoggedEvent ToWire(const LoggedEvent& event) {
  v1::LoggedEvent wire;
  wire.set_log_index(event.log_index);
  wire.set_event_id(event.event_id);
  wire.set_kind(event.kind);
  *wire.mutable_event_time() = ToTimestamp(event.time);
  wire.set_subject(event.subject);
  wire.set_channel(event.channel);
  wire.set_purpose(event.purpose);
  wire.set_wording(event.wording);
  wire.set_leaf(event.leaf);
  wire.set_leaf_hash(event.leaf_hash);
  if (event.payload.has_value()) {
    wire.mutable_payload()->set_subject(event.payload->subject);
    wire.mutable_payload()->set_salt(event.payload->salt);
    wire.mutable_payload()->set_payload(event.payload->payload);
  }
  return wire;
}

v1::LogNode ToWire(const tlog::Node& node) {
  v1::LogNode wire;
  wire.set_level(node.id.level);
  wire.set_node_index(node.id.index);
  wire.set_hash(node.hash);
  return wire;
}

v1::ChainTip ToWire(const LoggedTip& tip) {
  v1::ChainTip wire;
  wire.set_subject(tip.subject);
  wire.set_channel(tip.channel);
  wire.set_purpose(tip.purpose);
  wire.set_leaf_hash(tip.leaf_hash);
  return wire;
}

v1::LoggedConsent ToWire(const LoggedConsent& logged) {
  const Consent& consent = logged.consent;
  v1::LoggedConsent wire;
  wire.set_subject(logged.subject);
  wire.set_channel(logged.channel);
  wire.set_purpose(consent.key.purpose);
  wire.set_consent_id(consent.id);
  wire.set_address(consent.address);
  wire.set_wording(consent.wording);
  if (consent.times.request) *wire.mutable_request_time() = ToTimestamp(*consent.times.request);
  if (consent.times.expire) *wire.mutable_expire_time() = ToTimestamp(*consent.times.expire);
  if (consent.times.confirm) *wire.mutable_confirm_time() = ToTimestamp(*consent.times.confirm);
  if (consent.times.withdraw) *wire.mutable_withdraw_time() = ToTimestamp(*consent.times.withdraw);
  return wire;
}

v1::LoggedOptIn ToWire(const LoggedOptIn& logged) {
  const OptIn& opt_in = logged.opt_in;
  v1::LoggedOptIn wire;
  wire.set_subject(logged.subject);
  wire.set_opt_in_id(opt_in.id);
  wire.set_purpose(opt_in.key.purpose);
  wire.set_channel(logged.channel);
  wire.set_address(opt_in.address);
  wire.set_wording(opt_in.wording);
  wire.set_mailed(opt_in.mailed);
  wire.set_campaign(opt_in.campaign);
  *wire.mutable_request_time() = ToTimestamp(opt_in.request_time);
  *wire.mutable_expire_time() = ToTimestamp(opt_in.expire_time);
  if (logged.confirm_time) *wire.mutable_confirm_time() = ToTimestamp(*logged.confirm_time);
  return wire;
}

v1::LoggedObjection ToWire(const LoggedObjection& objection) {
  v1::LoggedObjection wire;
  wire.set_subject(objection.subject);
  wire.set_channel(objection.channel);
  *wire.mutable_object_time() = ToTimestamp(objection.time);
  wire.set_lifted_channels(objection.lifted_channels);
  return wire;
}

}  // namespace bestand::consent
