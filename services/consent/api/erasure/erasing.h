#pragma once

#include "services/consent/api/erasure/erasure_api.h"
#include "services/consent/domain/erasure/erasure_worker.h"
#include "services/consent/domain/erasure/remaining_customers.h"

namespace bestand::consent {

// Erasures: who asks for them, who does them, and whom they hide.
struct Erasing {
  struct Parts {
    CustomerProfile& profile;
    ErasureApi::Parts api;
    std::function<void(const absl::Status&)> tell_failure;
  };
  explicit Erasing(const Parts& p)
      : customers(p.profile, p.api.erasures), api(p.api), worker(p.api.erasures, p.tell_failure) {}

  RemainingCustomers customers;
  ErasureApi api;
  const ErasureWorker worker;
};

}  // namespace bestand::consent
