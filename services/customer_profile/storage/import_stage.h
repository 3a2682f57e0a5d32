#pragma once

#include <array>
#include <optional>
#include <unordered_set>
#include <vector>

#include "absl/time/time.h"
#include "common/id/id.h"
#include "common/storage/copy.h"
#include "services/customer_profile/domain/import.h"

namespace bestand::customer_profile {

// Writes the rows of one import into the session's staging table, and the rejected ones where they are
// kept. Counts both. Memory: one chunk of rejected rows, eight bytes a distinct product. One thread at
// a time; nothing else may run on the session between Add and Flush.
class ImportStage : public RowSink {
 public:
  // `report` names the import and is counted up.
  ImportStage(storage::Session& session, const absl::TimeZone& zone, ImportReport& report)
      : session_(session), zone_(zone), report_(report) {}
  // Empties the staging table, also after a failure.
  ~ImportStage() override;
  ImportStage(const ImportStage&) = delete;
  ImportStage& operator=(const ImportStage&) = delete;

  // Makes the staging table, if this session has none, and empties it.
  absl::Status Open();

  absl::Status Add(const PurchaseRow& row) override;
  absl::Status Reject(RejectedRow row) override;
  absl::Status Flush() override;

  // How many good rows each bucket has.
  const std::array<int64_t, kBuckets>& bucket_rows() const { return bucket_rows_; }
  int64_t rows() const { return rows_; }

 private:
  int64_t DayOfRow(absl::Time time);
  void WriteProductName(const PurchaseRow& row);
  void WriteCountry(const PurchaseRow& row, bool same_customer);
  absl::Status WriteRejected();

  storage::Session& session_;
  const absl::TimeZone& zone_;
  ImportReport& report_;
  bool open_ = false;
  std::optional<storage::BinaryCopy> copy_;
  std::vector<RejectedRow> rejected_;
  std::unordered_set<size_t> named_products_;  // hashes
  std::array<int64_t, kBuckets> bucket_rows_{};
  int64_t rows_ = 0;
  std::string customer_id_;  // of the row before, with its bucket
  int bucket_ = 0;
  absl::Time time_ = absl::InfinitePast();  // of the row before, with its day
  int64_t day_ = 0;
};

}  // namespace bestand::customer_profile
