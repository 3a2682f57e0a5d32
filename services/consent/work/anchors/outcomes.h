#pragma once

#include <functional>
#include <string>

#include "common/error/error.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "services/consent/work/anchors/cosignature_store.h"

namespace bestand::consent {

// Counts and logs what becomes of asking somebody elsewhere, and shows how far they vouch for the log. Logger
// and metrics must outlive what it returns.
class AnchorOutcomes {
 public:
  AnchorOutcomes(const log::Logger& logger, metrics::Metrics& metrics, std::string witness)
      : logger_(logger), metrics_(metrics), witness_(std::move(witness)) {}

  std::function<void(const absl::Status&)> Tell() const {
    return [*this](const absl::Status& outcome) {
      const std::string reason = outcome.ok() ? "COSIGNED" : ReasonOf(outcome);
      metrics_
          .CounterOf({"consent_cosignatures_total", "What became of asking witnesses."},
                     {{"witness", witness_}, {"outcome", reason}})
          .Increment();
      if (outcome.ok()) return;
      logger_.Warning("No cosignature of the log.",
                      {{"witness", witness_}, {"reason", reason}, {"message", MessageOf(outcome)}});
    };
  }

  std::function<void(const Cosigned&)> Show() const {
    return [*this](const Cosigned& newest) {
      const metrics::Labels labels = {{"witness", witness_}};
      metrics_
          .GaugeOf({"consent_cosigned_log_size", "Events that the witness's newest cosignature covers."},
                   labels)
          .Set(static_cast<double>(newest.checkpoint.size));
      metrics_.GaugeOf({"consent_cosigned_time_seconds", "When it was made, in seconds since 1970."}, labels)
          .Set(static_cast<double>(newest.cosignature.unix_seconds));
    };
  }

 private:
  const log::Logger& logger_;
  metrics::Metrics& metrics_;
  const std::string witness_;
};

}  // namespace bestand::consent
