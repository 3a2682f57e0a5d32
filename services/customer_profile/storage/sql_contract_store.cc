#include "services/customer_profile/storage/sql_contract_store.h"

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/customer_profile/storage/changes.h"
#include "services/customer_profile/storage/sql_purchase_store.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

using storage::Row;
using storage::Rows;
using storage::Session;

constexpr char kNoContract[] = "00000000-0000-0000-0000-000000000000";  // before all others

Contract ToContract(const Row& row) {
  return {.contract_id = std::string(row.Text(0)),
          .customer_id = std::string(row.Text(10)),
          .source = std::string(row.Text(1)),
          .external_id = std::string(row.Text(2)),
          .product_id = std::string(row.Text(3)),
          .period_months = static_cast<int>(row.Int(4)),
          .price_minor = row.Int(5),
          .start_day = row.Int(6),
          .end_day = row.MaybeInt(7),
          .end_reason = std::string(row.Text(8)),
          .record_time = row.Time(9),
          .bucket = static_cast<int>(row.Int(11))};
}

absl::Status ContractUnknown(std::string_view contract_id) {
  return Failure(absl::StatusCode::kNotFound, "CONTRACT_UNKNOWN",
                 "The customer has no such contract; list the customer's contracts.",
                 {{"contract", std::string(contract_id)}});
}

absl::Status CheckRoom(Session& session, std::string_view customer_id) {
  ASSIGN_OR_RETURN(const Rows count, session.Run(sql::kCountContracts, {{"customer_id", customer_id}}));
  if (count[0].Int(0) < kMaxContracts) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "ROW_REFUSED",
                 "The customer has " + std::to_string(kMaxContracts) + " contracts, the most there may be.");
}

absl::StatusOr<std::optional<Contract>> FindBySource(Session& session, const Contract& contract) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kFindContractBySource, {{"customer_id", contract.customer_id},
                                                            {"source", contract.source},
                                                            {"external_id", contract.external_id}}));
  if (rows.empty()) return std::nullopt;
  return ToContract(rows[0]);
}

absl::StatusOr<Contract> FindOne(Session& session, const ContractEnd& end) {
  if (!IsUuid(end.contract_id)) return ContractUnknown(end.contract_id);
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindContract, {{"contract_id", end.contract_id},
                                                                     {"customer_id", end.customer_id}}));
  if (rows.empty()) return ContractUnknown(end.contract_id);
  return ToContract(rows[0]);
}

storage::Value MaybeDay(std::optional<int64_t> day) {
  return day.has_value() ? storage::Value(*day) : storage::Value(std::nullopt);
}

absl::Status Add(Session& session, const Contract& contract) {
  return session
      .Run(sql::kAddContract, {{"customer_id", contract.customer_id},
                               {"source", contract.source},
                               {"external_id", contract.external_id},
                               {"contract_id", NewUuid()},
                               {"bucket", BucketOf(contract.customer_id)},
                               {"product_id", contract.product_id},
                               {"period_months", contract.period_months},
                               {"price_minor", contract.price_minor},
                               {"start_day", contract.start_day},
                               {"end_day", MaybeDay(contract.end_day)},
                               {"end_reason", contract.end_reason}})
      .status();
}

// Contracts are in the one currency of all purchases.
absl::Status SetCurrency(Session& session, std::span<Contract> contracts) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindCurrency));
  if (rows.empty()) return absl::OkStatus();
  for (Contract& contract : contracts) contract.currency_code = rows[0].Text(0);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RecordedContract> SqlContractStore::Record(const Contract& contract) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<RecordedContract> {
    RETURN_IF_ERROR(LockCustomer(session, contract.customer_id));
    RETURN_IF_ERROR(ClaimCurrency(session, contract.currency_code));
    ASSIGN_OR_RETURN(std::optional<Contract> found, FindBySource(session, contract));
    const bool created = !found.has_value();
    if (created) {
      RETURN_IF_ERROR(CheckRoom(session, contract.customer_id));
      RETURN_IF_ERROR(Add(session, contract));
      RETURN_IF_ERROR(Tell(outbox_, session, ChangeKind::kCustomer, contract.customer_id));
      ASSIGN_OR_RETURN(found, FindBySource(session, contract));
    }
    RETURN_IF_ERROR(SetCurrency(session, std::span(&*found, 1)));
    return RecordedContract{*std::move(found), created};
  });
}

absl::StatusOr<Contract> SqlContractStore::End(const ContractEnd& end) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Contract> {
    RETURN_IF_ERROR(LockCustomer(session, end.customer_id));
    ASSIGN_OR_RETURN(Contract contract, FindOne(session, end));
    if (end.end_day <= contract.start_day) {
      return InvalidFields({{"end_date", "must lie after the contract's start_date"}});
    }
    RETURN_IF_ERROR(session
                        .Run(sql::kEndContract, {{"end_day", end.end_day},
                                                 {"end_reason", end.reason},
                                                 {"contract_id", end.contract_id},
                                                 {"customer_id", end.customer_id}})
                        .status());
    RETURN_IF_ERROR(Tell(outbox_, session, ChangeKind::kCustomer, end.customer_id));
    ASSIGN_OR_RETURN(contract, FindOne(session, end));
    RETURN_IF_ERROR(SetCurrency(session, std::span(&contract, 1)));
    return contract;
  });
}

absl::StatusOr<std::vector<Contract>> SqlContractStore::List(std::string_view customer_id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Contract>> {
        const std::vector<std::string> one{std::string(customer_id)};
        ASSIGN_OR_RETURN(const Rows customer, session.Run(sql::kFindCustomers, {{"customer_ids", one}}));
        if (customer.empty()) return CustomerUnknown(customer_id);
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListContracts, {{"customer_id", customer_id}}));
        std::vector<Contract> contracts;
        for (const Row row : rows) contracts.push_back(ToContract(row));
        RETURN_IF_ERROR(SetCurrency(session, contracts));
        return contracts;
      },
      storage::Repeat::kOnce);
}

absl::Status SqlContractStore::Stream(const ContractOrder& order,
                                      absl::FunctionRef<absl::Status(const Contract&)> show) {
  int64_t bucket = order.first_bucket;
  std::string after_customer, after_contract = kNoContract;
  for (;;) {
    std::vector<Contract> page;
    const auto read = [&](Session& session) -> absl::Status {
      page.clear();
      ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kPageContracts, {{"bucket", bucket},
                                                                          {"after_customer", after_customer},
                                                                          {"after_contract", after_contract},
                                                                          {"end_bucket", order.end_bucket}}));
      for (const Row row : rows) page.push_back(ToContract(row));
      return SetCurrency(session, page);
    };
    RETURN_IF_ERROR(database_.InSession(read, storage::Repeat::kOnce));
    if (page.empty()) return absl::OkStatus();
    for (const Contract& contract : page) RETURN_IF_ERROR(show(contract));
    bucket = page.back().bucket;
    after_customer = page.back().customer_id;
    after_contract = page.back().contract_id;
  }
}

}  // namespace bestand::customer_profile
