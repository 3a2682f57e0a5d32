#pragma once

#include <memory>
#include <vector>

#include "services/consent/clients/http/http_post.h"
#include "services/consent/process.h"
#include "services/consent/storage/anchors/sql_cosignatures.h"
#include "services/consent/work/anchors/outcomes.h"
#include "services/consent/work/anchors/witness_worker.h"

namespace bestand::consent {

// What asks others to vouch for the log, beside the calls.
class Anchoring {
 public:
  Anchoring(const WitnessSettings& settings, Process& p) : cosignatures_(p.database, p.signer.name) {
    const HttpPost post = PostByCurl({.ca_file = settings.ca_file});
    for (const Witness& witness : settings.witnesses) {
      const AnchorOutcomes outcomes(p.logger, p.metrics, witness.key.name);
      workers_.push_back(std::make_unique<WitnessWorker>(
          witness, WitnessWorker::Parts{p.evidence, cosignatures_, post, settings.interval, outcomes.Tell(),
                                        outcomes.Show()}));
    }
  }

 private:
  SqlCosignatures cosignatures_;
  std::vector<std::unique_ptr<WitnessWorker>> workers_;
};

}  // namespace bestand::consent
