#include "services/consent/storage/payloads/seal_plain_payloads.h"

#include <string>
#include <vector>

#include "common/error/error.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Rows;
using storage::Session;

constexpr int64_t kStep = 1000;

// Where the last step ended.
struct Place {
  std::string customer;
  int64_t log_index = -1;
};

// Returns whether there may be more.
absl::StatusOr<bool> SealStep(Session& session, const PayloadVault& vault, Place& after) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kLockPlainPayloads, {{"customer_id", after.customer},
                                                                          {"log_index", after.log_index},
                                                                          {"limit", kStep}}));
  if (rows.empty()) return false;
  std::vector<PlainPayload> payloads;
  std::vector<std::string> customers;
  std::vector<int64_t> indexes;
  for (const Row row : rows) {
    customers.emplace_back(row.Text(0));
    indexes.push_back(row.Int(1));
    payloads.push_back({{row.Bytes(2), row.Int(1)}, row.Bytes(3), row.Bytes(4)});
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> sealed, vault.Seal(payloads));
  after = {customers.back(), indexes.back()};
  std::vector<Bytes> bytes;
  bytes.reserve(sealed.size());
  for (const std::string& each : sealed) bytes.push_back({each});
  RETURN_IF_ERROR(session
                      .Run(sql::kMovePlainPayloads,
                           {{"customer_ids", customers}, {"log_indexes", indexes}, {"sealed", bytes}})
                      .status());
  return true;
}

}  // namespace

absl::Status SealPlainPayloads(storage::Database& database, const PayloadVault& vault) {
  Place done;
  while (true) {
    Place reached;
    const auto step = [&](Session& session) {
      reached = done;
      return SealStep(session, vault, reached);
    };
    ASSIGN_OR_RETURN(const bool more, database.InTransaction(step));
    if (!more) return absl::OkStatus();
    done = reached;
  }
}

}  // namespace bestand::consent
