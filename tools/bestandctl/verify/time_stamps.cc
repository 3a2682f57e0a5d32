#include "tools/bestandctl/verify/time_stamps.h"

#include "common/time_stamps/time_stamp.h"
#include "common/validate/wire_values.h"
#include "tools/bestandctl/verify/fault.h"

namespace bestand::ctl {
namespace {

constexpr char kPlace[] = "the time stamp";

}  // namespace

absl::StatusOr<tlog::Checkpoint> OpenStamped(const consent::v1::StampedCheckpoint& stamped,
                                             const tlog::Verifier& log) {
  const auto checkpoint = tlog::Checkpoint::FromText(stamped.text());
  const bool plain = checkpoint.has_value() && checkpoint->ToText() == stamped.text();
  if (!plain || checkpoint->origin != log.name) return Fault(kPlace, "it is of no checkpoint of this log");
  if (checkpoint->size != stamped.log_size()) return Fault(kPlace, "its size is not the one told beside it");
  return *checkpoint;
}

absl::StatusOr<std::optional<Stamping>> CheckStamp(const consent::v1::StampedCheckpoint& stamped,
                                                   const std::string& ca_file) {
  if (ca_file.empty()) return std::nullopt;
  if (stamped.text().empty()) return Fault(kPlace, "there is none");
  const auto time = time_stamps::TimeInKept(stamped.text(), stamped.time_stamp_response(), ca_file);
  if (!ReasonOf(time.status()).empty()) return time.status();
  if (!time.ok()) return Fault(kPlace, MessageOf(time.status()));
  if (*time != ToTime(stamped.stamp_time())) return Fault(kPlace, "its time is not the one told beside it");
  return Stamping{stamped.log_size(), *time};
}

}  // namespace bestand::ctl
