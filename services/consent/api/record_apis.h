#pragma once

#include "services/consent/api/evidence_api.h"
#include "services/consent/api/mail_feedback_api.h"
#include "services/consent/api/subject_rights_api.h"

namespace bestand::consent {

// The APIs of what is on record: its proof, what others report, and what people may ask for.
struct RecordApis {
  struct Parts {
    ConsentStore& consents;
    EvidenceStore& evidence;
    MailReports& mail_reports;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit RecordApis(const Parts& p)
      : evidence_api({p.evidence, p.clock, p.runtime}),
        feedback_api(p.mail_reports, p.runtime),
        rights_api({p.consents, p.evidence, p.clock, p.runtime}) {}

  EvidenceApi evidence_api;
  MailFeedbackApi feedback_api;
  SubjectRightsApi rights_api;
};

}  // namespace bestand::consent
