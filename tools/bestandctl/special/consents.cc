#include <fstream>
#include <iostream>

#include "bestand/consent/v1/consent_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/special/file_reader.h"
#include "tools/bestandctl/special/in_parallel.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
using Client = rpc::Client<v1::ConsentService>;
using Stub = v1::ConsentService::Stub;

v1::RequestOptInRequest RequestFor(const OptInListOptions& options, const std::string& customer,
                                   const std::string& address) {
  v1::RequestOptInRequest request;
  request.set_customer("customers/" + customer);
  request.set_email_address(address);
  request.add_purposes(options.purpose);
  request.set_language_code(options.language);
  request.mutable_circumstances()->set_origin(options.origin);
  request.set_request_id(NewUuid());
  return request;
}

absl::StatusOr<std::vector<std::string>> ReadTokens(const std::string& file) {
  std::ifstream opened;
  if (file != "-") opened.open(file);
  if (file != "-" && !opened) return absl::NotFoundError("The file " + file + " cannot be opened.");
  std::istream& input = file == "-" ? std::cin : opened;
  std::vector<std::string> tokens;
  for (std::string line; std::getline(input, line);)
    if (!line.empty()) tokens.push_back(line);
  return tokens;
}

}  // namespace

absl::Status RequestOptIns(const OptInListOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(const CsvList list, ReadCsv(options.file));
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const Client client(remote);
  const Tally tally = InParallel(list.rows.size(), "customers", [&](size_t row) {
    const auto request =
        RequestFor(options, list.Value(row, "customer_id"), list.Value(row, "email_address"));
    return client.Call(&Stub::RequestOptIn, request).status();
  });
  return WriteTally(tally, "asked");
}

absl::Status ConfirmOptIns(const std::string& file, const Session& session) {
  ASSIGN_OR_RETURN(const auto tokens, ReadTokens(file));
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const Client client(remote);
  const Tally tally = InParallel(tokens.size(), "tokens", [&](size_t i) {
    v1::ConfirmOptInRequest request;
    request.set_token(tokens[i]);
    request.set_request_id(NewUuid());
    return client.Call(&Stub::ConfirmOptIn, request).status();
  });
  return WriteTally(tally, "confirmed");
}

absl::Status WriteDecisionTable(const std::string& rule_set, const Session& session) {
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const Client client(remote);
  const auto context = rpc::NewEndlessContext(remote);
  v1::ExportDecisionTableRequest request;
  request.set_rule_set(rule_set.empty() ? "" : "ruleSets/" + rule_set);
  const auto stream = client.stub().ExportDecisionTable(context.get(), request);
  for (v1::ExportDecisionTableResponse piece; stream->Read(&piece);) std::cout << piece.content();
  const grpc::Status status = stream->Finish();
  return status.ok() ? absl::OkStatus() : rpc::FromGrpc(status, remote.service);
}

}  // namespace bestand::ctl
