#pragma once

#include "bestand/consent/v1/evidence_service.pb.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Translate the log for those who check it.

v1::CosignedCheckpoint ToWire(const CosignedCheckpoint& cosigned);
v1::StampedCheckpoint ToWire(const StampedCheckpoint& stamped);
v1::Evidence ToWire(const Evidence& evidence, const tlog::Verifier& public_key, absl::Time now);
v1::EvidenceWording EvidenceOf(const Wording& wording);
v1::LogHead ToWire(const LogEnd& end, const tlog::Verifier& public_key);
v1::LoggedEvent ToWire(const LoggedEvent& event);
v1::LogNode ToWire(const tlog::Node& node);
v1::ChainTip ToWire(const LoggedTip& tip);
v1::LoggedConsent ToWire(const LoggedConsent& consent);
v1::LoggedOptIn ToWire(const LoggedOptIn& opt_in);
v1::LoggedObjection ToWire(const LoggedObjection& objection);

}  // namespace bestand::consent
