#pragma once

#include "bestand/scoring/v1/next_product_service.pb.h"
#include "common/jobs/job.h"
#include "services/scoring/work/products/next_products.h"
#include "services/scoring/work/products/product_fit_request.h"

namespace bestand::scoring {

ProductFitRequest FromWire(const v1::ProductFitRequest& wire);

// Fails with INTERNAL_ERROR when the job's own record cannot be read.
absl::Status ToWire(const jobs::Job& job, v1::ProductFitJob& wire);

void ToWire(const ProductRecord& record, v1::ProductModel& wire);
void ToWire(const CustomerSuggestions& suggestions, v1::NextProducts& wire);
void ToWire(const Transition& transition, const TransitionTable& table, const ProductRecord& record,
            v1::Transition& wire);

// Of a list: 0 stands for 10, more than 100 for 100.
size_t ListSizeOf(int32_t size);

}  // namespace bestand::scoring
