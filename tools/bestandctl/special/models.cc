#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "bestand/scoring/v1/model_report_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/charts/numbers.h"
#include "tools/bestandctl/page/page.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/special/whole_file.h"

namespace bestand::ctl {
namespace {

namespace v1 = scoring::v1;

}  // namespace

absl::Status WriteModelCharts(const ModelChartsOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "scoring"));
  const rpc::Client<v1::ModelReportService> client(remote);
  v1::GetModelReportRequest request;
  request.set_name(absl::StartsWith(options.model, "models/") ? options.model
                                                              : absl::StrCat("models/", options.model));
  ASSIGN_OR_RETURN(const auto answer, client.Call(&v1::ModelReportService::Stub::GetModelReport, request));
  const std::string page = ReportPage(answer.report());
  RETURN_IF_ERROR(WriteWhole(options.file, page));
  std::cout << "wrote " << options.file << ", " << Grouped(static_cast<int64_t>(page.size())) << " bytes\n";
  return absl::OkStatus();
}

}  // namespace bestand::ctl
