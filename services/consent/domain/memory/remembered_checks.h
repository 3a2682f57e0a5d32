#pragma once

#include "services/consent/domain/memory/contact_cache.h"
#include "services/consent/domain/memory/memory_checks.h"
#include "services/consent/domain/memory/state_barrier.h"

namespace bestand::consent {

// Checks that are answered from memory where it is as fresh as the database.
struct RememberedChecks {
  struct Parts {
    ContactChecks::Parts checks;
    StateLog& states;
    size_t memory_bytes;  // 0 remembers nothing
  };
  explicit RememberedChecks(const Parts& parts)
      : cache(parts.memory_bytes, parts.checks.clock),
        contacts(parts.checks.store, cache),
        checks(Remembering(parts.checks)),
        barrier(parts.states, cache) {
    barrier.Start();
  }

  ContactCache cache;
  RememberingStore contacts;
  ContactChecks checks;
  StateBarrier barrier;
  MemoryChecks memory{{checks, cache, barrier}};

 private:
  ContactChecks::Parts Remembering(const ContactChecks::Parts& p) {
    return {contacts, p.subjects, p.profile, p.clock, p.limits, p.address_key, p.rules, p.patience};
  }
};

}  // namespace bestand::consent
