#include "services/scoring/storage/products/sql_product_store.h"

#include "common/error/error.h"
#include "services/scoring/storage/products/product_rows.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {

using storage::Row;
using storage::Rows;
using storage::Session;

absl::Status SqlProductStore::Publish(const ProductRecord& record) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows known, session.Run(sql::kFindProductModel, {{"id", record.id}}));
    if (!known.empty()) return absl::OkStatus();
    storage::BinaryCopy copy(session, sql::kCopyProductItems);
    for (uint32_t item = 0; item < record.model.items.size() && copy.ok(); ++item)
      CopyItem(record, item, copy);
    RETURN_IF_ERROR(copy.Finish().status());
    RETURN_IF_ERROR(session.Run(sql::kAddProductModel, ParamsOf(record)).status());
    RETURN_IF_ERROR(session.Run(sql::kRemoveOldProductItems).status());
    return session.Run(sql::kRemoveOldProductModels).status();
  });
}

absl::StatusOr<std::string> SqlProductStore::ActiveId() {
  const auto find = [](Session& session) { return session.Run(sql::kFindActiveProductModel); };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(find, storage::Repeat::kOnce));
  return rows.empty() ? std::string() : std::string(rows[0].Text(0));
}

absl::StatusOr<ProductRecord> SqlProductStore::Load(std::string_view id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<ProductRecord> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kFindProductModel, {{"id", id}}));
        if (rows.empty()) return NoProductModel();
        ProductRecord record = ToProductRecord(id, rows[0]);
        const auto items = static_cast<size_t>(rows[0].Int(4));
        RETURN_IF_ERROR(session.Stream(sql::kStreamProductItems, {{"id", id}},
                                       [&](const Row& row) { return AddItem(row, items, record); }));
        if (record.model.items.size() != items) return NoProductModel();  // removed meanwhile
        return record;
      },
      storage::Repeat::kOnce);
}

}  // namespace bestand::scoring
