#include "services/consent/domain/erasure/remaining_customers.h"

#include "common/error/error.h"

namespace bestand::consent {

absl::StatusOr<SubjectStore::Update> RemainingCustomers::Relations(std::span<const std::string> customers,
                                                                   absl::Duration patience) {
  ASSIGN_OR_RETURN(SubjectStore::Update update, all_.Relations(customers, patience));
  // After asking: who is erased meanwhile is seen here, or was here before and is removed with the rest.
  ASSIGN_OR_RETURN(const std::set<std::string> erased, erasures_.ErasedAmong(customers));
  std::erase_if(update.known, [&](const Subject& subject) { return erased.contains(subject.customer); });
  update.gone.insert(update.gone.end(), erased.begin(), erased.end());
  return update;
}

}  // namespace bestand::consent
