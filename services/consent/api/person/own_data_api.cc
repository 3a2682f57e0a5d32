#include "services/consent/api/person/own_data_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/stream.h"
#include "common/validate/violations.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/person/own_records.h"
#include "services/consent/api/subject_records.h"

namespace bestand::consent {
namespace {

absl::Status CheckRequest(const v1::RequestOwnDataRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ExportOwnDataRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  return found.ToStatus();
}

}  // namespace

grpc::ServerUnaryReactor* OwnDataApi::RequestOwnData(grpc::CallbackServerContext* context,
                                                     const v1::RequestOwnDataRequest* request,
                                                     v1::RequestOwnDataResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const ConsentKey person,
                         parts_.links.Read(LinkUse::kPreferences, call.request.token()));
        const Wisher wisher{person.customer, CircumstancesOf(call.request.circumstances()), true};
        ASSIGN_OR_RETURN(const int64_t log_size, parts_.wishes.HandOut(wisher));
        if (log_size > 0) call.response.set_log_index(log_size - 1);
        return absl::OkStatus();
      });
}

grpc::ServerWriteReactor<v1::ExportOwnDataResponse>* OwnDataApi::ExportOwnData(
    grpc::CallbackServerContext* context, const v1::ExportOwnDataRequest* request) {
  using Chunk = v1::ExportOwnDataResponse;
  return rpc::Stream<Chunk>(
      parts_.runtime, context, request, [this](const auto& call, rpc::Writer<Chunk>& writer) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        ASSIGN_OR_RETURN(const ConsentKey person,
                         parts_.links.Read(LinkUse::kPreferences, call.request.token()));
        RETURN_IF_ERROR(parts_.wishes.CheckHandedOut(person.customer, call.request.log_index()));
        SubjectRecords records([&writer](SubjectRecords::Chunk& read) {
          Chunk chunk;
          chunk.mutable_records()->Swap(read.mutable_records());
          return writer.Write(chunk);
        });
        OwnRecords own(records, parts_.clock.Now() - parts_.confirm_within);
        RETURN_IF_ERROR(parts_.evidence.ExportSubject(person.customer, own));
        return records.Finish();
      });
}

}  // namespace bestand::consent
