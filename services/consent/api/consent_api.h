#pragma once

#include "bestand/consent/v1/consent_service.grpc.pb.h"
#include "common/rpc/later.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/memory/memory_checks.h"
#include "services/consent/domain/opt_ins.h"
#include "services/consent/domain/purpose.h"
#include "services/consent/domain/refusals.h"
#include "services/consent/domain/rules/rule_book.h"
#include "services/consent/work/log_queue.h"

namespace bestand::consent {

// The RPCs of ConsentService; what they promise stands in the proto. Threads may share it.
class ConsentApi final : public v1::ConsentService::CallbackService {
 public:
  struct Parts {
    OptIns& opt_ins;
    Refusals& refusals;
    ContactChecks& checks;
    MemoryChecks& memory;
    LogQueue& log;
    ConsentStore& consents;
    ContactStore& contacts;
    PurposeStore& purposes;
    const RuleBook& rules;
    const rpc::PageTokens& page_tokens;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit ConsentApi(const Parts& parts);

  grpc::ServerUnaryReactor* RequestOptIn(grpc::CallbackServerContext* context,
                                         const v1::RequestOptInRequest* request,
                                         v1::RequestOptInResponse* response) override;
  grpc::ServerUnaryReactor* ConfirmOptIn(grpc::CallbackServerContext* context,
                                         const v1::ConfirmOptInRequest* request,
                                         v1::ConfirmOptInResponse* response) override;
  grpc::ServerUnaryReactor* WithdrawConsent(grpc::CallbackServerContext* context,
                                            const v1::WithdrawConsentRequest* request,
                                            v1::WithdrawConsentResponse* response) override;
  grpc::ServerUnaryReactor* RecordObjection(grpc::CallbackServerContext* context,
                                            const v1::RecordObjectionRequest* request,
                                            v1::RecordObjectionResponse* response) override;
  grpc::ServerUnaryReactor* LiftObjection(grpc::CallbackServerContext* context,
                                          const v1::LiftObjectionRequest* request,
                                          v1::LiftObjectionResponse* response) override;
  // From memory when the database says that nothing changed meanwhile; all who wait share one such question.
  // Else on the executor: a customer not seen before is asked for at customer-profile, which may take as
  // long as the checks' patience; gRPC's own threads must not wait.
  grpc::ServerUnaryReactor* CheckContact(grpc::CallbackServerContext* context,
                                         const v1::CheckContactRequest* request,
                                         v1::CheckContactResponse* response) override;
  grpc::ServerUnaryReactor* BatchCheckContacts(grpc::CallbackServerContext* context,
                                               const v1::BatchCheckContactsRequest* request,
                                               v1::BatchCheckContactsResponse* response) override;
  grpc::ServerUnaryReactor* GetConsent(grpc::CallbackServerContext* context,
                                       const v1::GetConsentRequest* request,
                                       v1::GetConsentResponse* response) override;
  grpc::ServerUnaryReactor* ListConsents(grpc::CallbackServerContext* context,
                                         const v1::ListConsentsRequest* request,
                                         v1::ListConsentsResponse* response) override;
  grpc::ServerUnaryReactor* ListConsentEvents(grpc::CallbackServerContext* context,
                                              const v1::ListConsentEventsRequest* request,
                                              v1::ListConsentEventsResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamAddressableCustomersResponse>* StreamAddressableCustomers(
      grpc::CallbackServerContext* context, const v1::StreamAddressableCustomersRequest* request) override;
  grpc::ServerWriteReactor<v1::ExportDecisionTableResponse>* ExportDecisionTable(
      grpc::CallbackServerContext* context, const v1::ExportDecisionTableRequest* request) override;

 private:
  using CheckLater = rpc::Later<v1::CheckContactRequest, v1::CheckContactResponse>;

  void CheckOnExecutor(CheckLater& later);
  absl::StatusOr<v1::CheckContactResponse> CheckInDatabase(const v1::CheckContactRequest& request);
  v1::CheckContactResult ResultOf(const v1::CheckContactRequest& check, const MemoryChecks::Known& known);

  const Parts parts_;
  rpc::Runtime& runtime_;
  prometheus::Counter& from_memory_;
  prometheus::Counter& from_database_;
};

}  // namespace bestand::consent
