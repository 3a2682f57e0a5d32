#include <iostream>

#include "absl/strings/match.h"
#include "bestand/consent/v1/subject_rights_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/rpc/client.h"
#include "google/protobuf/util/json_util.h"
#include "tools/bestandctl/evidence/parts.h"
#include "tools/bestandctl/evidence/subject_page.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/special/whole_file.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
using Records = std::vector<v1::SubjectRecord>;

absl::StatusOr<Records> ReadRecords(const std::string& customer, const Session& session) {
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const rpc::Client<v1::SubjectRightsService> client(remote);
  const auto context = rpc::NewEndlessContext(remote);
  v1::ExportSubjectRequest request;
  request.set_name(absl::StartsWith(customer, "customers/") ? customer : "customers/" + customer);
  const auto stream = client.stub().ExportSubject(context.get(), request);
  Records records;
  for (v1::ExportSubjectResponse chunk; stream->Read(&chunk);) {
    records.insert(records.end(), chunk.records().begin(), chunk.records().end());
  }
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return rpc::FromGrpc(status, remote.service);
  return records;
}

std::string JsonLines(const Records& records) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string lines;
  for (const v1::SubjectRecord& record : records) {
    (void)google::protobuf::util::MessageToJsonString(record, &lines, options);
    lines += '\n';
  }
  return lines;
}

}  // namespace

absl::Status ExportSubject(const SubjectExportOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(const html::Language language, PageLanguageOf(options.language));
  ASSIGN_OR_RETURN(const Records records, ReadRecords(options.customer, session));
  if (options.file.empty() && options.page.empty()) {
    std::cout << JsonLines(records);
    return absl::OkStatus();
  }
  if (!options.file.empty()) RETURN_IF_ERROR(WriteWhole(options.file, JsonLines(records)));
  if (!options.page.empty()) {
    RETURN_IF_ERROR(WriteWhole(options.page, SubjectPage(options.customer, records, language)));
  }
  std::cout << "wrote " << records.size() << " records\n";
  return absl::OkStatus();
}

}  // namespace bestand::ctl
