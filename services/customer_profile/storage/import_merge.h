#pragma once

#include "common/storage/database.h"
#include "common/storage/outbox.h"
#include "services/customer_profile/domain/import.h"
#include "services/customer_profile/storage/import_stage.h"

namespace bestand::customer_profile {

// Merges what a stage holds into the tables, a range of buckets in a transaction, and counts into
// `report`. Each transaction is complete in itself: customers, lines, days, summaries, changes; so an
// import that breaks off leaves nothing half done, and the same rows again do the rest.
class ImportMerge {
 public:
  struct Parts {
    storage::Database& database;
    storage::Session& session;  // that has the stage; leased by this thread
    storage::Outbox& outbox;
    const ImportOrder& order;
    ImportReport& report;
  };
  explicit ImportMerge(const Parts& parts) : parts_(parts) {}

  absl::Status Run(const ImportStage& stage);

 private:
  struct Step {
    int first_bucket;
    int end_bucket;
  };
  struct Counts {
    int64_t customers = 0;
    int64_t lines = 0;
    absl::Time first = absl::InfiniteFuture();
    absl::Time last = absl::InfinitePast();
  };

  static std::vector<Step> StepsOf(const ImportStage& stage);
  absl::Status MakeProducts();
  absl::Status Merge(const Step& step);
  absl::StatusOr<Counts> MergeLines(const Step& step);
  absl::Status InTransaction(absl::FunctionRef<absl::Status()> work);

  const Parts parts_;
};

}  // namespace bestand::customer_profile
