#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace bestand::customer_profile {

using WireNames = google::protobuf::RepeatedPtrField<std::string>;

// Adds a violation for each name that is none of a customer, and one unless there are 1 to 1,000.
inline void UnlessCustomers(Violations& found, std::string_view field, const WireNames& names) {
  found.UnlessBatch(field, names.size());
  for (int at = 0; at < names.size() && at < 1000; ++at) {
    found.UnlessName(Indexed(field, at), names[at], "customers/*");
  }
}

// The bare ids of customers' names.
inline std::vector<std::string> CustomerIdsOf(const WireNames& names) {
  std::vector<std::string> ids;
  for (const std::string& name : names) ids.push_back(CustomerIdOf(name));
  return ids;
}

// Answers each name with what was found for it, in the order asked: `add` adds a result to the
// response, `fill` fills it from what was found.
template <class Found, class Add, class Fill>
void AnswerEach(const WireNames& names, const std::vector<Found>& all, Add add, Fill fill) {
  std::unordered_map<std::string_view, const Found*> by_id;
  for (const Found& found : all) by_id[found.customer_id] = &found;
  for (const std::string& name : names) {
    auto* result = add();
    const auto found = by_id.find(std::string_view(name).substr(name.find('/') + 1));
    if (found != by_id.end()) {
      fill(*found->second, *result);
    } else {
      *result->mutable_error() = rpc::ToWireStatus(
          Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN",
                  "There is no such customer; create or import the customer first.", {{"customer", name}}));
    }
  }
}

}  // namespace bestand::customer_profile
