#pragma once

#include "services/consent/domain/memory/memory_checks.h"

namespace bestand::consent {

// Checks that are answered from memory where it is as fresh as the database, with all that they need.
struct RememberedChecks {
  // `given` names the store that is read where memory does not know.
  RememberedChecks(ContactChecks::Parts given, StateLog& states, size_t bytes)
      : cache(bytes, given.clock),
        contacts(given.store, cache),
        checks({contacts, given.subjects, given.profile, given.clock, given.limits, given.address_key,
                given.rules, given.patience}),
        barrier(states, cache) {
    barrier.Start();
  }

  ContactCache cache;
  RememberingStore contacts;
  ContactChecks checks;
  StateBarrier barrier;
  MemoryChecks memory{{checks, cache, barrier}};
};

}  // namespace bestand::consent
