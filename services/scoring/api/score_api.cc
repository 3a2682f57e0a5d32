#include "services/scoring/api/score_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"
#include "services/scoring/api/at_risk_key.h"
#include "services/scoring/api/checks.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/score_set_wire.h"
#include "services/scoring/api/score_wire.h"

namespace bestand::scoring {
namespace {

constexpr int kRowsAChunk = 1000;

}  // namespace

grpc::ServerUnaryReactor* ScoreApi::GetScore(grpc::CallbackServerContext* context,
                                             const v1::GetScoreRequest* request,
                                             v1::GetScoreResponse* response) {
  return rpc::AnswerNow(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const FoundScore found, Find(call.request));
    ToWire(*found.set, found.score, parts_.score_lifetime, *call.response.mutable_score());
    ToWire(found.freshness, call.response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ScoreApi::BatchGetScores(grpc::CallbackServerContext* context,
                                                   const v1::BatchGetScoresRequest* request,
                                                   v1::BatchGetScoresResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return FillBatch(call.request, call.response);
  });
}

grpc::ServerWriteReactor<v1::StreamScoresResponse>* ScoreApi::StreamScores(
    grpc::CallbackServerContext* context, const v1::StreamScoresRequest* request) {
  return rpc::Stream<v1::StreamScoresResponse>(
      parts_.runtime, context, request,
      [this](const auto&, rpc::Writer<v1::StreamScoresResponse>& writer) { return StreamAll(writer); });
}

grpc::ServerUnaryReactor* ScoreApi::AssessDormancy(grpc::CallbackServerContext* context,
                                                   const v1::AssessDormancyRequest* request,
                                                   v1::AssessDormancyResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    std::optional<int> horizon_days;
    if (call.request.has_horizon()) horizon_days = HorizonDays(call.request.horizon());
    ASSIGN_OR_RETURN(const CustomerDormancy customer,
                     parts_.dormancies.Assess(CustomerIdOf(call.request.customer()), horizon_days));
    ToWire(customer, call.response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ScoreApi::ListAtRisk(grpc::CallbackServerContext* context,
                                               const v1::ListAtRiskRequest* request,
                                               v1::ListAtRiskResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return FillAtRisk(call.request, call.response);
  });
}

absl::StatusOr<FoundScore> ScoreApi::Find(const v1::GetScoreRequest& request) const {
  const std::string customer_id = CustomerIdOf(request.customer());
  if (request.score_set().empty()) return parts_.scores.Find(customer_id);
  return parts_.scores.FindIn(SetNumberOf(request.score_set()), customer_id);
}

absl::Status ScoreApi::FillBatch(const v1::BatchGetScoresRequest& request,
                                 v1::BatchGetScoresResponse& response) const {
  std::vector<std::string> ids;
  for (const std::string& customer : request.customers()) ids.push_back(CustomerIdOf(customer));
  ASSIGN_OR_RETURN(const FoundScores found, parts_.scores.FindMany(ids));
  ToWire(found.freshness, response);
  for (size_t i = 0; i < ids.size(); ++i) {
    v1::ScoreResult& result = *response.add_results();
    if (found.scores[i]) {
      ToWire(*found.set, *found.scores[i], parts_.score_lifetime, *result.mutable_score());
    } else {
      *result.mutable_error() = rpc::ToWireStatus(ScoreUnknown(ids[i]));
    }
  }
  return absl::OkStatus();
}

absl::Status ScoreApi::FillAtRisk(const v1::ListAtRiskRequest& request,
                                  v1::ListAtRiskResponse& response) const {
  ASSIGN_OR_RETURN(const std::string key, parts_.page_tokens.LastKey(request));
  ASSIGN_OR_RETURN(const auto published, parts_.scores.Published());
  const int size = rpc::PageSizeOf(request.page_size());
  AtRiskPage page{.set_number = published->number, .states = StatesOf(request), .limit = size + 1};
  RETURN_IF_ERROR(GoOnAfter(key, page));
  // All pages are of the set that the first one showed.
  ASSIGN_OR_RETURN(const auto set, parts_.scores.FindSet(page.set_number));
  ASSIGN_OR_RETURN(auto scores, parts_.scores.ListAtRisk(page));
  const bool more = scores.size() > static_cast<size_t>(size);
  if (more) scores.pop_back();
  for (const CustomerScore& score : scores)
    ToWire(*set, score, parts_.score_lifetime, *response.add_scores());
  if (more) response.set_next_page_token(parts_.page_tokens.Make(KeyOf(set->number, scores.back()), request));
  return absl::OkStatus();
}

// Page by page, so that a slow caller holds no session; a set that is removed meanwhile ends the stream with
// a failure instead of with fewer scores.
absl::Status ScoreApi::StreamAll(rpc::Writer<v1::StreamScoresResponse>& writer) const {
  ASSIGN_OR_RETURN(const auto set, parts_.scores.Published());
  std::string after;
  for (;;) {
    ASSIGN_OR_RETURN(const auto scores, parts_.scores.List(set->number, after, kRowsAChunk));
    RETURN_IF_ERROR(parts_.scores.FindSet(set->number).status());
    if (scores.empty()) return absl::OkStatus();
    v1::StreamScoresResponse chunk;
    ToWire(parts_.scores.FreshnessNow(), chunk);
    for (const CustomerScore& score : scores) ToWire(*set, score, parts_.score_lifetime, *chunk.add_scores());
    if (!writer.Write(chunk)) return absl::OkStatus();
    after = scores.back().summary.customer_id;
  }
}

}  // namespace bestand::scoring
