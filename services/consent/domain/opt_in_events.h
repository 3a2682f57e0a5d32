#pragma once

#include "services/consent/domain/opt_ins.h"

namespace bestand::consent {

// Return what is recorded of a request and of its confirmation: all that the state can be worked out from
// again, and what proves it.
NewEvent RequestedEvent(const OptIn& opt_in, const Consent& consent, const OptInRequest& request,
                        const Terms& terms);
NewEvent ConfirmedEvent(const OptIn& opt_in, const Confirmation& confirmation, const Terms& terms);

}  // namespace bestand::consent
