#pragma once

#include <mutex>
#include <string>

#include "common/error/error.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The currency of all purchases, which never changes once there is one, so it is asked for only until
// then. Threads may share it.
class LedgerCurrency {
 public:
  explicit LedgerCurrency(PurchaseStore& purchases) : purchases_(purchases) {}

  // Returns "" before the first purchase.
  absl::StatusOr<std::string> Get() {
    {
      const std::lock_guard lock(mutex_);
      if (!code_.empty()) return code_;
    }
    ASSIGN_OR_RETURN(std::string code, purchases_.Currency());
    const std::lock_guard lock(mutex_);
    return code_ = std::move(code);
  }

 private:
  PurchaseStore& purchases_;
  std::mutex mutex_;
  std::string code_;
};

}  // namespace bestand::customer_profile
