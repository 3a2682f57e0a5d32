#pragma once

#include "services/consent/api/subject_records.h"

namespace bestand::consent {

// Shows a person what is held, but for what would let whoever holds the link to the settings confirm a
// request in the place of the mailbox it went to: the text of confirmation mails whose tokens may still work.
// One thread at a time.
class OwnRecords final : public SubjectVisitor {
 public:
  // Mails that were sent before `ended` have tokens that work no more.
  OwnRecords(SubjectRecords& records, absl::Time ended) : records_(records), ended_(ended) {}

  absl::Status ShowRow(std::string_view table, std::string_view json) override;
  absl::Status Show(const Wording& wording) override { return records_.Show(wording); }
  absl::Status Show(const EvidenceItem& item) override;

 private:
  SubjectRecords& records_;
  const absl::Time ended_;
};

}  // namespace bestand::consent
