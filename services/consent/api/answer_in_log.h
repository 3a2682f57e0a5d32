#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "common/error/error.h"
#include "common/rpc/later.h"
#include "common/rpc/once.h"
#include "services/consent/work/log_queue.h"

namespace bestand::consent {

// What a call does in the log: fills its response, but for `log_size` if it has one.
template <class Response>
struct LogTask {
  LogNeeds needs;
  std::function<absl::Status(LogWriter&, Response&)> run;  // as LogWork::run
};

// Answers a mutation as rpc::AnswerOnce does, but in one transaction with whatever else waits for the log.
// make(const Request&) returns the task, or why there is none; the task must own what it needs, since the
// request may be gone before it runs.
template <class Request, class Response, class Make>
grpc::ServerUnaryReactor* AnswerInLog(LogQueue& queue, rpc::Runtime& runtime,
                                      grpc::CallbackServerContext* context, const Request* request,
                                      Response* response, const Make& make) {
  const auto start = [&](const auto& later, const Request& asked) -> absl::Status {
    ASSIGN_OR_RETURN(LogTask<Response> task, make(asked));
    const rpc::CallFacts facts = later->facts();
    const auto made = std::make_shared<Response>();
    LogWork work;
    work.needs = std::move(task.needs);
    work.deadline = facts.deadline;
    work.replay = rpc::ReplayKeyOf(runtime, {asked, asked.request_id(), facts.caller.name});
    work.run = [made, run = std::move(task.run)](LogWriter& log) {
      made->Clear();
      return run(log, *made);
    };
    work.answer = [made](int64_t log_size) {
      if constexpr (requires { made->set_log_size(log_size); }) made->set_log_size(log_size);
      return made->SerializeAsString();
    };
    work.done = [later](const absl::StatusOr<std::string>& answer) {
      later->Answer([&](const auto& call) -> absl::Status {
        if (!answer.ok()) return answer.status();
        if (call.response.ParseFromString(*answer)) return absl::OkStatus();
        return absl::InternalError("the stored answer cannot be read");
      });
    };
    queue.Add(std::move(work));
    return absl::OkStatus();
  };
  return rpc::AnswerLater(runtime, context, request, response, start);
}

}  // namespace bestand::consent
