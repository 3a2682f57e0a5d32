#include "services/consent/api/imports/import_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/imports/import_wire.h"
#include "services/consent/api/purpose_wire.h"

namespace bestand::consent {
namespace {

// Rows fit to be stored, with what is wrong with the others; one outcome a row.
struct Sorted {
  std::vector<ImportedConsent> good;
  std::vector<std::string> problems;  // "" for a good one
};

Sorted Sort(const v1::ImportConsentsRequest& chunk) {
  Sorted sorted;
  for (const v1::ImportedConsent& row : chunk.consents()) {
    sorted.problems.push_back(ProblemOf(row));
    if (sorted.problems.back().empty()) sorted.good.push_back(FromWire(row));
  }
  return sorted;
}

}  // namespace

grpc::ServerReadReactor<v1::ImportConsentsRequest>* ConsentImportApi::ImportConsents(
    grpc::CallbackServerContext* context, v1::ImportConsentsResponse* response) {
  return rpc::Receive<v1::ImportConsentsRequest>(
      runtime_, context, response,
      [this](const auto& call, auto& reader) -> absl::Status { return Import(reader, call.response); });
}

// Each message is stored before the next is read: what was taken stays taken, and comes back as unchanged
// when a broken stream is sent again.
absl::Status ConsentImportApi::Import(rpc::Reader<v1::ImportConsentsRequest>& reader,
                                      v1::ImportConsentsResponse& response) {
  v1::ImportConsentsRequest chunk;
  (void)reader.Read(&chunk);
  RETURN_IF_ERROR(CheckFirst(chunk));
  const std::string source = chunk.source();
  ImportTally tally(response);
  do {
    RETURN_IF_ERROR(CheckChunk(chunk));
    const Sorted sorted = Sort(chunk);
    ASSIGN_OR_RETURN(const auto outcomes, imports_.Import(source, sorted.good));
    auto next = outcomes.begin();
    for (const std::string& problem : sorted.problems) {
      tally.Add(problem.empty() ? *next++ : ImportOutcome{ImportOutcome::Kind::kRejected, {}, problem});
    }
  } while (reader.Read(&chunk));
  if (reader.cancelled()) return absl::CancelledError("The caller has gone; send the rows again.");
  tally.Finish();
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* ConsentImportApi::ListUnprovenConsents(
    grpc::CallbackServerContext* context, const v1::ListUnprovenConsentsRequest* request,
    v1::ListUnprovenConsentsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const std::string after, page_tokens_.LastKey(call.request));
    const int size = rpc::PageSizeOf(call.request.page_size());
    const Channel channel = ChannelOf(call.request.channel()).value_or(Channel::kEmail);
    ASSIGN_OR_RETURN(const auto consents,
                     imports_.ListUnproven({PurposeIdOf(call.request.purpose()), channel, after, size}));
    for (const UnprovenConsent& consent : consents) *call.response.add_consents() = ToWire(consent);
    if (static_cast<int>(consents.size()) == size) {
      call.response.set_next_page_token(page_tokens_.Make(consents.back().customer, call.request));
    }
    return absl::OkStatus();
  });
}

}  // namespace bestand::consent
