#include "services/consent/api/person/own_records.h"

#include <string>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace bestand::consent {
namespace {

constexpr std::string_view kMailBytes = "mime_base64=";
constexpr std::string_view kHeldBack = "held back while its link may work";

// The columns of a mail that waits, without its text.
absl::StatusOr<std::string> WithoutText(std::string_view json) {
  google::protobuf::Struct row;
  std::string shown;
  if (!google::protobuf::util::JsonStringToMessage(std::string(json), &row).ok())
    return absl::InternalError("a row cannot be read as JSON");
  for (const char* column : {"text", "html"}) row.mutable_fields()->erase(column);
  if (!google::protobuf::util::MessageToJsonString(row, &shown).ok())
    return absl::InternalError("a row cannot be written as JSON");
  return shown;
}

void HoldBackBytes(std::string& payload) {
  const size_t begin = payload.find(kMailBytes);
  if (begin == std::string::npos) return;
  const size_t from = begin + kMailBytes.size();
  payload.replace(from, payload.find('\n', from) - from, kHeldBack);
}

}  // namespace

absl::Status OwnRecords::ShowRow(std::string_view table, std::string_view json) {
  if (table != "mails") return records_.ShowRow(table, json);
  const absl::StatusOr<std::string> shown = WithoutText(json);
  return shown.ok() ? records_.ShowRow(table, *shown) : shown.status();
}

absl::Status OwnRecords::Show(const EvidenceItem& item) {
  if (item.event.kind != EventKind::kMailSent || item.event.time < ended_) return records_.Show(item);
  EvidenceItem shown = item;
  HoldBackBytes(shown.payload);
  return records_.Show(shown);
}

}  // namespace bestand::consent
