#pragma once

#include "bestand/consent/v1/consent_service.pb.h"
#include "services/gateway/domain/desk.h"

namespace bestand::gateway {

// Returns who calls, for the record.
inline consent::v1::Circumstances CircumstancesOf(const Visitor& visitor) {
  consent::v1::Circumstances circumstances;
  circumstances.set_origin(visitor.origin);
  circumstances.set_ip_address(visitor.ip_address);
  circumstances.set_user_agent(visitor.user_agent);
  return circumstances;
}

}  // namespace bestand::gateway
