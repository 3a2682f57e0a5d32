#pragma once

#include <atomic>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "common/idempotency/replays.h"
#include "common/rpc/answer.h"
#include "common/rpc/later.h"
#include "common/rpc/receive.h"
#include "common/rpc/stream.h"
#include "testing.grpc.pb.h"

namespace bestand::testing {

// Keeps answers in memory, as the real one keeps them in the database.
class MemoryReplays : public idempotency::Replays {
 public:
  absl::StatusOr<std::string> Once(const idempotency::ReplayKey& key,
                                   const std::function<absl::StatusOr<std::string>()>& work) override;
  absl::StatusOr<std::optional<std::string>> Find(const idempotency::ReplayKey& key) override;

 private:
  struct Kept {
    std::string fingerprint, answer;
  };
  absl::StatusOr<std::optional<std::string>> Look(const idempotency::ReplayKey& key);

  absl::Mutex mutex_;
  std::map<std::string, Kept> kept_;
};

// Does in each RPC what the request says.
class TestingApi : public v1::TestingService::CallbackService {
 public:
  explicit TestingApi(rpc::Runtime& runtime) : runtime_(runtime) {}

  grpc::ServerUnaryReactor* Read(grpc::CallbackServerContext* context, const v1::ReadRequest* request,
                                 v1::ReadResponse* response) override;
  grpc::ServerUnaryReactor* Wait(grpc::CallbackServerContext* context, const v1::WaitRequest* request,
                                 v1::WaitResponse* response) override;
  grpc::ServerUnaryReactor* Defer(grpc::CallbackServerContext* context, const v1::DeferRequest* request,
                                  v1::DeferResponse* response) override;
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const v1::ChangeRequest* request,
                                   v1::ChangeResponse* response) override;
  grpc::ServerUnaryReactor* Arrange(grpc::CallbackServerContext* context, const v1::ArrangeRequest* request,
                                    v1::ArrangeResponse* response) override;
  grpc::ServerUnaryReactor* Unscoped(grpc::CallbackServerContext* context, const v1::UnscopedRequest* request,
                                     v1::UnscopedResponse* response) override;
  grpc::ServerWriteReactor<v1::CountResponse>* Count(grpc::CallbackServerContext* context,
                                                     const v1::CountRequest* request) override;
  grpc::ServerReadReactor<v1::SumRequest>* Sum(grpc::CallbackServerContext* context,
                                               v1::SumResponse* response) override;

  using Deferred = rpc::Later<v1::DeferRequest, v1::DeferResponse>;
  // Waits for calls of Defer until there are so many; gives them away.
  std::vector<std::shared_ptr<Deferred>> AwaitDeferred(size_t count);
  // Answers as Read does.
  static void AnswerAs(Deferred& call, const std::string& what);

  // Wait, and Arrange while it gathers for "wait", hold their threads until this is notified.
  absl::Notification go_on;
  std::atomic<int> waits = 0;    // entered Wait, or gathered in Arrange
  std::atomic<int> changes = 0;  // worked in Change or Arrange
  std::atomic<int> streams_ended = 0;
  std::atomic<bool> last_stream_cancelled = false;

 private:
  rpc::Runtime& runtime_;
  absl::Mutex mutex_;
  std::vector<std::shared_ptr<Deferred>> deferred_;
};

}  // namespace bestand::testing
