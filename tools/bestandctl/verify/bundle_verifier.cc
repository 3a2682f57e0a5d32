#include "tools/bestandctl/verify/bundle_verifier.h"

#include <algorithm>
#include <map>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/tlog/checkpoint.h"
#include "common/validate/wire_values.h"
#include "tools/bestandctl/verify/fault.h"
#include "tools/bestandctl/verify/leaf_fields.h"
#include "tools/bestandctl/verify/payload_fields.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;

// Numbers of kinds in leaves.
enum Kind { kRequested = 1, kMailSent = 2, kConfirmed = 3, kWithdrawn = 4, kImported = 50 };

// What those are called on which a reader's judgement rests.
const std::map<int, std::string> kNames = {
    {kRequested, "REQUESTED"}, {kMailSent, "MAIL_SENT"}, {kConfirmed, "CONFIRMED"}, {kWithdrawn, "WITHDRAWN"},
    {5, "OBJECTED"},           {6, "OBJECTION_LIFTED"},  {25, "OFFLINE_CONSENT"},   {30, "DISOWNED"},
    {kImported, "IMPORTED"},   {51, "UNPROVEN"},         {60, "BOUNCED"},           {61, "COMPLAINED"},
};

bool IsNamed(const std::string& name, int kind) {
  const auto known = kNames.find(kind);
  if (known != kNames.end()) return known->second == name;
  for (const auto& [other, taken] : kNames) {
    if (taken == name) return false;
  }
  return true;
}

absl::Status CheckGrowth(const tlog::Checkpoint& seen, const tlog::Checkpoint& newest,
                         const google::protobuf::RepeatedPtrField<std::string>& hashes,
                         std::string_view what) {
  const tlog::Proof growth(hashes.begin(), hashes.end());
  if (tlog::VerifyConsistency({seen.size, newest.size, seen.root, newest.root}, growth)) {
    return absl::OkStatus();
  }
  return Fault("the checkpoint", "it does not begin with the " + std::to_string(seen.size) +
                                     " events that were " + std::string(what));
}

const std::string kZeroHash(tlog::kHashBytes, '\0');

std::string IdIn(const std::string& name) { return name.substr(name.find('/') + 1); }

bool IsTime(bool has, const google::protobuf::Timestamp& time, const std::optional<absl::Time>& expected) {
  return has ? expected.has_value() && ToTime(time) == *expected : !expected.has_value();
}

// One thread at a time.
class Bundle {
 public:
  Bundle(const v1::Evidence& evidence, tlog::Verifier key, std::span<const tlog::Verifier> witnesses)
      : evidence_(evidence), key_(std::move(key)), witnesses_(witnesses) {}

  absl::StatusOr<VerifiedBundle> Verify() {
    const auto checkpoint = tlog::OpenCheckpoint(evidence_.checkpoint(), key_);
    if (!checkpoint.has_value()) return Fault("the checkpoint", "the key did not sign it");
    for (const v1::EvidenceWording& wording : evidence_.wordings()) RETURN_IF_ERROR(Take(wording));
    for (const v1::EvidenceItem& item : evidence_.items()) RETURN_IF_ERROR(Take(item));
    RETURN_IF_ERROR(CheckConsent());
    ASSIGN_OR_RETURN(auto cosigned, CheckCosigned(*checkpoint));
    RETURN_IF_ERROR(CheckStamped(*checkpoint));
    return VerifiedBundle{evidence_.items_size(), checkpoint->size, checkpoint->root, key_.ToText(), mail_,
                          std::move(cosigned),    std::nullopt};
  }

 private:
  absl::Status Take(const v1::EvidenceWording& wording) {
    if (Sha256(wording.text()) != wording.text_hash()) {
      return Fault("wording " + wording.name(), "its text does not match its hash");
    }
    wordings_[wording.name()] = wording.text_hash();
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<Cosigning>> CheckCosigned(const tlog::Checkpoint& newest) const {
    std::vector<std::string> notes;
    for (const v1::CosignedCheckpoint& cosigned : evidence_.cosigned_checkpoints()) {
      ASSIGN_OR_RETURN(const tlog::Checkpoint seen, OpenCosigned(cosigned, key_));
      RETURN_IF_ERROR(CheckGrowth(seen, newest, cosigned.growth_hashes(), "cosigned"));
      notes.push_back(cosigned.checkpoint());
    }
    return NewestOf(notes, witnesses_);
  }

  absl::Status CheckStamped(const tlog::Checkpoint& newest) const {
    if (!evidence_.has_stamped_checkpoint()) return absl::OkStatus();
    const v1::StampedCheckpoint& stamped = evidence_.stamped_checkpoint();
    ASSIGN_OR_RETURN(const tlog::Checkpoint seen, OpenStamped(stamped, key_));
    return CheckGrowth(seen, newest, stamped.growth_hashes(), "stamped with the time");
  }

  absl::Status Take(const v1::EvidenceItem& item) {
    const std::string place = EventPlace(item.event().log_index());
    const auto leaf = ReadLeaf(item.leaf());
    if (!leaf.has_value()) return Fault(place, "its bytes are no event");
    RETURN_IF_ERROR(CheckProof(item, place));
    RETURN_IF_ERROR(CheckShown(item.event(), *leaf, place));
    RETURN_IF_ERROR(CheckChain(item, *leaf, place));
    RETURN_IF_ERROR(CheckPayload(item, *leaf, place));
    Note(*leaf, PayloadOf(item.payload()));
    return absl::OkStatus();
  }

  absl::Status CheckProof(const v1::EvidenceItem& item, const std::string& place) const {
    const auto proof = tlog::LogProof::FromText(item.tlog_proof());
    if (!proof.has_value() || proof->index != item.event().log_index() ||
        proof->checkpoint != evidence_.checkpoint() || !tlog::VerifyLogProof(*proof, item.leaf(), key_)) {
      return Fault(place, "it is not proved to be in the log");
    }
    return absl::OkStatus();
  }

  // What is shown to people beside the bytes.
  absl::Status CheckShown(const v1::ConsentEvent& event, const LeafFields& leaf,
                          const std::string& place) const {
    const bool fine = ToTime(event.event_time()) == leaf.time && event.channel() == leaf.channel &&
                      IdIn(event.purpose()) == leaf.purpose && IsNamed(event.kind(), leaf.kind);
    if (!fine) return Fault(place, "its kind, time, channel or purpose is not that of its bytes");
    if (event.wording().empty()) {
      return leaf.wording_hash == kZeroHash ? absl::OkStatus() : Fault(place, "its wording is not named");
    }
    const auto wording = wordings_.find(event.wording());
    const bool known = wording != wordings_.end() && wording->second == leaf.wording_hash;
    return known ? absl::OkStatus() : Fault(place, "its wording is not that of its bytes");
  }

  // Each leaf names the one before it of its channel and purpose: nothing was left out in between.
  absl::Status CheckChain(const v1::EvidenceItem& item, const LeafFields& leaf, const std::string& place) {
    if (!subject_.empty() && leaf.subject != subject_) return Fault(place, "it is about somebody else");
    subject_ = leaf.subject;
    std::string& last = last_.try_emplace({leaf.channel, leaf.purpose}, kZeroHash).first->second;
    if (leaf.previous != last) return Fault(place, "an event before it is missing");
    last = tlog::LeafHash(item.leaf());
    return absl::OkStatus();
  }

  absl::Status CheckPayload(const v1::EvidenceItem& item, const LeafFields& leaf, const std::string& place) {
    if (item.salt().empty()) return Fault(place, "what was recorded about it is gone");
    if (Sha256(item.salt() + item.payload()) != leaf.commitment) {
      return Fault(place, "what was recorded about it does not match its commitment");
    }
    const Payload payload = PayloadOf(item.payload());
    if (leaf.kind != kMailSent || !payload.contains("mime_base64")) return absl::OkStatus();
    const auto mail = FromBase64(ValueIn(payload, "mime_base64"));
    if (!mail.has_value() || ToHex(Sha256(*mail)) != ValueIn(payload, "mime_sha256")) {
      return Fault(place, "the mail does not match its hash");
    }
    mail_ = *mail;
    return absl::OkStatus();
  }

  void Note(const LeafFields& leaf, const Payload& payload) {
    if (leaf.kind == kRequested) requested_ = leaf.time;
    if (leaf.kind == kConfirmed) confirmed_ = leaf.time;
    // Confirmed when it says, unless something newer is.
    absl::Time time;
    std::string error;
    const bool imported =
        leaf.kind == kImported &&
        absl::ParseTime(absl::RFC3339_full, ValueIn(payload, "confirm_time"), &time, &error);
    if (imported) confirmed_ = std::max(confirmed_.value_or(time), time);
    withdrawn_ = withdrawn_ || leaf.kind == kWithdrawn;
  }

  absl::Status CheckConsent() const {
    const v1::Consent& consent = evidence_.consent();
    if (consent.has_withdraw_time() == withdrawn_ &&
        IsTime(consent.has_request_time(), consent.request_time(), requested_) &&
        IsTime(consent.has_confirm_time(), consent.confirm_time(), confirmed_)) {
      return absl::OkStatus();
    }
    return Fault("the consent", "it does not stand where its events say");
  }

  const v1::Evidence& evidence_;
  const tlog::Verifier key_;
  const std::span<const tlog::Verifier> witnesses_;
  std::map<std::string, std::string> wordings_;              // name -> hash
  std::map<std::pair<int, std::string>, std::string> last_;  // channel and purpose -> leaf hash
  std::string subject_, mail_;
  std::optional<absl::Time> requested_, confirmed_;
  bool withdrawn_ = false;
};

}  // namespace

absl::StatusOr<VerifiedBundle> VerifyBundle(const v1::Evidence& evidence,
                                            const std::optional<tlog::Verifier>& public_key,
                                            std::span<const tlog::Verifier> witnesses,
                                            const std::string& time_stamp_ca_file) {
  const auto key = public_key.has_value() ? absl::StatusOr<tlog::Verifier>(*public_key)
                                          : tlog::Verifier::FromText(evidence.public_key());
  if (!key.ok()) return Fault("the evidence", "it names no public key");
  ASSIGN_OR_RETURN(VerifiedBundle verified, Bundle(evidence, *key, witnesses).Verify());
  ASSIGN_OR_RETURN(verified.stamped, CheckStamp(evidence.stamped_checkpoint(), time_stamp_ca_file));
  return verified;
}

}  // namespace bestand::ctl
