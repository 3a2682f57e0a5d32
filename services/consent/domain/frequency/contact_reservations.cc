#include "services/consent/domain/frequency/contact_reservations.h"

namespace bestand::consent {

absl::StatusOr<Reservation> ContactReservations::Reserve(const ContactQuery& query,
                                                         std::string_view message) {
  checks_.Prepare({&query.customer, 1});
  return slots_.Reserve(query, message,
                        [&](const ContactRecord& record) { return checks_.Judge(query, record); });
}

}  // namespace bestand::consent
