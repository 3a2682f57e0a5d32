#include <algorithm>
#include <iostream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "bestand/consent/v1/consent_import_service.grpc.pb.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "tools/bestandctl/message/set_field.h"
#include "tools/bestandctl/output/progress_bar.h"
#include "tools/bestandctl/output/table.h"
#include "tools/bestandctl/special/file_reader.h"
#include "tools/bestandctl/special/special.h"
#include "tools/bestandctl/special/whole_file.h"

namespace bestand::ctl {
namespace {

namespace v1 = consent::v1;
using Writer = grpc::ClientWriter<v1::ImportConsentsRequest>;

constexpr size_t kAtOnce = 500;

// Rows by their place in the list, each with what is wrong with it.
using Rejections = std::map<size_t, std::string>;

// The field that a column fills: itself, but "customer_id" the customer.
std::string FieldOf(const std::string& column) { return column == "customer_id" ? "customer" : column; }

absl::Status CheckHeader(const CsvList& list) {
  for (const std::string& column : list.header) {
    if (v1::ImportedConsent::descriptor()->FindFieldByName(FieldOf(column)) != nullptr) continue;
    return InvalidFields(
        {{"FILE", "has a column " + column + " that is no field of a consent; leave it out"}});
  }
  return absl::OkStatus();
}

std::string Named(std::string_view prefix, const std::string& value) {
  return value.empty() || absl::StartsWith(value, {prefix.data(), prefix.size()})
             ? value
             : absl::StrCat(std::string(prefix), value);
}

// Returns what is wrong with a cell; "" for nothing.
std::string Fill(v1::ImportedConsent& consent, const std::string& column, const std::string& cell) {
  if (cell.empty()) return "";
  const std::string field = FieldOf(column);
  if (field == "customer") return consent.set_customer(Named("customers/", cell)), "";
  if (field == "purpose") return consent.set_purpose(Named("purposes/", cell)), "";
  const absl::Status filled = SetField(consent, FindPath(*v1::ImportedConsent::descriptor(), field), cell);
  return filled.ok() ? "" : absl::StrCat(column, " cannot be read: ", cell.substr(0, 60));
}

v1::ImportedConsent ConsentOf(const CsvList& list, size_t row, std::string& problem) {
  v1::ImportedConsent consent;
  for (const std::string& column : list.header) {
    const std::string wrong = Fill(consent, column, list.Value(row, column));
    if (problem.empty()) problem = wrong;
  }
  return consent;
}

// Sends all rows that can be read; `sent` becomes their places in the list.
void Send(const CsvList& list, const ConsentImportOptions& options, Writer& writer, std::vector<size_t>& sent,
          Rejections& rejections) {
  ProgressBar bar;
  v1::ImportConsentsRequest chunk;
  chunk.set_source(options.source);
  chunk.set_request_id(NewUuid());
  bool going = true;
  for (size_t row = 0; row < list.rows.size() && going; ++row) {
    std::string problem;
    v1::ImportedConsent consent = ConsentOf(list, row, problem);
    if (!problem.empty()) {
      rejections[row] = problem;
      continue;
    }
    *chunk.add_consents() = std::move(consent);
    sent.push_back(row);
    if (static_cast<size_t>(chunk.consents_size()) < kAtOnce) continue;
    going = writer.Write(chunk);
    chunk.Clear();
    bar.Show(static_cast<int64_t>(row), static_cast<int64_t>(list.rows.size()), "rows", "Importing");
  }
  if (going && (chunk.consents_size() > 0 || !chunk.source().empty())) writer.Write(chunk);
  writer.WritesDone();
}

absl::Status WriteRejected(const CsvList& list, const Rejections& rejections, const std::string& file) {
  if (file.empty() || rejections.empty()) return absl::OkStatus();
  Table table;
  for (const std::string& column : list.header) table.columns.push_back({column});
  table.columns.push_back({"reason"});
  for (const auto& [row, reason] : rejections) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    for (const std::string& column : list.header) cells.push_back(list.Value(row, column));
    cells.push_back(reason);
  }
  std::ostringstream text;
  WriteCsv(table, text);
  return WriteWhole(file, text.str());
}

}  // namespace

absl::Status ImportConsents(const ConsentImportOptions& options, const Session& session) {
  ASSIGN_OR_RETURN(const CsvList list, ReadCsv(options.file));
  RETURN_IF_ERROR(CheckHeader(list));
  ASSIGN_OR_RETURN(const rpc::Remote remote, ConnectTo(session.addresses, "consent"));
  const rpc::Client<v1::ConsentImportService> client(remote);
  const auto context = rpc::NewEndlessContext(remote);
  v1::ImportConsentsResponse response;
  const auto writer = client.stub().ImportConsents(context.get(), &response);
  std::vector<size_t> sent;
  Rejections rejections;
  Send(list, options, *writer, sent, rejections);
  if (const grpc::Status status = writer->Finish(); !status.ok())
    return rpc::FromGrpc(status, remote.service);
  const auto unread = static_cast<int64_t>(rejections.size());
  for (const v1::RejectedConsent& rejected : response.rejected()) {
    rejections[sent.at(static_cast<size_t>(rejected.row() - 1))] = rejected.reason();
  }
  response.set_row_count(response.row_count() + unread);
  response.set_rejected_count(response.rejected_count() + unread);
  response.clear_rejected();
  Render(response, {}, session.format, std::cout);
  return WriteRejected(list, rejections, options.rejected_file);
}

}  // namespace bestand::ctl
