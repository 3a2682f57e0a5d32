#pragma once

#include "absl/status/status.h"
#include "bestand/customer_profile/v1/customer_service.pb.h"
#include "services/customer_profile/domain/customer.h"

namespace bestand::customer_profile {

// FIELD_INVALID naming all that is wrong, or OK.
absl::Status CheckRequest(const v1::CreateCustomerRequest& request);
absl::Status CheckRequest(const v1::GetCustomerRequest& request);
absl::Status CheckRequest(const v1::BatchGetCustomersRequest& request);
absl::Status CheckRequest(const v1::ListCustomersRequest& request);
absl::Status CheckRequest(const v1::UpdateCustomerRequest& request);
absl::Status CheckRequest(const v1::BatchGetRelationsRequest& request);

// For requests that were checked.
Customer FromWire(const v1::Customer& wire);
CustomerUpdate FromWire(const v1::UpdateCustomerRequest& request);

void ToWire(const Customer& customer, v1::Customer& wire);

// The state stands beside: it depends on the day.
void ToWire(const Relation& relation, RelationState state, v1::Relation& wire);

}  // namespace bestand::customer_profile
