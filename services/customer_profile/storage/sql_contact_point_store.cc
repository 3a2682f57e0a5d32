#include "services/customer_profile/storage/sql_contact_point_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Rows;
using storage::Session;

ContactPoint ToContactPoint(std::string_view customer_id, const storage::Row& row) {
  return {.customer_id = std::string(customer_id),
          .contact_point_id = std::string(row.Text(0)),
          .type = static_cast<ContactPointType>(row.Int(1)),
          .address = std::string(row.Text(2)),
          .create_time = row.Time(3)};
}

absl::Status CheckRoom(Session& session, std::string_view customer_id) {
  ASSIGN_OR_RETURN(const Rows all, session.Run(sql::kListContactPoints, {{"customer_id", customer_id}}));
  if (all.size() < kMaxContactPoints) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "ROW_REFUSED",
                 "The customer has 100 contact points already, which is the most.");
}

absl::StatusOr<Rows> Insert(Session& session, const ContactPoint& contact_point) {
  return session.Run(sql::kCreateContactPoint, {{"customer_id", contact_point.customer_id},
                                                {"contact_point_id", NewUuid()},
                                                {"type", static_cast<int>(contact_point.type)},
                                                {"address", contact_point.address}});
}

}  // namespace

absl::StatusOr<ContactPoint> SqlContactPointStore::Create(const ContactPoint& contact_point) {
  const std::string& customer_id = contact_point.customer_id;
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<ContactPoint> {
    RETURN_IF_ERROR(LockCustomer(session, customer_id));
    ASSIGN_OR_RETURN(const Rows same,
                     session.Run(sql::kFindSameContactPoint, {{"customer_id", customer_id},
                                                              {"type", static_cast<int>(contact_point.type)},
                                                              {"address", contact_point.address}}));
    if (!same.empty()) return ToContactPoint(customer_id, same[0]);
    RETURN_IF_ERROR(CheckRoom(session, customer_id));
    ASSIGN_OR_RETURN(const Rows made, Insert(session, contact_point));
    RETURN_IF_ERROR(Tell(outbox_, session, ChangeKind::kCustomer, customer_id));
    return ToContactPoint(customer_id, made[0]);
  });
}

absl::StatusOr<std::vector<ContactPoint>> SqlContactPointStore::List(std::string_view customer_id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<ContactPoint>> {
        const std::vector<std::string> one{std::string(customer_id)};
        ASSIGN_OR_RETURN(const Rows known, session.Run(sql::kFindCustomers, {{"customer_ids", one}}));
        if (known.empty()) return CustomerUnknown(customer_id);
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kListContactPoints, {{"customer_id", customer_id}}));
        std::vector<ContactPoint> found;
        for (const storage::Row row : rows) found.push_back(ToContactPoint(customer_id, row));
        return found;
      },
      storage::Repeat::kOnce);
}

absl::StatusOr<ContactPoint> SqlContactPointStore::Find(std::string_view customer_id, std::string_view id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<ContactPoint> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindContactPoint, {{"customer_id", customer_id},
                                                                               {"contact_point_id", id}}));
        if (!rows.empty()) return ToContactPoint(customer_id, rows[0]);
        return Failure(absl::StatusCode::kNotFound, "CONTACT_POINT_UNKNOWN",
                       "There is no such contact point; list the customer's contact points.",
                       {{"contact_point", std::string(id)}});
      },
      storage::Repeat::kOnce);
}

}  // namespace bestand::customer_profile
