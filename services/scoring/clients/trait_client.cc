#include "services/scoring/clients/trait_client.h"

#include "common/error/error.h"
#include "common/validate/names.h"

namespace bestand::scoring {

namespace profile = customer_profile::v1;

Traits TraitsOf(const profile::Customer& customer) {
  const bool company = customer.kind() == profile::CUSTOMER_KIND_COMPANY;
  const bool person = customer.kind() == profile::CUSTOMER_KIND_PERSON;
  return {.kind = company ? "COMPANY" : person ? "PERSON" : "", .country = customer.country()};
}

absl::StatusOr<std::vector<Traits>> TraitClient::FindTraits(std::span<const std::string> customer_ids) {
  profile::BatchGetCustomersRequest request;
  for (const std::string& id : customer_ids) request.add_names(CustomerName(id));
  ASSIGN_OR_RETURN(const auto response,
                   client_.Call(&profile::CustomerService::Stub::BatchGetCustomers, request));
  std::vector<Traits> traits;
  for (const profile::CustomerResult& result : response.results())
    traits.push_back(TraitsOf(result.customer()));
  if (traits.size() == customer_ids.size()) return traits;
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "customer-profile answered for another number of customers; report it with the trace id.");
}

}  // namespace bestand::scoring
