#include "common/error/error.h"
#include "common/id/id.h"
#include "common/rpc/answer.h"
#include "common/validate/wire_values.h"
#include "services/customer_profile/api/purchase_api.h"
#include "services/customer_profile/api/purchase_wire.h"
#include "services/customer_profile/domain/sales_list_reader.h"
#include "services/customer_profile/domain/text.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kMaxPiece = 1024 * 1024;

absl::Status CallerGone() { return absl::CancelledError("The caller has gone."); }

std::string IdOrNew(const std::string& request_id) { return request_id.empty() ? NewUuid() : request_id; }

// Gives the rows of one chunk after the other to a sink, counting them.
class ChunkFeeder {
 public:
  ChunkFeeder(RowSink& sink, absl::Time latest, int decimals)
      : sink_(sink), latest_(latest), decimals_(decimals) {}

  absl::Status Feed(const v1::ImportPurchasesRequest& chunk) {
    for (const v1::PurchaseRow& wire : chunk.rows()) RETURN_IF_ERROR(Feed(wire));
    return sink_.Flush();
  }

 private:
  absl::Status Feed(const v1::PurchaseRow& wire) {
    ++position_;
    const PurchaseRow row = FromWire(wire);
    const auto fault = FaultOf(row, latest_);
    if (!fault.has_value()) return sink_.Add(row);
    return sink_.Reject({.line = position_,
                         .column = std::string(fault->column),
                         .value = ValueOf(row, fault->column),
                         .reason = std::string(fault->reason),
                         .raw = Storable(ToCsv(wire, decimals_))});
  }

  std::string ValueOf(const PurchaseRow& row, std::string_view column) const {
    if (column == "customer_id") return Storable(FirstCharacters(row.customer_id, 100));
    if (column == "external_id") return Storable(FirstCharacters(row.external_id, 100));
    if (column == "product_id") return Storable(FirstCharacters(row.product_id, 100));
    if (column == "product_display_name") return Storable(FirstCharacters(row.product_display_name, 100));
    if (column == "country") return Storable(FirstCharacters(row.country, 100));
    if (column == "quantity") return std::to_string(row.quantity);
    if (column == "unit_price") return std::to_string(row.unit_price_minor);
    return absl::FormatTime(row.purchase_time, absl::UTCTimeZone());
  }

  RowSink& sink_;
  const absl::Time latest_;
  const int decimals_;
  int64_t position_ = 0;
};

SalesListOptions OptionsOf(const v1::SalesListFormat& format, absl::Time latest) {
  SalesListOptions options{.columns = {format.columns().begin(), format.columns().end()},
                           .decimals = CurrencyExponent(format.currency_code()),
                           .latest = latest};
  absl::TimeZone zone;
  if (!format.time_zone().empty() && absl::LoadTimeZone(format.time_zone(), &zone)) options.zone = zone;
  return options;
}

absl::Status CheckPiece(const v1::ImportSalesListRequest& piece) {
  if (!piece.has_content()) return InvalidFields({{"piece", "must be content after the format"}});
  if (piece.content().size() <= kMaxPiece) return absl::OkStatus();
  return InvalidFields({{"content", "must be at most 1,048,576 bytes; send more pieces"}});
}

}  // namespace

grpc::ServerReadReactor<v1::ImportPurchasesRequest>* PurchaseApi::ImportPurchases(
    grpc::CallbackServerContext* context, v1::ImportPurchasesResponse* response) {
  return rpc::Receive<v1::ImportPurchasesRequest>(
      runtime_, context, response,
      [this](const auto& call, auto& reader) -> absl::Status { return Import(reader, call.response); });
}

absl::Status PurchaseApi::Import(rpc::Reader<v1::ImportPurchasesRequest>& reader,
                                 v1::ImportPurchasesResponse& response) {
  v1::ImportPurchasesRequest chunk;
  (void)reader.Read(&chunk);  // an empty stream is an empty first chunk, and refused as such
  RETURN_IF_ERROR(CheckFirstChunk(chunk));
  const ImportOrder order{IdOrNew(chunk.request_id()), chunk.source(), chunk.currency_code(),
                          chunk.dry_run()};
  const int decimals = CurrencyExponent(order.currency_code);
  const auto feed = [&](RowSink& sink) -> absl::StatusOr<RejectedFormat> {
    ChunkFeeder feeder(sink, Latest(), decimals);
    do {
      RETURN_IF_ERROR(CheckChunk(chunk));
      RETURN_IF_ERROR(feeder.Feed(chunk));
    } while (reader.Read(&chunk));
    if (reader.cancelled()) return CallerGone();
    return RejectedFormat{std::string(kRowHeader), ','};
  };
  ASSIGN_OR_RETURN(const ImportReport report, parts_.imports.Import(order, feed));
  ToWire(report, *response.mutable_report());
  return absl::OkStatus();
}

grpc::ServerReadReactor<v1::ImportSalesListRequest>* PurchaseApi::ImportSalesList(
    grpc::CallbackServerContext* context, v1::ImportSalesListResponse* response) {
  return rpc::Receive<v1::ImportSalesListRequest>(
      runtime_, context, response,
      [this](const auto& call, auto& reader) -> absl::Status { return Import(reader, call.response); });
}

absl::Status PurchaseApi::Import(rpc::Reader<v1::ImportSalesListRequest>& reader,
                                 v1::ImportSalesListResponse& response) {
  v1::ImportSalesListRequest piece;
  (void)reader.Read(&piece);
  if (!piece.has_format()) return InvalidFields({{"format", "must be the first piece"}});
  const v1::SalesListFormat format = piece.format();
  RETURN_IF_ERROR(CheckFormat(format));
  const ImportOrder order{IdOrNew(format.request_id()), format.source(), format.currency_code(),
                          format.dry_run()};
  const auto feed = [&](RowSink& sink) -> absl::StatusOr<RejectedFormat> {
    SalesListReader list(OptionsOf(format, Latest()));
    while (reader.Read(&piece)) {
      RETURN_IF_ERROR(CheckPiece(piece));
      RETURN_IF_ERROR(list.Feed(piece.content(), sink));
      RETURN_IF_ERROR(sink.Flush());
    }
    if (reader.cancelled()) return CallerGone();
    RETURN_IF_ERROR(list.Finish(sink));
    return list.rejected_format();
  };
  ASSIGN_OR_RETURN(const ImportReport report, parts_.imports.Import(order, feed));
  ToWire(report, *response.mutable_report());
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* PurchaseApi::GetImport(grpc::CallbackServerContext* context,
                                                 const v1::GetImportRequest* request,
                                                 v1::GetImportResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const std::string import_id, ImportIdOf(call.request.name()));
    ASSIGN_OR_RETURN(const ImportReport report, parts_.imports.Find(import_id));
    ToWire(report, *call.response.mutable_report());
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::ExportRejectedRowsResponse>* PurchaseApi::ExportRejectedRows(
    grpc::CallbackServerContext* context, const v1::ExportRejectedRowsRequest* request) {
  return rpc::Stream<v1::ExportRejectedRowsResponse>(
      runtime_, context, request,
      [this](const auto& call, auto& writer) -> absl::Status { return Export(call.request, writer); });
}

absl::Status PurchaseApi::Export(const v1::ExportRejectedRowsRequest& request,
                                 rpc::Writer<v1::ExportRejectedRowsResponse>& writer) {
  ASSIGN_OR_RETURN(const std::string import_id, ImportIdOf(request.name()));
  v1::ExportRejectedRowsResponse response;
  return parts_.imports.ExportRejected(import_id, [&](std::string_view piece) -> absl::Status {
    response.set_content(piece.data(), piece.size());
    return writer.Write(response) ? absl::OkStatus() : CallerGone();
  });
}

}  // namespace bestand::customer_profile
