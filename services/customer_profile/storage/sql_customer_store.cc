#include "services/customer_profile/storage/sql_customer_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Rows;
using storage::Session;

Customer ToCustomer(const storage::Row& row) {
  return {.customer_id = std::string(row.Text(0)),
          .kind = static_cast<CustomerKind>(row.Int(1)),
          .display_name = std::string(row.Text(2)),
          .country = std::string(row.Text(3)),
          .language_code = std::string(row.Text(4)),
          .birth_day = row.MaybeInt(5),
          .version = row.Int(6),
          .create_time = row.Time(7),
          .update_time = row.Time(8)};
}

std::vector<Customer> ToCustomers(const Rows& rows) {
  std::vector<Customer> customers;
  for (const storage::Row row : rows) customers.push_back(ToCustomer(row));
  return customers;
}

absl::StatusOr<Customer> FindOne(Session& session, std::string_view customer_id) {
  const std::vector<std::string> one{std::string(customer_id)};
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindCustomers, {{"customer_ids", one}}));
  if (rows.empty()) return CustomerUnknown(customer_id);
  return ToCustomer(rows[0]);
}

absl::Status CheckVersion(Session& session, const CustomerUpdate& update) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kLockCustomer, {{"customer_id", update.customer_id}}));
  if (rows.empty()) return CustomerUnknown(update.customer_id);
  if (update.version.value_or(rows[0].Int(0)) == rows[0].Int(0)) return absl::OkStatus();
  return Failure(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                 "Somebody changed the customer meanwhile; read it again and repeat the change.",
                 {{"etag", std::to_string(rows[0].Int(0))}});
}

absl::Status Insert(Session& session, const Customer& customer) {
  ASSIGN_OR_RETURN(const Rows made,
                   session.Run(sql::kCreateCustomer, {{"customer_id", customer.customer_id},
                                                      {"bucket", BucketOf(customer.customer_id)},
                                                      {"kind", static_cast<int>(customer.kind)},
                                                      {"display_name", customer.display_name},
                                                      {"country", customer.country},
                                                      {"language_code", customer.language_code},
                                                      {"birth_day", customer.birth_day}}));
  if (made.affected() == 1) return absl::OkStatus();
  return Failure(absl::StatusCode::kAlreadyExists, "CUSTOMER_EXISTS",
                 "A customer with this id exists already; use another id or update the customer.",
                 {{"customer", "customers/" + customer.customer_id}});
}

absl::Status ChangeFields(Session& session, const CustomerUpdate& update) {
  std::optional<int> kind;
  if (update.kind.has_value()) kind = static_cast<int>(*update.kind);
  return session
      .Run(sql::kUpdateCustomer, {{"customer_id", update.customer_id},
                                  {"kind", kind},
                                  {"display_name", update.display_name},
                                  {"country", update.country},
                                  {"language_code", update.language_code},
                                  {"change_birth_day", update.change_birth_day},
                                  {"birth_day", update.birth_day}})
      .status();
}

}  // namespace

absl::StatusOr<Customer> SqlCustomerStore::Create(const Customer& customer) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Customer> {
    RETURN_IF_ERROR(Insert(session, customer));
    RETURN_IF_ERROR(Tell(outbox_, session, ChangeKind::kCustomer, customer.customer_id));
    return FindOne(session, customer.customer_id);
  });
}

absl::StatusOr<Customer> SqlCustomerStore::Find(std::string_view customer_id) {
  return database_.InSession([&](Session& session) { return FindOne(session, customer_id); },
                             storage::Repeat::kOnce);
}

absl::StatusOr<std::vector<Customer>> SqlCustomerStore::FindMany(std::span<const std::string> customer_ids) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Customer>> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindCustomers, {{"customer_ids", customer_ids}}));
        return ToCustomers(rows);
      },
      storage::Repeat::kOnce);
}

absl::StatusOr<std::vector<Customer>> SqlCustomerStore::List(std::string_view after, int limit) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Customer>> {
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kListCustomers, {{"after", after}, {"limit", limit}}));
        return ToCustomers(rows);
      },
      storage::Repeat::kOnce);
}

absl::StatusOr<Customer> SqlCustomerStore::Update(const CustomerUpdate& update) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Customer> {
    RETURN_IF_ERROR(CheckVersion(session, update));
    RETURN_IF_ERROR(ChangeFields(session, update));
    RETURN_IF_ERROR(Tell(outbox_, session, ChangeKind::kCustomer, update.customer_id));
    return FindOne(session, update.customer_id);
  });
}

absl::StatusOr<std::vector<Relation>> SqlCustomerStore::Relations(std::span<const std::string> customer_ids,
                                                                  int64_t today) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Relation>> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindRelations,
                                                      {{"customer_ids", customer_ids}, {"today", today}}));
        std::vector<Relation> relations;
        for (const storage::Row row : rows) {
          Relation relation{std::string(row.Text(0)), static_cast<CustomerKind>(row.Int(1)), std::nullopt};
          if (row.Time(2) != absl::InfinitePast()) relation.last_purchase = row.Time(2);
          relation.contract_active = row.Bool(3);
          relation.country = row.Text(4);
          relations.push_back(std::move(relation));
        }
        return relations;
      },
      storage::Repeat::kOnce);
}

}  // namespace bestand::customer_profile
