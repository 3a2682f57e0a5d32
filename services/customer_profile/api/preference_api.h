#pragma once

#include "bestand/customer_profile/v1/preference_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The RPCs of PreferenceService; what they promise stands in the proto. Threads may share it.
class PreferenceApi final : public v1::PreferenceService::CallbackService {
 public:
  PreferenceApi(HistoryStore& history, rpc::Runtime& runtime) : history_(history), runtime_(runtime) {}

  grpc::ServerUnaryReactor* SetPreference(grpc::CallbackServerContext* context,
                                          const v1::SetPreferenceRequest* request,
                                          v1::SetPreferenceResponse* response) override;
  grpc::ServerUnaryReactor* ListPreferences(grpc::CallbackServerContext* context,
                                            const v1::ListPreferencesRequest* request,
                                            v1::ListPreferencesResponse* response) override;

 private:
  HistoryStore& history_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
