#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "services/consent/clients/http/http_post.h"
#include "services/consent/process.h"
#include "services/consent/storage/anchors/sql_cosignatures.h"
#include "services/consent/storage/anchors/sql_time_stamps.h"
#include "services/consent/work/anchors/outcomes.h"
#include "services/consent/work/anchors/witness_worker.h"
#include "services/consent/work/time_stamps/outcomes.h"
#include "services/consent/work/time_stamps/time_stamp_worker.h"

namespace bestand::consent {

// What asks others to vouch for the log, beside the calls.
class Anchoring {
 public:
  Anchoring(const WitnessSettings& witnesses, const TimeStampSettings& time_stamps, Process& p)
      : cosignatures_(p.database, p.signer.name), stamps_(p.database, p.signer.name) {
    const HttpPost post = PostByCurl({.ca_file = witnesses.ca_file});
    for (const Witness& witness : witnesses.witnesses) {
      const AnchorOutcomes outcomes(p.logger, p.metrics, witness.key.name);
      workers_.push_back(std::make_unique<WitnessWorker>(
          witness, WitnessWorker::Parts{p.evidence, cosignatures_, post, witnesses.interval, outcomes.Tell(),
                                        outcomes.Show()}));
    }
    if (time_stamps.url.empty()) return;
    stamping_.emplace(time_stamps, TimeStampWorker::Parts{p.evidence, stamps_, PostByCurl({}), SystemClock(),
                                                          TellOfTimeStamps(p.logger, p.metrics),
                                                          ShowTimeStamps(p.metrics)});
  }

 private:
  SqlCosignatures cosignatures_;
  SqlTimeStamps stamps_;
  std::vector<std::unique_ptr<WitnessWorker>> workers_;
  std::optional<TimeStampWorker> stamping_;
};

}  // namespace bestand::consent
