#include "tools/bestandctl/commands/job.h"

#include <iostream>

#include "bestand/common/v1/job.pb.h"
#include "common/error/error.h"
#include "common/rpc/generic_call.h"
#include "common/rpc/status.h"
#include "tools/bestandctl/output/progress_bar.h"

namespace bestand::ctl {
namespace {

using common::v1::JobStatus;
using google::protobuf::Message;

// Every job answer holds one message, the job, and every job has `name` and `status`.
const Message& JobIn(const Message& answer) {
  return answer.GetReflection()->GetMessage(answer, answer.GetDescriptor()->field(0));
}

std::string NameOf(const Message& job) {
  return job.GetReflection()->GetString(job, job.GetDescriptor()->FindFieldByName("name"));
}

const JobStatus& StatusOf(const Message& job) {
  const auto* field = job.GetDescriptor()->FindFieldByName("status");
  return google::protobuf::internal::DownCast<const JobStatus&>(job.GetReflection()->GetMessage(job, field));
}

absl::Status EndOf(const JobStatus& status) {
  if (status.state() == common::v1::JOB_STATE_FAILED) return rpc::FromWireStatus(status.error());
  if (status.state() == common::v1::JOB_STATE_CANCELLED)
    return absl::CancelledError("The job was cancelled.");
  return absl::OkStatus();
}

}  // namespace

absl::Status AwaitJob(const Command& command, const rpc::Remote& remote, const Message& created,
                      const Session& session) {
  const auto& method =
      *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName("bestand." + command.watch);
  const auto request = rpc::NewMessage(*method.input_type());
  request->GetReflection()->SetString(request.get(), request->GetDescriptor()->FindFieldByName("name"),
                                      NameOf(JobIn(created)));
  const auto last = rpc::NewMessage(*method.output_type());
  {
    ProgressBar bar;
    RETURN_IF_ERROR(rpc::CallStream(remote, method, *request, [&](const Message& answer) {
      last->CopyFrom(answer);
      const auto& progress = StatusOf(JobIn(answer)).progress();
      bar.Show(progress.done_count(), progress.total_count(), progress.unit(), progress.activity());
      return true;
    }));
  }
  RETURN_IF_ERROR(EndOf(StatusOf(JobIn(*last))));
  Render(*last, command.layout, session.format, std::cout);
  return absl::OkStatus();
}

}  // namespace bestand::ctl
