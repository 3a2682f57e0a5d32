#pragma once

#include <vector>

#include "absl/status/status.h"
#include "common/storage/copy.h"
#include "common/storage/params.h"
#include "common/storage/rows.h"
#include "services/scoring/work/products/product_store.h"

namespace bestand::scoring {

// A model as one row, without its products.
std::vector<storage::Param> ParamsOf(const ProductRecord& record);
ProductRecord ToProductRecord(std::string_view id, const storage::Row& row);

// Writes one product as a row, in the order of copy_product_items.
void CopyItem(const ProductRecord& record, uint32_t item, storage::BinaryCopy& copy);

// Adds the next product. Fails with INTERNAL_ERROR when its columns do not fit together or name products that
// a model with `items` products does not have.
absl::Status AddItem(const storage::Row& row, size_t items, ProductRecord& record);

}  // namespace bestand::scoring
