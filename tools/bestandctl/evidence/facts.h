#pragma once

#include <string>

#include "bestand/consent/v1/evidence_service.pb.h"
#include "common/mime/mail.h"
#include "tools/bestandctl/verify/payload_fields.h"

namespace bestand::ctl {

// One step on the way to a consent, and what was recorded about it. Null where it did not happen.
struct Step {
  const consent::v1::EvidenceItem* item = nullptr;
  Payload payload;
};

// What speaks for one consent: the newest confirmed request, else the newest request, with its mail. Lives no
// longer than the evidence.
struct Facts {
  Step request, mail, confirmation;
  Step imported;                                          // the newest proof from elsewhere
  const consent::v1::EvidenceWording* wording = nullptr;  // that was shown
  std::string mime;                                       // the mail as it went out
  mime::Mail shown;                                       // the same, taken apart; empty when it cannot be
};

Facts FactsOf(const consent::v1::Evidence& evidence);

}  // namespace bestand::ctl
