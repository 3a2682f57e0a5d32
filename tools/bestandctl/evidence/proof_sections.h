#pragma once

#include "common/html/html.h"
#include "tools/bestandctl/evidence/page.h"

namespace bestand::ctl {

// Return the sections of the evidence page for those who check: every entry, and how to prove them.
html::Html RecordSection(const consent::v1::Evidence& evidence, html::Language language);
html::Html ProofSection(const consent::v1::Evidence& evidence, const EvidenceFile& file,
                        html::Language language);

}  // namespace bestand::ctl
