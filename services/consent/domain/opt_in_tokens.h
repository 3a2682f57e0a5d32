#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "common/time/clock.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/domain/mail_limits.h"

namespace bestand::consent {

// What the holder of a confirmation mail may do besides confirming. Threads may share it.
class OptInTokens {
 public:
  OptInTokens(ConsentStore& store, AddressKey address_key)
      : store_(store), address_key_(std::move(address_key)) {}

  // Returns the request of a token, used or not; changes nothing. Fails with CONFIRMATION_UNKNOWN.
  absl::StatusOr<RequestView> LookUp(std::string_view token);

  // "That wasn't me": ends this request, but nothing else of the customer's, and lets no confirmation mail go
  // to its address any more. Twice is once. On a log that somebody holds, or by itself: then it returns the
  // log's size. Fails with CONFIRMATION_UNKNOWN, CONFIRMATION_USED: who confirmed can withdraw.
  absl::Status Disown(LogWriter& log, std::string_view token, const Circumstances& circumstances) const;
  absl::StatusOr<int64_t> Disown(std::string_view token, const Circumstances& circumstances);

  // Lets confirmation mails go to an address again. Fails with SUPPRESSION_UNKNOWN.
  absl::Status LiftSuppression(std::string_view address);

 private:
  absl::Status EndDisowned(LogWriter& log, const TokenUse& use, const Circumstances& circumstances) const;

  ConsentStore& store_;
  const AddressKey address_key_;
};

}  // namespace bestand::consent
