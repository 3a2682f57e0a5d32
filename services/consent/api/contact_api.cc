// The RPCs of ConsentService that decide and that list decisions; the others are in consent_api.cc.

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/status.h"
#include "common/rpc/stream.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_api.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/domain/rules/decision_table.h"

namespace bestand::consent {
namespace {

constexpr size_t kPieceBytes = 128 * 1024;  // of the decision table
constexpr int kChunkRows = 1000;
const std::string kUsualRuleSet = "de-v1";

prometheus::Counter& ChecksFrom(rpc::Runtime& runtime, const std::string& source) {
  return runtime.metrics().CounterOf(
      {"consent_checks_total", "Checks of contacts, by where the answer came from: memory or database."},
      {{"source", source}});
}

// What a batch asks about now; nobody's where a check is wrong or about the past.
std::vector<ContactQuery> QueriesOf(const v1::BatchCheckContactsRequest& request, absl::Time now) {
  std::vector<ContactQuery> queries;
  for (const v1::CheckContactRequest& check : request.checks()) {
    const bool about_now = !check.has_at_time() && CheckRequest(check, now).ok();
    queries.push_back(about_now ? QueryOf(check) : ContactQuery{});
  }
  return queries;
}

// The customers of a batch whom memory does not know.
std::vector<std::string> UnknownCustomers(const std::vector<ContactQuery>& queries,
                                          const std::vector<MemoryChecks::Known>& known) {
  std::vector<std::string> customers;
  for (size_t i = 0; i < queries.size(); ++i) {
    if (!known[i].has_value() && !queries[i].customer.empty()) customers.push_back(queries[i].customer);
  }
  return customers;
}

}  // namespace

ConsentApi::ConsentApi(const Parts& parts)
    : parts_(parts),
      runtime_(parts.runtime),
      from_memory_(ChecksFrom(runtime_, "memory")),
      from_database_(ChecksFrom(runtime_, "database")) {}

grpc::ServerUnaryReactor* ConsentApi::CheckContact(grpc::CallbackServerContext* context,
                                                   const v1::CheckContactRequest* request,
                                                   v1::CheckContactResponse* response) {
  const auto start = [this](const std::shared_ptr<CheckLater>& later, const auto& check) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(check, parts_.clock.Now()));
    if (check.has_at_time()) {
      CheckOnExecutor(*later);
      return absl::OkStatus();
    }
    parts_.memory.Check(QueryOf(check), [this, later](const absl::StatusOr<MemoryChecks::Known>& known) {
      if (!known.ok()) return later->Fail(known.status());
      if (!known->has_value()) return CheckOnExecutor(*later);
      from_memory_.Increment();
      later->Answer([&](const auto& call) {
        call.response = ToWire(**known);
        return absl::OkStatus();
      });
    });
    return absl::OkStatus();
  };
  return rpc::AnswerLater(runtime_, context, request, response, start);
}

void ConsentApi::CheckOnExecutor(CheckLater& later) {
  later.AnswerOnExecutor([this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(call.response, CheckInDatabase(call.request));
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::CheckContactResponse> ConsentApi::CheckInDatabase(const v1::CheckContactRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request, parts_.clock.Now()));
  const ContactQuery query = QueryOf(request);
  ASSIGN_OR_RETURN(const ContactVerdict verdict, request.has_at_time()
                                                     ? parts_.checks.CheckAt(query, ToTime(request.at_time()))
                                                     : parts_.checks.Check(query));
  from_database_.Increment();
  return ToWire(verdict);
}

grpc::ServerUnaryReactor* ConsentApi::BatchCheckContacts(grpc::CallbackServerContext* context,
                                                         const v1::BatchCheckContactsRequest* request,
                                                         v1::BatchCheckContactsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const std::vector<ContactQuery> queries = QueriesOf(call.request, parts_.clock.Now());
    const std::vector<MemoryChecks::Known> known = parts_.memory.CheckAll(queries);
    if (const auto customers = UnknownCustomers(queries, known); !customers.empty()) {
      parts_.checks.Prepare(customers);
    }
    for (size_t i = 0; i < queries.size(); ++i) {
      *call.response.add_results() = ResultOf(call.request.checks(static_cast<int>(i)), known[i]);
    }
    return absl::OkStatus();
  });
}

v1::CheckContactResult ConsentApi::ResultOf(const v1::CheckContactRequest& check,
                                            const MemoryChecks::Known& known) {
  v1::CheckContactResult result;
  if (known.has_value()) {
    from_memory_.Increment();
    *result.mutable_check() = ToWire(*known);
  } else if (auto answer = CheckInDatabase(check); answer.ok()) {
    *result.mutable_check() = *std::move(answer);
  } else {
    *result.mutable_error() = rpc::ToWireStatus(answer.status());
  }
  return result;
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
          const absl::Time now = parts_.clock.Now();
          page.countries = parts_.rules.CountriesAt(now);
          ASSIGN_OR_RETURN(const auto customers, parts_.contacts.ListAddressable(page, now));
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
  return rpc::Stream<Piece>(
      runtime_, context, request, [this](const auto& call, rpc::Writer<Piece>& writer) -> absl::Status {
        RETURN_IF_ERROR(CheckRequest(call.request));
        const std::string name = IdOf(call.request.rule_set(), "ruleSets/*").value_or(kUsualRuleSet);
        ASSIGN_OR_RETURN(const RuleSet* rules, parts_.rules.Get(name));
        const DecisionTable table(*rules);
        Piece piece;
        std::string& csv = *piece.mutable_content();
        csv = table.Header();
        for (int row = 0; row < table.rows(); ++row) {
          table.AppendRow(row, csv);
          if (csv.size() < kPieceBytes) continue;
          if (!writer.Write(piece)) return absl::OkStatus();
          csv.clear();
        }
        writer.Write(piece);
        return absl::OkStatus();
      });
}

}  // namespace bestand::consent
