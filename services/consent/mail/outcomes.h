#pragma once

#include <string>

#include "common/error/error.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "services/consent/mail/mail_worker.h"

namespace bestand::consent {

// Counts and logs what becomes of mails, or of reports about them; never whom they are about. `good` is the
// outcome of success. Logger and metrics must outlive what is returned.
inline MailWorker::Tell TellOf(const log::Logger& logger, metrics::Metrics& metrics, std::string name,
                               std::string good) {
  return [&, name = std::move(name), good = std::move(good)](const absl::Status& outcome) {
    const std::string reason = outcome.ok() ? good : ReasonOf(outcome);
    metrics.CounterOf({name, "What became of mails and of reports about them."}, {{"outcome", reason}})
        .Increment();
    if (!outcome.ok()) logger.Warning("A mail or a report failed.", {{"reason", reason}});
  };
}

}  // namespace bestand::consent
