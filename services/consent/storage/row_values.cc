#include "services/consent/storage/row_values.h"

#include <string>

#include "common/error/error.h"

namespace bestand::consent {

std::optional<Channel> ChannelOf(int64_t number) {
  if (number == 0) return std::nullopt;
  return static_cast<Channel>(number - 1);
}

std::vector<storage::Bytes> AsBytes(std::span<const std::string> texts) {
  std::vector<storage::Bytes> bytes;
  for (const std::string& text : texts) bytes.push_back({text});
  return bytes;
}

ConsentTimes TimesOf(const storage::Row& row, int first) {
  return {row.MaybeTime(first), row.MaybeTime(first + 1), row.MaybeTime(first + 2), row.MaybeTime(first + 3),
          row.MaybeTime(first + 4)};
}

Consent ConsentOf(const storage::Row& row) {
  Consent consent;
  consent.id = row.Text(0);
  consent.key = {std::string(row.Text(1)), *ChannelOf(row.Int(2)), std::string(row.Text(3))};
  consent.address = row.Text(4);
  consent.wording = static_cast<int>(row.Int(5));
  consent.times = TimesOf(row, 6);
  consent.contract_active = row.Bool(11);
  return consent;
}

OptIn OptInOf(const storage::Row& row) {
  OptIn opt_in;
  opt_in.id = row.Text(0);
  opt_in.key = {std::string(row.Text(1)), *ChannelOf(row.Int(2)), std::string(row.Text(3))};
  opt_in.address = row.Text(4);
  opt_in.wording = static_cast<int>(row.Int(5));
  opt_in.wording_hash = row.Bytes(6);
  opt_in.request_time = row.Time(7);
  opt_in.expire_time = row.Time(8);
  opt_in.mailed = row.Bool(9);
  return opt_in;
}

RecordedEvent EventOf(const storage::Row& row) {
  RecordedEvent event;
  event.log_index = row.Int(0);
  event.kind = static_cast<EventKind>(row.Int(1));
  event.time = row.Time(2);
  event.channel = ChannelOf(row.Int(3));
  event.purpose = row.Text(4);
  event.wording = static_cast<int>(row.Int(5));
  event.leaf = row.Bytes(6);
  event.leaf_hash = row.Bytes(7);
  return event;
}

Wording WordingOf(const storage::Row& row) {
  return {std::string(row.Text(0)),
          static_cast<int>(row.Int(1)),
          std::string(row.Text(2)),
          std::string(row.Text(3)),
          row.Bytes(4),
          row.Time(5)};
}

Template TemplateOf(const storage::Row& row) {
  Template message;
  message.id = row.Text(0);
  message.message_class = static_cast<MessageClass>(row.Int(1));
  message.text = row.Text(2);
  message.text_hash = row.Bytes(3);
  message.approved = row.Bool(4);
  if (message.approved) {
    message.approver = row.Text(5);
    message.approve_time = row.MaybeTime(6);
  }
  message.goods_category = row.Text(7);
  return message;
}

Purpose PurposeOf(const storage::Row& row) {
  return {std::string(row.Text(0)), std::string(row.Text(1)), row.Time(2), std::string(row.Text(3))};
}

absl::Status UnknownConsent() {
  return Failure(absl::StatusCode::kNotFound, "CONSENT_UNKNOWN",
                 "The customer has no such consent; list the customer's consents.");
}

absl::Status UnknownPurpose(std::string_view purpose) {
  return Failure(absl::StatusCode::kNotFound, "PURPOSE_UNKNOWN",
                 std::string("Purpose ").append(purpose).append(" does not exist; create it first."),
                 {{"purpose", std::string(purpose)}});
}

}  // namespace bestand::consent
