#include <fstream>
#include <iostream>

#include "bestand/customer_profile/v1/purchase_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/output/progress_bar.h"
#include "tools/bestandctl/special/file_reader.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {
namespace {

namespace v1 = customer_profile::v1;

constexpr size_t kPieceBytes = 512 << 10;

using Writer = grpc::ClientWriter<v1::ImportSalesListRequest>;

v1::ImportSalesListRequest FormatOf(const SalesListOptions& options) {
  v1::ImportSalesListRequest request;
  auto& format = *request.mutable_format();
  format.set_source(options.source);
  format.set_currency_code(options.currency);
  format.set_time_zone(options.time_zone);
  format.mutable_columns()->insert(options.columns.begin(), options.columns.end());
  format.set_dry_run(options.dry_run);
  format.set_request_id(NewUuid());
  return request;
}

// Sends the file; stops early when the service has ended the call, whose status then says why.
absl::Status Send(FileReader& reader, Writer& writer, const SalesListOptions& options) {
  ProgressBar bar;
  v1::ImportSalesListRequest request = FormatOf(options);
  for (bool going = writer.Write(request); going;) {
    ASSIGN_OR_RETURN(std::string piece, reader.Next(kPieceBytes));
    if (piece.empty()) break;
    request.set_content(std::move(piece));
    going = writer.Write(request);
    bar.Show(reader.position(), reader.size(), "bytes", "Importing");
  }
  bar.Show(reader.position(), reader.size(), "bytes", "Waiting for the report");
  return absl::OkStatus();
}

absl::Status WriteRejectedTo(const std::string& import, const Session& session, std::ostream& out) {
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "customer_profile"));
  const rpc::Client<v1::PurchaseService> client(remote);
  const auto context = rpc::NewEndlessContext(remote);
  v1::ExportRejectedRowsRequest request;
  request.set_name(import);
  const auto stream = client.stub().ExportRejectedRows(context.get(), request);
  for (v1::ExportRejectedRowsResponse piece; stream->Read(&piece);) out << piece.content();
  const grpc::Status status = stream->Finish();
  return status.ok() ? absl::OkStatus() : rpc::FromGrpc(status, remote.service);
}

absl::Status KeepRejected(const v1::ImportReport& report, const SalesListOptions& options,
                          const Session& session) {
  if (options.rejected_file.empty() || report.rejected_count() == 0) return absl::OkStatus();
  std::ofstream file(options.rejected_file);
  RETURN_IF_ERROR(WriteRejectedTo(report.name(), session, file));
  if (!file.flush())
    return absl::DataLossError("The rejected rows could not be written to " + options.rejected_file);
  return absl::OkStatus();
}

}  // namespace

absl::Status ImportSalesList(const SalesListOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(FileReader reader, FileReader::Open(options.file));
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "customer_profile"));
  const rpc::Client<v1::PurchaseService> client(remote);
  const auto context = rpc::NewEndlessContext(remote);
  v1::ImportSalesListResponse response;
  const auto writer = client.stub().ImportSalesList(context.get(), &response);
  if (const absl::Status sent = Send(reader, *writer, options); !sent.ok()) {
    context->TryCancel();
    writer->Finish();
    return sent;
  }
  writer->WritesDone();
  if (const grpc::Status status = writer->Finish(); !status.ok())
    return rpc::FromGrpc(status, remote.service);
  Render(response, {}, session.format, std::cout);
  return KeepRejected(response.report(), options, session);
}

absl::Status WriteRejectedRows(const std::string& import, const Session& session) {
  return WriteRejectedTo(import.rfind("imports/", 0) == 0 ? import : "imports/" + import, session, std::cout);
}

}  // namespace bestand::ctl
