#pragma once

#include "services/consent/api/frequency_api.h"
#include "services/consent/api/ground_api.h"
#include "services/consent/api/rule_api.h"

namespace bestand::consent {

// The APIs of what decisions rest on besides consents, with what they alone need.
struct DecisionApis {
  struct Parts {
    ContactChecks& checks;
    const RuleBook& rules;
    GroundStore& grounds;
    SlotStore& slots;
    WishStore& wishes;
    AddressKey address_key;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit DecisionApis(const Parts& p)
      : grounds(p.grounds, p.address_key),
        reservations(p.checks, p.slots),
        rule_api(p.rules, p.runtime),
        ground_api({grounds, p.grounds, p.clock, p.runtime}),
        frequency_api({reservations, p.slots, p.wishes, p.clock, p.runtime}) {}

  Grounds grounds;
  ContactReservations reservations;
  RuleApi rule_api;
  GroundApi ground_api;
  FrequencyApi frequency_api;
};

}  // namespace bestand::consent
