#include <iostream>

#include "bestand/consent/v1/mail_feedback_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/special/whole_file.h"

namespace bestand::ctl {

namespace v1 = consent::v1;

absl::Status RecordMailReport(const std::string& file, const Session& session) {
  v1::RecordMailReportRequest request;
  ASSIGN_OR_RETURN(*request.mutable_raw_message(), ReadWhole(file == "-" ? "/dev/stdin" : file, "FILE"));
  request.set_request_id(NewUuid());
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const rpc::Client<v1::MailFeedbackService> client(remote);
  ASSIGN_OR_RETURN(const auto answer, client.Call(&v1::MailFeedbackService::Stub::RecordMailReport, request));
  Render(answer, {}, session.format, std::cout);
  return absl::OkStatus();
}

}  // namespace bestand::ctl
