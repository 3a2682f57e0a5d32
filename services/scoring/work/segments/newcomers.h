#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/prospects/cohorts.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/segments/customer_table.h"
#include "services/scoring/work/segments/purchase_lines.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// Returns what newcomers are worth in 60 months, by what is known of them: today's customers as the newcomers
// they were (see CohortBuilder), discounted and times margin as the set. Fails as AttributeSource.
absl::StatusOr<std::vector<Cohort>> ValueNewcomers(const CustomerTable& customers,
                                                   AttributeSource& attributes, const ScoreSet& set,
                                                   const FittedModel& model);

// What may be known of somebody who has not bought; empty where it is not known.
struct Prospect {
  std::string kind;           // "PERSON" or "COMPANY"
  std::string country;        // as customer-profile has it
  std::string product_group;  // id of a group
  std::string product;        // id of a product, used when there is no group
};

struct ProspectValue {
  Cohort cohort;            // the lookalikes
  std::string cohort_name;  // in words, with their number
};

struct ProspectValues {
  SegmentRun run;
  std::vector<ProspectValue> values;  // in the order asked
};

// Values prospects by the published run. Fails with NO_SEGMENTS; CONCURRENT_CHANGE when it was replaced
// meanwhile.
absl::StatusOr<ProspectValues> ScoreProspects(SegmentStore& store, const std::vector<Prospect>& prospects);

}  // namespace bestand::scoring
