#pragma once

#include "bestand/consent/v1/consent_import_service.grpc.pb.h"
#include "common/rpc/page_token.h"
#include "common/rpc/receive.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/imports/imported_consent.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of ConsentImportService; what they promise stands in the proto. Threads may share it.
class ConsentImportApi final : public v1::ConsentImportService::CallbackService {
 public:
  ConsentImportApi(ImportStore& imports, const rpc::PageTokens& page_tokens, rpc::Runtime& runtime)
      : imports_(imports), page_tokens_(page_tokens), runtime_(runtime) {}

  grpc::ServerReadReactor<v1::ImportConsentsRequest>* ImportConsents(
      grpc::CallbackServerContext* context, v1::ImportConsentsResponse* response) override;
  grpc::ServerUnaryReactor* ListUnprovenConsents(grpc::CallbackServerContext* context,
                                                 const v1::ListUnprovenConsentsRequest* request,
                                                 v1::ListUnprovenConsentsResponse* response) override;

 private:
  absl::Status Import(rpc::Reader<v1::ImportConsentsRequest>& reader, v1::ImportConsentsResponse& response);

  ImportStore& imports_;
  const rpc::PageTokens& page_tokens_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
