#include "services/consent/api/subject_rights_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/stream.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/subject_records.h"
#include "services/consent/domain/disclosures.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostRecipient = 500;
constexpr size_t kMostReason = 2000;

absl::Status CheckRequest(const v1::RecordDisclosureRequest& request, absl::Time now) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessRequiredText("recipient", request.recipient(), kMostRecipient);
  found.UnlessRequiredText("reason", request.reason(), kMostReason);
  found.UnlessRequiredText("content", request.content(), kMostReason);
  if (request.has_disclose_time()) {
    found.UnlessTime("disclose_time", request.disclose_time());
    found.Unless(ToTime(request.disclose_time()) <= now, "disclose_time",
                 "lies in the future; leave it out for now");
  }
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckName(std::string_view field, const std::string& name) {
  Violations found;
  found.UnlessName(field, name, "customers/*");
  return found.ToStatus();
}

Disclosure FromWire(const v1::RecordDisclosureRequest& request) {
  Disclosure disclosure{
      CustomerIdOf(request.customer()), request.recipient(), request.reason(), request.content(), {}};
  if (request.has_disclose_time()) disclosure.time = ToTime(request.disclose_time());
  return disclosure;
}

v1::Disclosure ToWire(const EvidenceItem& item) {
  const Disclosure disclosure = DisclosureOf(item.event, item.payload);
  v1::Disclosure wire;
  wire.set_log_index(item.event.log_index);
  wire.set_recipient(disclosure.recipient);
  wire.set_reason(disclosure.reason);
  wire.set_content(disclosure.content);
  *wire.mutable_disclose_time() = ToTimestamp(*disclosure.time);
  *wire.mutable_record_time() = ToTimestamp(item.event.time);
  return wire;
}

}  // namespace

grpc::ServerUnaryReactor* SubjectRightsApi::RecordDisclosure(grpc::CallbackServerContext* context,
                                                             const v1::RecordDisclosureRequest* request,
                                                             v1::RecordDisclosureResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request, parts_.clock.Now()));
        ASSIGN_OR_RETURN(const int64_t log_size,
                         consent::RecordDisclosure(parts_.consents, FromWire(call.request)));
        call.response.set_log_size(log_size);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* SubjectRightsApi::ListDisclosures(grpc::CallbackServerContext* context,
                                                            const v1::ListDisclosuresRequest* request,
                                                            v1::ListDisclosuresResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckName("parent", call.request.parent()));
    ASSIGN_OR_RETURN(const auto items, parts_.evidence.ListDisclosures(CustomerIdOf(call.request.parent())));
    for (const EvidenceItem& item : items) *call.response.add_disclosures() = ToWire(item);
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::ExportSubjectResponse>* SubjectRightsApi::ExportSubject(
    grpc::CallbackServerContext* context, const v1::ExportSubjectRequest* request) {
  using Chunk = v1::ExportSubjectResponse;
  return rpc::Stream<Chunk>(
      parts_.runtime, context, request, [this](const auto& call, rpc::Writer<Chunk>& writer) -> absl::Status {
        RETURN_IF_ERROR(CheckName("name", call.request.name()));
        SubjectRecords records([&writer](Chunk& chunk) { return writer.Write(chunk); });
        RETURN_IF_ERROR(parts_.evidence.ExportSubject(CustomerIdOf(call.request.name()), records));
        return records.Finish();
      });
}

}  // namespace bestand::consent
