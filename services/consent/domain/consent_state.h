#pragma once

#include <optional>

#include "absl/time/time.h"
#include "services/consent/domain/contact_question.h"

namespace bestand::consent {

// The moments in the life of one customer's consent to one purpose on one channel, by the log's time,
// which never stands still: two events never share a moment.
struct ConsentTimes {
  std::optional<absl::Time> request;   // last asked for
  std::optional<absl::Time> expire;    // until when the last request can be confirmed
  std::optional<absl::Time> confirm;   // last confirmed
  std::optional<absl::Time> withdraw;  // last withdrawn
  std::optional<absl::Time> last_use;  // last used for a contact
  std::optional<absl::Time> offline;   // last given on paper or by word of mouth
};

// The objections of one customer that may touch one channel.
struct ObjectionTimes {
  std::optional<absl::Time> this_channel;
  std::optional<absl::Time> all;  // not set when a newer opt-in on this channel lifted it here
};

// Returns the moment before which an unused consent is stale: 24 months of the calendar (UTC) ago.
absl::Time StaleBefore(absl::Time now);

// Returns where a consent stands. A request never takes a confirmed consent away, nor a withdrawal:
// only its confirmation counts. With an active contract nothing becomes stale.
ConsentState StateOf(const ConsentTimes& times, absl::Time now, bool contract_active);

// Says whether the person has asked and can still confirm: neither confirmed nor withdrawn since.
bool HasOpenRequest(const ConsentTimes& times, absl::Time now);

// Returns the same as StateOf for a confirmation mail, to which an open request or, without one, an offline
// consent is what counts, whatever was before it.
ConsentState StateToConfirm(const ConsentTimes& times, absl::Time now, bool contract_active);

// Returns the objection in force; that to all channels weighs more.
Objection ObjectionOf(const ObjectionTimes& objections);

// The same for a confirmation mail: what the person asked for after objecting was asked for anew, or
// no newer opt-in could ever lift an objection.
Objection ObjectionToRequest(const ObjectionTimes& objections, const ConsentTimes& times, absl::Time now);

}  // namespace bestand::consent
