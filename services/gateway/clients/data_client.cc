#include "services/gateway/clients/data_client.h"

#include <map>

#include "absl/strings/str_split.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/validate/wire_values.h"
#include "google/protobuf/util/json_util.h"
#include "services/gateway/clients/circumstances.h"

namespace bestand::gateway {
namespace {

namespace v1 = consent::v1;
using google::protobuf::Value;
using Stub = v1::OwnDataService::Stub;

constexpr absl::Duration kLongest = absl::Minutes(5);  // beyond what a connection may last with so much data

std::string JsonOf(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

std::string TextOf(const Value& value) {
  if (value.kind_case() == Value::kStringValue) return value.string_value();
  return value.kind_case() == Value::kNullValue ? "" : JsonOf(value);
}

HeldRecord FromWire(const v1::SubjectRow& row) {
  HeldRecord record{HeldRecord::Part::kRow, row.table()};
  const std::map<std::string, Value> by_name(row.columns().fields().begin(), row.columns().fields().end());
  for (const auto& [name, value] : by_name) record.values.emplace_back(name, TextOf(value));
  return record;
}

HeldRecord FromWire(const v1::EvidenceWording& wording) {
  return {
      HeldRecord::Part::kWording, wording.name(), std::nullopt, {{wording.language_code(), wording.text()}}};
}

HeldRecord FromWire(const v1::SubjectEvent& event) {
  HeldRecord record{HeldRecord::Part::kEvent, event.event().kind(), ToTime(event.event().event_time())};
  record.values = {{"kind", event.event().kind()},
                   {"purpose", event.event().purpose()},
                   {"log_index", std::to_string(event.event().log_index())}};
  for (const absl::string_view line : absl::StrSplit(event.recorded(), '\n', absl::SkipEmpty()))
    record.values.emplace_back(absl::StrSplit(line, absl::MaxSplits('=', 1)));
  return record;
}

HeldRecord FromWire(const v1::SubjectRecord& wire) {
  HeldRecord record = wire.has_row()       ? FromWire(wire.row())
                      : wire.has_wording() ? FromWire(wire.wording())
                                           : FromWire(wire.event());
  record.json = JsonOf(wire);
  return record;
}

// Of somebody who was erased.
class NothingHeld final : public HeldData {
 public:
  absl::StatusOr<std::vector<HeldRecord>> Next() override { return std::vector<HeldRecord>(); }
};

// What an RPC streams. Ends the RPC when it goes.
class StreamedData final : public HeldData {
 public:
  StreamedData(const rpc::Client<v1::OwnDataService>& client, const v1::ExportOwnDataRequest& request)
      : service_(client.remote().service), context_(rpc::NewEndlessContext(client.remote())) {
    context_->set_deadline(absl::ToChronoTime(absl::Now() + kLongest));
    stream_ = client.stub().ExportOwnData(context_.get(), request);
  }
  ~StreamedData() override { context_->TryCancel(); }

  absl::StatusOr<std::vector<HeldRecord>> Next() override {
    std::vector<HeldRecord> records;
    if (v1::ExportOwnDataResponse chunk; stream_->Read(&chunk)) {
      for (const v1::SubjectRecord& record : chunk.records()) records.push_back(FromWire(record));
      return records;
    }
    if (const grpc::Status status = stream_->Finish(); !status.ok()) return rpc::FromGrpc(status, service_);
    return records;
  }

 private:
  const std::string service_;
  const std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<v1::ExportOwnDataResponse>> stream_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HeldData>> DataClient::HandOut(std::string_view token,
                                                              const Visitor& visitor) {
  v1::RequestOwnDataRequest wish;
  wish.set_token(token.data(), token.size());
  *wish.mutable_circumstances() = CircumstancesOf(visitor);
  wish.set_request_id(NewUuid());
  ASSIGN_OR_RETURN(const auto recorded, data_.Call(&Stub::RequestOwnData, wish));
  if (!recorded.has_log_index()) return std::make_unique<NothingHeld>();
  v1::ExportOwnDataRequest request;
  request.set_token(wish.token());
  request.set_log_index(recorded.log_index());
  return std::make_unique<StreamedData>(data_, request);
}

}  // namespace bestand::gateway
