#include "services/customer_profile/domain/sales_list_reader.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/customer_profile/domain/text.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kHeadBytes = 64 * 1024;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

absl::Status Unreadable(std::string_view problem) {
  return Failure(absl::StatusCode::kInvalidArgument, "IMPORT_FORMAT_UNKNOWN", problem);
}

bool IsBinary(std::string_view line) {
  return std::any_of(line.begin(), line.end(),
                     [](char letter) { return letter != '\t' && static_cast<unsigned char>(letter) < 0x20; });
}

bool IsUtf16(std::string_view text) {
  return text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF";
}

}  // namespace

absl::Status SalesListReader::Feed(std::string_view piece, RowSink& sink) {
  const auto take = [&](const CsvRecord& record) { return Take(record, sink); };
  if (csv_.has_value()) return csv_->Feed(piece, take);
  head_ += piece;
  return head_.size() < kHeadBytes ? absl::OkStatus() : Open(sink);
}

absl::Status SalesListReader::Finish(RowSink& sink) {
  if (!csv_.has_value()) RETURN_IF_ERROR(Open(sink));
  return csv_->Finish([&](const CsvRecord& record) { return Take(record, sink); });
}

absl::Status SalesListReader::Open(RowSink& sink) {
  if (IsUtf16(head_)) return Unreadable("The file is UTF-16; save it as UTF-8 and send it again.");
  if (head_.starts_with(kUtf8Mark)) {
    head_.erase(0, kUtf8Mark.size());
    encoding_ = Encoding::kUtf8;
  }
  std::string_view line = std::string_view(head_).substr(0, head_.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (head_.empty()) return Unreadable("The file is empty; send a header line and rows.");
  if (Trimmed(line).empty()) return Unreadable("The file begins with an empty line; it needs a header.");
  if (line.size() >= kHeadBytes || IsBinary(line)) {
    return Unreadable("The file does not begin with a header line; send CSV text.");
  }
  delimiter_ = DelimiterOf(line);
  csv_.emplace(delimiter_);
  RETURN_IF_ERROR(ReadHeader(line));
  SeeMark();
  const std::string head = std::move(head_);
  return csv_->Feed(head, [&](const CsvRecord& record) { return Take(record, sink); });
}

absl::Status SalesListReader::ReadHeader(std::string_view line) {
  header_ = IsUtf8(line) ? std::string(line) : FromWindows1252(line);
  std::vector<std::string> names;
  CsvReader reader(delimiter_);
  const auto keep = [&](const CsvRecord& record) {
    for (const std::string_view field : record.fields) names.emplace_back(Trimmed(field));
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(reader.Feed(header_, keep));
  RETURN_IF_ERROR(reader.Finish(keep));
  ASSIGN_OR_RETURN(columns_, FindColumns(names, options_.columns));
  return absl::OkStatus();
}

// The first price in the head that leaves no doubt decides; without one a list cut by ; is taken as
// one with decimal commas.
void SalesListReader::SeeMark() {
  std::optional<DecimalMark> seen;
  CsvReader reader(delimiter_);
  const auto look = [&](const CsvRecord& record) {
    if (record.line > 1 && !seen.has_value()) seen = MarkSeenIn(Cell(record, kUnitPrice));
    return absl::OkStatus();
  };
  (void)reader.Feed(head_, look);
  (void)reader.Finish(look);
  mark_ = seen.value_or(delimiter_ == ';' ? DecimalMark::kComma : DecimalMark::kPoint);
}

absl::Status SalesListReader::Take(const CsvRecord& record, RowSink& sink) {
  if (record.line == 1) return absl::OkStatus();  // the header
  if (IsAscii(record.raw)) return TakeDecoded(record, ShapeOf(record), sink);
  CsvRecord decoded = record;
  Problem problem = ShapeOf(record);
  if (!Decode(decoded) && problem.reason.empty()) problem.reason = "the row is not valid UTF-8";
  return TakeDecoded(decoded, problem, sink);
}

absl::Status SalesListReader::TakeDecoded(const CsvRecord& record, Problem problem, RowSink& sink) {
  PurchaseRow row;
  if (problem.reason.empty()) problem = Parse(record, row);
  return problem.reason.empty() ? sink.Add(row) : sink.Reject(Rejected(record, problem));
}

// Turns the fields into UTF-8; the first text that tells decides how.
bool SalesListReader::Decode(CsvRecord& record) {
  const bool utf8 = IsUtf8(record.raw);
  if (encoding_ == Encoding::kUnknown) encoding_ = utf8 ? Encoding::kUtf8 : Encoding::kWindows1252;
  if (encoding_ == Encoding::kUtf8) return utf8;
  decoded_.resize(record.fields.size());
  for (size_t at = 0; at < decoded_.size(); ++at) {
    decoded_[at] = FromWindows1252(record.fields[at]);
    record.fields[at] = decoded_[at];
  }
  return true;
}

SalesListReader::Problem SalesListReader::ShapeOf(const CsvRecord& record) const {
  const size_t have = record.fields.size();
  const size_t need = columns_.header.size();
  if (record.fault == CsvFault::kTooLong) return {kSalesFields, "the row is longer than 65,536 bytes"};
  if (record.cut && (record.fault == CsvFault::kOpenQuote || have < need)) {
    return {kSalesFields, "the file ends in the middle of a line"};
  }
  if (record.fault == CsvFault::kOpenQuote) return {kSalesFields, "a quotation mark is not closed"};
  if (have < need) return {kSalesFields, "the row has fewer columns than the header"};
  if (have > need) return {kSalesFields, "the row has more columns than the header"};
  return {};
}

std::string_view SalesListReader::Cell(const CsvRecord& record, SalesField field) const {
  const int at = columns_.at[field];
  if (at < 0 || static_cast<size_t>(at) >= record.fields.size()) return {};
  return Trimmed(record.fields[at]);
}

SalesListReader::Problem SalesListReader::Parse(const CsvRecord& record, PurchaseRow& row) {
  row.customer_id = Cell(record, kCustomerId);
  row.external_id = Cell(record, kExternalId);
  row.product_id = Cell(record, kProductId);
  row.product_display_name = Cell(record, kProductName);
  row.country = Cell(record, kCountry);
  if (row.customer_id.empty()) return {kCustomerId, "customer id is missing"};
  if (const Problem problem = ParseValues(record, row); !problem.reason.empty()) return problem;
  const auto fault = FaultOf(row, options_.latest);
  if (!fault.has_value()) return {};
  const auto column = std::find(kSalesFieldNames.begin(), kSalesFieldNames.end(), fault->column);
  return {static_cast<SalesField>(column - kSalesFieldNames.begin()), fault->reason};
}

SalesListReader::Problem SalesListReader::ParseValues(const CsvRecord& record, PurchaseRow& row) {
  const ParsedNumber quantity = ParseQuantity(Cell(record, kQuantity), mark_);
  if (quantity.problem == "is missing") return {kQuantity, "quantity is missing"};
  if (!quantity.problem.empty()) return {kQuantity, "quantity is not a whole number"};
  const ParsedNumber price = ParseAmount(Cell(record, kUnitPrice), mark_, options_.decimals);
  if (price.problem == "is missing") return {kUnitPrice, "unit price is missing"};
  if (price.problem == "is not a number") return {kUnitPrice, "unit price is not a number"};
  if (!price.problem.empty()) return {kUnitPrice, "unit price has more decimals than the currency"};
  if (!ParseMoment(Cell(record, kPurchaseTime), row.purchase_time)) {
    return {kPurchaseTime, "purchase time is not a date"};
  }
  row.quantity = quantity.number;
  row.unit_price_minor = price.number;
  return {};
}

bool SalesListReader::ParseMoment(std::string_view cell, absl::Time& time) {
  if (cell != last_cell_ || cell.empty()) {
    const auto written = ParseTime(cell);
    if (!written.has_value()) return false;
    const absl::TimeZone zone = options_.zone.value_or(absl::UTCTimeZone());
    const bool offset_counts = written->offset.has_value() && !options_.zone.has_value();
    last_time_ =
        absl::FromCivil(written->civil, zone) - (offset_counts ? *written->offset : absl::ZeroDuration());
    last_cell_ = cell;
  }
  time = last_time_;
  return true;
}

RejectedRow SalesListReader::Rejected(const CsvRecord& record, const Problem& problem) const {
  const bool windows = encoding_ == Encoding::kWindows1252;
  RejectedRow row{.line = record.line, .reason = std::string(problem.reason)};
  row.raw = windows ? FromWindows1252(record.raw) : std::string(record.raw);
  row.raw = Storable(row.raw);
  // Closed, so that it spoils only itself when it is exported.
  if (record.fault == CsvFault::kOpenQuote) row.raw += '"';
  if (problem.field < kSalesFields) {
    row.column = columns_.header[columns_.at[problem.field]];
    row.value = Storable(FirstCharacters(Cell(record, problem.field), 100));
  }
  return row;
}

}  // namespace bestand::customer_profile
