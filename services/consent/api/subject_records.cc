#include "services/consent/api/subject_records.h"

#include "common/error/error.h"
#include "google/protobuf/util/json_util.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/evidence_wire.h"

namespace bestand::consent {
namespace {

constexpr size_t kChunkBytes = 128 * 1024;

}  // namespace

absl::Status SubjectRecords::ShowRow(std::string_view table, std::string_view json) {
  v1::SubjectRecord& record = *chunk_.add_records();
  record.mutable_row()->set_table(table.data(), table.size());
  const std::string text(json);
  if (!google::protobuf::util::JsonStringToMessage(text, record.mutable_row()->mutable_columns()).ok()) {
    return absl::InternalError("a row cannot be read as JSON");
  }
  return SendWhenFull(record);
}

absl::Status SubjectRecords::Show(const Wording& wording) {
  v1::SubjectRecord& record = *chunk_.add_records();
  *record.mutable_wording() = EvidenceOf(wording);
  return SendWhenFull(record);
}

absl::Status SubjectRecords::Show(const EvidenceItem& item) {
  v1::SubjectRecord& record = *chunk_.add_records();
  v1::SubjectEvent& event = *record.mutable_event();
  *event.mutable_event() = ToWire(item.event);
  event.set_recorded(item.payload);
  event.set_salt(item.salt);
  event.set_leaf(item.event.leaf);
  event.set_tlog_proof(item.proof.ToText());
  return SendWhenFull(record);
}

absl::Status SubjectRecords::SendWhenFull(const v1::SubjectRecord& added) {
  bytes_ += added.ByteSizeLong();
  return bytes_ < kChunkBytes ? absl::OkStatus() : Finish();
}

absl::Status SubjectRecords::Finish() {
  if (chunk_.records_size() == 0) return absl::OkStatus();
  const bool going = write_(chunk_);
  chunk_.Clear();
  bytes_ = 0;
  return going ? absl::OkStatus() : absl::CancelledError();
}

}  // namespace bestand::consent
