#pragma once

#include <string>

#include "bestand/consent/v1/evidence_service.pb.h"
#include "common/html/phrase.h"

namespace bestand::ctl {

// The file of the evidence that a page belongs to.
struct EvidenceFile {
  std::string name;    // without its folder
  std::string sha256;  // in hex
};

// Returns the evidence of one consent as a page for people: what was agreed to, when and how, and how to
// check it without us. Needs nothing else, prints on A4. Shows what the evidence says; VerifyBundle says
// whether that is so.
std::string EvidencePage(const consent::v1::Evidence& evidence, const EvidenceFile& file,
                         html::Language language);

}  // namespace bestand::ctl
