#pragma once

#include <functional>
#include <string_view>

#include "bestand/consent/v1/subject_rights_service.pb.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Sends what it is shown of a customer, chunk by chunk. One thread at a time.
class SubjectRecords final : public SubjectVisitor {
 public:
  using Chunk = v1::ExportSubjectResponse;

  // `write` sends a chunk, which it may empty, or says that nobody takes more.
  explicit SubjectRecords(std::function<bool(Chunk&)> write) : write_(std::move(write)) {}

  absl::Status ShowRow(std::string_view table, std::string_view json) override;
  absl::Status Show(const Wording& wording) override;
  absl::Status Show(const EvidenceItem& item) override;

  // Sends the rest.
  absl::Status Finish();

 private:
  absl::Status SendWhenFull(const v1::SubjectRecord& added);

  const std::function<bool(Chunk&)> write_;
  Chunk chunk_;
  size_t bytes_ = 0;
};

}  // namespace bestand::consent
