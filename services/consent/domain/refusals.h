#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// A withdrawn consent, and the log's size with it.
struct Withdrawn {
  Consent consent;
  int64_t log_size = 0;
};

// Withdrawals and objections, on a log that somebody holds or by themselves. Once committed, no later check
// allows what was refused. Threads may share it.
class Refusals {
 public:
  explicit Refusals(ConsentStore& store) : store_(store) {}

  // Withdraws a consent, also one that was only asked for; its open requests end. Twice is once.
  // Fails with PURPOSE_UNKNOWN, CONSENT_NOT_GRANTED when there is nothing to withdraw.
  static absl::StatusOr<Consent> Withdraw(LogWriter& log, const ConsentKey& key,
                                          const Circumstances& circumstances);
  absl::StatusOr<Withdrawn> Withdraw(const ConsentKey& key, const Circumstances& circumstances);

  // The same by the link in a message, whatever the message rested on: where there is no consent, its refusal
  // is recorded all the same, so that no exemption is used either. Fails with PURPOSE_UNKNOWN.
  static absl::Status Unsubscribe(LogWriter& log, const ConsentKey& key, const Circumstances& circumstances);

  // Records an objection to a channel, or to all; open requests on it end. Returns the log's size.
  static absl::Status Object(LogWriter& log, std::string_view customer, std::optional<Channel> channel,
                             const Circumstances& circumstances);
  absl::StatusOr<int64_t> Object(std::string_view customer, std::optional<Channel> channel,
                                 const Circumstances& circumstances);

  // Removes an objection that was a mistake; consents are as before it. Returns the log's size.
  // Fails with OBJECTION_UNKNOWN.
  absl::StatusOr<int64_t> Lift(std::string_view customer, std::optional<Channel> channel,
                               std::string_view reason);

 private:
  ConsentStore& store_;
};

}  // namespace bestand::consent
