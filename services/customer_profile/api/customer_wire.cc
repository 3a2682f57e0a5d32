#include "services/customer_profile/api/customer_wire.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/customer_profile/api/batch.h"
#include "services/customer_profile/api/days.h"

namespace bestand::customer_profile {
namespace {

constexpr std::string_view kPaths[] = {"kind", "display_name", "country", "language_code", "birth_date"};

// Bytes; a character has at most four.
constexpr size_t kMaxName = 4 * 200;
constexpr size_t kMaxCountry = 4 * 64;

bool IsLanguage(std::string_view code) {
  const size_t dash = std::min(code.find('-'), code.size());
  return dash >= 2 && dash <= 3 &&
         std::all_of(code.begin(), code.begin() + static_cast<long>(dash), absl::ascii_islower) &&
         (dash == code.size() || (code.size() == dash + 3 && absl::ascii_isupper(code[dash + 1]) &&
                                  absl::ascii_isupper(code[dash + 2])));
}

void CheckCustomer(Violations& found, const v1::Customer& customer) {
  found.UnlessName("customer.name", customer.name(), "customers/*");
  found.Unless(v1::CustomerKind_IsValid(customer.kind()), "customer.kind", "must be a known kind");
  found.UnlessText("customer.display_name", customer.display_name(), kMaxName);
  found.UnlessText("customer.country", customer.country(), kMaxCountry);
  found.Unless(customer.language_code().empty() || IsLanguage(customer.language_code()),
               "customer.language_code", "must be a code such as de or de-AT");
  if (customer.has_birth_date()) UnlessDate(found, "customer.birth_date", customer.birth_date());
}

// Says whether an update changes a field: named in the mask, or set when there is no mask.
bool Changes(const v1::UpdateCustomerRequest& request, std::string_view path, bool is_set) {
  const auto& paths = request.update_mask().paths();
  return paths.empty() ? is_set : std::find(paths.begin(), paths.end(), path) != paths.end();
}

// An etag that is none of ours fits no version.
int64_t VersionOf(std::string_view etag) {
  const bool digits = etag.size() < 19 && etag.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? std::stoll(std::string(etag)) : -1;
}

}  // namespace

absl::Status CheckRequest(const v1::CreateCustomerRequest& request) {
  Violations found;
  CheckCustomer(found, request.customer());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetCustomerRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "customers/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::BatchGetCustomersRequest& request) {
  Violations found;
  UnlessCustomers(found, "names", request.names());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListCustomersRequest& request) {
  Violations found;
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::UpdateCustomerRequest& request) {
  Violations found;
  CheckCustomer(found, request.customer());
  for (int at = 0; at < request.update_mask().paths_size(); ++at) {
    const std::string& path = request.update_mask().paths(at);
    found.Unless(std::find(std::begin(kPaths), std::end(kPaths), path) != std::end(kPaths),
                 Indexed("update_mask.paths", at),
                 "must be kind, display_name, country, language_code or birth_date");
  }
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::BatchGetRelationsRequest& request) {
  Violations found;
  UnlessCustomers(found, "customers", request.customers());
  return found.ToStatus();
}

Customer FromWire(const v1::Customer& wire) {
  Customer customer{.customer_id = CustomerIdOf(wire.name()),
                    .kind = static_cast<CustomerKind>(wire.kind()),
                    .display_name = wire.display_name(),
                    .country = wire.country(),
                    .language_code = wire.language_code()};
  if (wire.has_birth_date()) customer.birth_day = DayNumber(wire.birth_date());
  return customer;
}

CustomerUpdate FromWire(const v1::UpdateCustomerRequest& request) {
  const v1::Customer& wire = request.customer();
  const Customer customer = FromWire(wire);
  CustomerUpdate update{.customer_id = customer.customer_id};
  if (Changes(request, "kind", wire.kind() != v1::CUSTOMER_KIND_UNSPECIFIED)) update.kind = customer.kind;
  if (Changes(request, "display_name", !wire.display_name().empty()))
    update.display_name = wire.display_name();
  if (Changes(request, "country", !wire.country().empty())) update.country = wire.country();
  if (Changes(request, "language_code", !wire.language_code().empty())) {
    update.language_code = wire.language_code();
  }
  update.change_birth_day = Changes(request, "birth_date", wire.has_birth_date());
  update.birth_day = customer.birth_day;
  if (!wire.etag().empty()) update.version = VersionOf(wire.etag());
  return update;
}

void ToWire(const Customer& customer, v1::Customer& wire) {
  wire.set_name(CustomerName(customer.customer_id));
  wire.set_kind(static_cast<v1::CustomerKind>(customer.kind));
  wire.set_display_name(customer.display_name);
  wire.set_country(customer.country);
  wire.set_language_code(customer.language_code);
  if (customer.birth_day.has_value()) *wire.mutable_birth_date() = DateOf(*customer.birth_day);
  wire.set_etag(std::to_string(customer.version));
  *wire.mutable_create_time() = ToTimestamp(customer.create_time);
  *wire.mutable_update_time() = ToTimestamp(customer.update_time);
}

void ToWire(const Relation& relation, RelationState state, v1::Relation& wire) {
  wire.set_customer(CustomerName(relation.customer_id));
  wire.set_kind(static_cast<v1::CustomerKind>(relation.kind));
  wire.set_state(static_cast<v1::RelationState>(state));
  wire.set_contract_active(relation.contract_active);
  wire.set_country(relation.country);
  if (relation.last_purchase.has_value()) {
    *wire.mutable_last_purchase_time() = ToTimestamp(*relation.last_purchase);
  }
}

}  // namespace bestand::customer_profile
