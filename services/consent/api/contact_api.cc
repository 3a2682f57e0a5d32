// The RPCs of ConsentService that decide and that list decisions; the others are in consent_api.cc.

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/status.h"
#include "common/rpc/stream.h"
#include "common/validate/names.h"
#include "services/consent/api/consent_api.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/domain/decision_table.h"

namespace bestand::consent {
namespace {

constexpr size_t kPieceBytes = 128 * 1024;  // of the decision table
constexpr int kChunkRows = 1000;

absl::StatusOr<v1::CheckContactResponse> CheckOne(ContactChecks& checks,
                                                  const v1::CheckContactRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  ASSIGN_OR_RETURN(const ContactVerdict verdict, checks.Check(QueryOf(request)));
  return ToWire(verdict);
}

// The customers of a batch that are named rightly.
std::vector<std::string> CustomersOf(const v1::BatchCheckContactsRequest& request) {
  std::vector<std::string> customers;
  for (const v1::CheckContactRequest& check : request.checks()) {
    if (const std::string id = CustomerIdOf(check.customer()); !id.empty()) customers.push_back(id);
  }
  return customers;
}

}  // namespace

grpc::ServerUnaryReactor* ConsentApi::CheckContact(grpc::CallbackServerContext* context,
                                                   const v1::CheckContactRequest* request,
                                                   v1::CheckContactResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(call.response, CheckOne(parts_.checks, call.request));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ConsentApi::BatchCheckContacts(grpc::CallbackServerContext* context,
                                                         const v1::BatchCheckContactsRequest* request,
                                                         v1::BatchCheckContactsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    parts_.checks.Prepare(CustomersOf(call.request));
    for (const v1::CheckContactRequest& check : call.request.checks()) {
      auto answer = CheckOne(parts_.checks, check);
      v1::CheckContactResult& result = *call.response.add_results();
      if (answer.ok()) {
        *result.mutable_check() = *std::move(answer);
      } else {
        *result.mutable_error() = rpc::ToWireStatus(answer.status());
      }
    }
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::StreamAddressableCustomersResponse>* ConsentApi::StreamAddressableCustomers(
    grpc::CallbackServerContext* context, const v1::StreamAddressableCustomersRequest* request) {
  using Chunk = v1::StreamAddressableCustomersResponse;
  return rpc::Stream<Chunk>(
      runtime_, context, request, [this](const auto& call, rpc::Writer<Chunk>& writer) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        AddressablePage page = PageOf(call.request, kChunkRows);
        RETURN_IF_ERROR(parts_.purposes.GetPurpose(page.purpose).status());
        Chunk chunk;
        while (true) {
          ASSIGN_OR_RETURN(const auto customers, parts_.contacts.ListAddressable(page, parts_.clock.Now()));
          if (customers.empty()) return absl::OkStatus();
          chunk.mutable_customer_ids()->Assign(customers.begin(), customers.end());
          if (!writer.Write(chunk)) return absl::OkStatus();
          page.after = customers.back();
        }
      });
}

grpc::ServerWriteReactor<v1::ExportDecisionTableResponse>* ConsentApi::ExportDecisionTable(
    grpc::CallbackServerContext* context, const v1::ExportDecisionTableRequest* request) {
  using Piece = v1::ExportDecisionTableResponse;
  return rpc::Stream<Piece>(runtime_, context, request,
                            [](const auto&, rpc::Writer<Piece>& writer) -> absl::Status {
                              Piece piece;
                              std::string& csv = *piece.mutable_content();
                              csv = kDecisionTableHeader;
                              for (int row = 0; row < kDecisionTableRows; ++row) {
                                AppendDecisionRow(row, csv);
                                if (csv.size() < kPieceBytes) continue;
                                if (!writer.Write(piece)) return absl::OkStatus();
                                csv.clear();
                              }
                              writer.Write(piece);
                              return absl::OkStatus();
                            });
}

}  // namespace bestand::consent
