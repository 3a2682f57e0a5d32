#pragma once

#include "common/storage/rows.h"
#include "services/customer_profile/domain/purchase_summary.h"

namespace bestand::customer_profile {

// Reads customer id, bucket and the columns of purchase_summaries in their order.
inline BulkSummary ToBulkSummary(const storage::Row& row) {
  return {.customer_id = row.Text(0),
          .bucket = static_cast<int>(row.Int(1)),
          .summary = {.first_day = row.MaybeInt(2),
                      .last_day = row.MaybeInt(3),
                      .repeats = row.Int(4),
                      .earlier_repeats = row.Int(5),
                      .repeat_value_minor = row.Int(6),
                      .total_value_minor = row.Int(7),
                      .last_outbound_day = row.MaybeInt(8)}};
}

}  // namespace bestand::customer_profile
